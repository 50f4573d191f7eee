package io.nodethaw.collect;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;

/**
 * How much longer the thread that asks takes than it would with a processor of its own, from when it began. Whom it asks, and a child of
 * ours, takes as much longer: they have to stand in the same queue.
 */
public final class OwnQueue {
    /** Nanoseconds for which it ran and for which it was queued, and a count (fs/proc/base.c, proc_pid_schedstat). */
    private static final String FILE = "schedstat";

    /** A link to the folder of the thread that reads it, "812/task/840" (since 3.17). */
    private static final String SELF = "/proc/thread-self";

    /** Nobody waits for a machine that has no time at all. */
    private static final int MOST = 5;

    private record Times(long ran, long queued) {}

    private final Path file;
    private final Optional<Times> begin;

    private OwnQueue(Path file) {
        this.file = file;
        this.begin = times(file);
    }

    /** Counts from now on, for the thread that calls this; any thread may ask for the result. */
    public static OwnQueue here(Host host) {
        var self = host.file(SELF);
        try {
            return new OwnQueue(
                    self.resolveSibling(Files.readSymbolicLink(self)).resolve(FILE));
        } catch (IOException | UnsupportedOperationException unknown) {
            return new OwnQueue(self.resolve(FILE));
        }
    }

    /** 1 where it was never queued, or where this kernel does not tell; at most {@value #MOST}. */
    public double factor() {
        var now = begin.isEmpty() ? Optional.<Times>empty() : times(file);
        if (now.isEmpty()) {
            return 1;
        }
        double ran = now.get().ran() - begin.get().ran();
        double queued = now.get().queued() - begin.get().queued();
        return ran <= 0 ? 1 : Math.clamp(1 + queued / ran, 1, MOST);
    }

    /** For how long it was queued; empty where this kernel does not tell. */
    public Optional<Duration> queued() {
        return begin.flatMap(first -> times(file)
                .filter(now -> now.ran() > 0) // both are 0 where it counts nothing
                .map(now -> Duration.ofNanos(now.queued() - first.queued())));
    }

    private static Optional<Times> times(Path file) {
        try {
            var numbers = Files.readString(file).strip().split(" ", -1);
            return Optional.of(new Times(Long.parseLong(numbers[0]), Long.parseLong(numbers[1])));
        } catch (IOException | NumberFormatException | IndexOutOfBoundsException unknown) {
            return Optional.empty();
        }
    }
}
