package io.nodethaw;

/**
 * The memory of our own objects. Java collects what has grown old only when its memory is nearly full, and gives none back before; evidence
 * of a node with thousands of processes is large, and old by the next look. Used by one thread at a time.
 */
final class OwnHeap {
    /** With less than this, in bytes, there is not much to give back: an agent of a small node has eight megabytes after a collection. */
    private static final long WORTH = 10L << 20;

    /** A collection takes some hundredths of a second, so the memory has to grow by half in between. */
    private static final double GROWN = 1.5;

    private long after;

    /** Collects where the memory has grown, and gives back what is free. */
    void letGo() {
        var java = Runtime.getRuntime();
        if (isWorthIt(java.totalMemory(), after)) {
            System.gc();
            after = java.totalMemory();
        }
    }

    /**
     * True when there may be enough to give back.
     *
     * @param now bytes of memory that Java has for objects
     * @param after what it had after the last collection; 0 before the first
     */
    static boolean isWorthIt(long now, long after) {
        return now >= WORTH && now >= after * GROWN;
    }
}
