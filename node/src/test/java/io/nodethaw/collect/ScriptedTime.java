package io.nodethaw.collect;

import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Comparator;
import java.util.HashMap;
import java.util.Map;
import java.util.PriorityQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

/**
 * Time that passes only by waiting: when the test waits and every started thread has ended or pauses, time jumps forward at
 * once. A second of silence therefore takes no real time, and everything happens in the same order each time.
 */
public final class ScriptedTime implements Ticker, InstantSource {
    private static final long STUCK_MILLIS = 20_000;

    private final PriorityQueue<Pause> pauses = new PriorityQueue<>(Comparator.comparingLong(Pause::until));
    private final ThreadLocal<Boolean> started = ThreadLocal.withInitial(() -> false);
    private final Map<Integer, Duration> late = new HashMap<>();
    private long now;
    private int running;
    private int threads;

    private record Pause(long until, CompletableFuture<Boolean> over) {}

    /** A host without files that lives in this time. */
    public Host host() {
        return new Host(Path.of("/nowhere"), this, this);
    }

    /** How much time has passed. */
    public synchronized Duration passed() {
        return Duration.ofNanos(now);
    }

    @Override
    public synchronized Instant instant() {
        return HostFolder.NOW.plusNanos(now);
    }

    @Override
    public synchronized long nanos() {
        return now;
    }

    /** The thread with this number, counted from 1, begins its work only after this time, as on a busy machine. */
    public synchronized void startsLate(int thread, Duration by) {
        late.put(thread, by);
    }

    @Override
    public void start(String name, Runnable work) {
        Duration delay;
        synchronized (this) {
            running++;
            threads++;
            delay = late.getOrDefault(threads, Duration.ZERO);
        }
        Thread.ofPlatform().daemon().name(name).start(() -> {
            started.set(true);
            try {
                if (!delay.isZero()) {
                    pausing(delay).join();
                }
                work.run();
            } finally {
                stop();
            }
        });
    }

    private synchronized void stop() {
        running--;
        notifyAll();
    }

    /** In a started thread: pauses until its time has come. In the test: waits while all other threads go on. */
    @Override
    public void pause(Duration time) throws InterruptedException {
        if (started.get()) {
            pausing(time).join();
        } else {
            await(new CompletableFuture<>(), time);
        }
    }

    private synchronized CompletableFuture<Boolean> pausing(Duration time) {
        var pause = new Pause(now + time.toNanos(), new CompletableFuture<>());
        pauses.add(pause);
        stop();
        return pause.over();
    }

    @Override
    public synchronized void await(CompletableFuture<?> answer, Duration most) throws InterruptedException {
        long end = now + most.toNanos();
        while (true) {
            awaitRest();
            if (answer.isDone()) {
                return;
            }
            var next = pauses.peek();
            if (next == null || next.until() > end) {
                now = end;
                return;
            }
            pauses.remove(next);
            now = next.until();
            running++;
            next.over().complete(true);
        }
    }

    private void awaitRest() throws InterruptedException {
        long begun = System.nanoTime();
        while (running > 0) {
            wait(STUCK_MILLIS);
            if (System.nanoTime() - begun > TimeUnit.MILLISECONDS.toNanos(STUCK_MILLIS)) {
                throw new IllegalStateException("a thread waits for what this time knows nothing of");
            }
        }
    }
}
