package io.nodethaw.wait.go;

import io.nodethaw.evidence.Descriptors;
import io.nodethaw.evidence.Goroutine;
import io.nodethaw.evidence.Goroutine.Blocked;
import io.nodethaw.evidence.Goroutines;
import io.nodethaw.wait.NodeView;
import java.util.List;
import java.util.Optional;

/**
 * Tells over which connections a Go program waits for nothing: its goroutines were read twice, one of them reads the connection
 * in a known way, and none is in a call that may have gone over it. What was read counts more than what an open connection
 * suggests.
 */
final class IdleConnections {
    private IdleConnections() {}

    /**
     * True when a client waits for nothing on this connection.
     *
     * @param inode the client's end
     */
    static boolean isIdle(NodeView view, int client, long inode, int server) {
        if (!StandingGoroutines.readTwice(view, client)) {
            return false;
        }
        var goroutines = view.evidence()
                .seen(Goroutines.TYPE, client)
                .map(Goroutines::goroutines)
                .orElse(List.of());
        return file(view, client, inode)
                .filter(fd -> goroutines.stream().noneMatch(goroutine -> isAt(goroutine, fd, true)))
                .flatMap(fd -> goroutines.stream()
                        .filter(goroutine -> isAt(goroutine, fd, false))
                        .findFirst())
                .filter(reader -> asksNothing(view, client, server, reader, goroutines))
                .isPresent();
    }

    private static boolean asksNothing(
            NodeView view, int client, int server, Goroutine reader, List<Goroutine> goroutines) {
        if (KnownFrames.readsBus(reader)) {
            return BusCalls.areNone(view, client);
        }
        var joins = GoJoins.of(view);
        return KnownFrames.protocols().stream()
                .filter(protocol -> KnownFrames.has(reader, protocol.client()))
                .findFirst()
                .filter(protocol -> goroutines.stream()
                        .filter(goroutine -> KnownFrames.mayAsk(goroutine, protocol))
                        .map(goroutine -> joins.of(client, goroutine.id()))
                        .noneMatch(went -> went.isEmpty()
                                || went.stream().anyMatch(join -> join.server().pid() == server)))
                .isPresent();
    }

    private static Optional<Integer> file(NodeView view, int pid, long inode) {
        return view.evidence().seen(Descriptors.TYPE, pid).map(Descriptors::open).orElse(List.of()).stream()
                .filter(file -> file.socket().filter(socket -> socket == inode).isPresent())
                .map(Descriptors.Descriptor::number)
                .findFirst();
    }

    private static boolean isAt(Goroutine goroutine, int file, boolean writing) {
        return goroutine.blocked().orElse(null) instanceof Blocked.OnDescriptor(int fd, boolean writes)
                && fd == file
                && writes == writing;
    }
}
