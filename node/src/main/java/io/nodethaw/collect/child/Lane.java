package io.nodethaw.collect.child;

import java.io.IOException;

/**
 * Whom a question is about. Each lane has threads of its own in the child, so that reads that hang in one hold nothing up in
 * another: memory that lies on a file of a tenant's own file system never comes back, however many processes have such.
 */
public enum Lane {
    /** PID 1, and the machine as a whole. */
    INIT(0, 8),
    /** The processes that the chain is made of. */
    DAEMONS(1, 24),
    /** Files of the kernel about any other process. */
    FILES(2, 16),
    /** Memory of any other process: a few at a time. */
    MEMORY(3, 4);

    private final int number;
    private final int threads;

    /** @param number on the way to the child */
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
