package io.nodethaw.report;

import java.util.List;
import java.util.Optional;

/**
 * A thread, and what it is in.
 *
 * @param state the kernel's letter
 * @param wchan kernel function that it sleeps in; empty when the kernel does not tell
 * @param call the system call; empty when it is in none, or that could not be read
 * @param fd that the call is about
 * @param file what that is: path, socket or pipe
 * @param target path or address that the call was given
 * @param peers who is at the other end, or has to act
 * @param unread bytes that wait in the socket to be read by it
 * @param unsent bytes that it has sent and the peer has not read
 * @param moved whether it has run between two looks; empty when that is not known
 * @param message what it hands over
 */
public record TracedThread(
        int tid,
        String comm,
        char state,
        String wchan,
        Optional<String> call,
        Optional<Integer> fd,
        Optional<String> file,
        Optional<String> target,
        List<String> peers,
        Optional<Long> unread,
        Optional<Long> unsent,
        Optional<Boolean> moved,
        Optional<String> message) {
    public TracedThread {
        peers = List.copyOf(peers);
    }

    /** True for one that rests where idle threads do, and of whom nothing else is known. */
    boolean rests() {
        return fd.isEmpty()
                && peers.isEmpty()
                && message.isEmpty()
                && state == 'S'
                && call.map(name -> name.equals("futex") || name.endsWith("sleep"))
                        .orElse(false);
    }
}
