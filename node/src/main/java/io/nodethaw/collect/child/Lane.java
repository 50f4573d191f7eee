package io.nodethaw.collect.child;

import java.io.IOException;

/**
 * What kind of process a question is about. Each lane has its own threads in the child, so that reads that hang in one lane do
 * not hold up another: a tenant may have any number of processes whose memory never arrives, because it lies on a file of the
 * tenant's own file system.
 */
public enum Lane {
    /** PID 1, and the machine as a whole. */
    INIT(0, 8),
    /** The daemons of the chain. */
    DAEMONS(1, 24),
    /** Kernel files about any other process. */
    FILES(2, 16),
    /** Memory of any other process: a few at a time. */
    MEMORY(3, 4);

    private final int number;
    private final int threads;

    /** @param number its number in requests to the child */
    Lane(int number, int threads) {
        this.number = number;
        this.threads = threads;
    }

    int number() {
        return number;
    }

    /** How many threads it has at most. */
    int threads() {
        return threads;
    }

    static Lane of(int number) throws IOException {
        for (var lane : values()) {
            if (lane.number == number) {
                return lane;
            }
        }
        throw new IOException("reader child: request for lane " + number);
    }
}
