package io.nodethaw.collect;

import java.io.IOException;
import java.nio.file.Files;

/**
 * How much longer the thread that asks has taken than it would have with a processor of its own. What it waits for in a child of ours
 * takes as much longer: the child has to stand in the same queue.
 */
public final class OwnQueue {
    /** Nanoseconds for which it ran and for which it was queued, and a count (fs/proc/base.c, proc_pid_schedstat). */
    private static final String FILE = "/proc/thread-self/schedstat";

    /** Nobody waits for a machine that has no time at all. */
    private static final int MOST = 5;

    private OwnQueue() {}

    /** 1 where it was never queued, or where this kernel does not tell; at most {@value #MOST}. */
    public static double factor(Host host) {
        try {
            var numbers = Files.readString(host.file(FILE)).strip().split(" ", -1);
            long ran = Long.parseLong(numbers[0]);
            long queued = Long.parseLong(numbers[1]);
            return ran <= 0 ? 1 : Math.clamp(1 + (double) queued / ran, 1, MOST);
        } catch (IOException | NumberFormatException | IndexOutOfBoundsException unknown) {
            return 1;
        }
    }
}
