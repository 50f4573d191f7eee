package io.nodethaw.collect.child;

import java.io.IOException;

/**
 * Whom a question is about. Each lane has threads of its own in the child, so that reads that hang in one hold nothing up in
 * another: memory that lies on a file of a tenant's own file system never comes back, however many processes have such.
 */
public enum Lane {
    /** PID 1, and the machine as a whole. */
    INIT(8),
    /** The processes that the chain is made of. */
    DAEMONS(24),
    /** Files of the kernel about any other process. */
    FILES(16),
    /** Memory of any other process: a few at a time. */
    MEMORY(4);

    private final int threads;

    Lane(int threads) {
        this.threads = threads;
    }

    /** How many threads it has at most. */
    int threads() {
        return threads;
    }

    static Lane of(int number) throws IOException {
        if (number < 0 || number >= values().length) {
            throw new IOException("reader child: request for lane " + number);
        }
        return values()[number];
    }
}
