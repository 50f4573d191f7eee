package io.nodethaw.agent;

import io.nodethaw.collect.Host;
import java.util.ArrayDeque;
import java.util.Optional;
import java.util.Queue;

/**
 * Work that is done beside the rounds, one piece after the other, in a thread that may hang: nobody waits for it. When too much
 * waits for it, the oldest is dropped and counted. Any thread may use it.
 */
final class Beside {
    private final Host host;
    private final String name;
    private final int most;
    private final Queue<Runnable> waiting = new ArrayDeque<>();
    private boolean working;
    private long dropped;

    /**
     * Work of one kind.
     *
     * @param name of its thread
     * @param most pieces that wait at the same time
     */
    Beside(Host host, String name, int most) {
        this.host = host;
        this.name = name;
        this.most = most;
    }

    /** Has this done when what came before is done; returns at once. Work that fails counts as dropped. */
    void give(Runnable work) {
        synchronized (waiting) {
            if (waiting.size() == most) {
                waiting.remove();
                dropped++;
            }
            waiting.add(work);
            if (working) {
                return;
            }
            working = true;
        }
        try {
            host.ticker().start(name, this::work);
        } catch (OutOfMemoryError e) { // thrown by start(): the pids limit of our cgroup or the user is reached
            synchronized (waiting) {
                working = false; // the next piece tries again
            }
        }
    }

    private void work() {
        for (var next = next(); next.isPresent(); next = next()) {
            try {
                next.get().run();
            } catch (RuntimeException | Error e) { // also a lack of memory: what comes next may well be done
                lost();
            }
        }
    }

    private void lost() {
        synchronized (waiting) {
            dropped++;
        }
    }

    private Optional<Runnable> next() {
        synchronized (waiting) {
            var next = Optional.ofNullable(waiting.poll());
            working = next.isPresent();
            return next;
        }
    }

    /** How much was dropped since this was asked last. */
    long dropped() {
        synchronized (waiting) {
            long count = dropped;
            dropped = 0;
            return count;
        }
    }
}
