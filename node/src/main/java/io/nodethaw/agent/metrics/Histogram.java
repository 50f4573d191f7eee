package io.nodethaw.agent.metrics;

import java.time.Duration;

/** How often something took how long. Any thread may use it. */
public final class Histogram {
    private static final double NANOS = 1e9;

    private final double[] bounds;
    private final long[] counts;
    private double sum;

    /** @param bounds upper ends of the buckets, in seconds, rising */
    public Histogram(double... bounds) {
        this.bounds = bounds.clone();
        this.counts = new long[bounds.length + 1];
    }

    /** Counts one more. */
    public synchronized void add(Duration time) {
        double seconds = time.toNanos() / NANOS;
        int bucket = 0;
        while (bucket < bounds.length && seconds > bounds[bucket]) {
            bucket++;
        }
        counts[bucket]++;
        sum += seconds;
    }

    double[] bounds() {
        return bounds.clone();
    }

    synchronized long[] counts() {
        return counts.clone();
    }

    synchronized double sum() {
        return sum;
    }
}
