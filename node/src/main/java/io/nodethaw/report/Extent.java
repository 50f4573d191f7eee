package io.nodethaw.report;

/** Of which goroutines of a process numbers tell. */
public enum Extent {
    /** Of all. */
    ALL,
    /** All are counted, and more may wait for a lock than are known. */
    SOME_WAITERS,
    /** Some were not kept: every number is a lower bound. */
    SOME;

    /** A number of those that wait for locks: "12", "at least 12". */
    String waiters(long number) {
        return words(number, this != ALL);
    }

    /** A number of goroutines. */
    String goroutines(long number) {
        return words(number, this == SOME);
    }

    static String words(long number, boolean atLeast) {
        return (atLeast ? "at least " : "") + number;
    }
}
