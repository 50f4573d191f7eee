package io.nodethaw.agent;

import io.nodethaw.collect.Host;
import io.nodethaw.collect.Ticker;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;

/** Time that passes only while somebody waits for it, and threads that run at once or not at all. */
final class TestHost implements Ticker {
    static final Instant WALL = Instant.parse("2026-03-04T05:00:00Z");

    private Duration now = Duration.ZERO;

    /** Threads that were started and have not run. */
    final Queue<Runnable> waiting = new ArrayDeque<>();

    /** How much longer each pause takes than it should. */
    Duration oversleep = Duration.ZERO;

    /** True while nothing that is started gets on. */
    boolean hangs;

    boolean threadless;

    Host host() {
        return host(Path.of("/none"));
    }

    Host host(Path root) {
        return new Host(root, () -> WALL.plus(now), this);
    }

    Duration now() {
        return now;
    }

    void pass(Duration time) {
        now = now.plus(time);
    }

    @Override
    public long nanos() {
        return now.toNanos();
    }

    @Override
    public void await(CompletableFuture<?> answer, Duration most) {
        if (!answer.isDone()) {
            pass(most);
        }
    }

    @Override
    public void pause(Duration time) {
        pass(time.plus(oversleep));
    }

    @Override
    public void start(String name, Runnable work) {
        if (threadless) {
            throw new OutOfMemoryError("unable to create native thread");
        }
        if (hangs) {
            waiting.add(work);
        } else {
            work.run();
        }
    }
}
