package io.nodethaw.dump;

import java.util.List;

/**
 * One dump: the goroutines of a process at a moment, in buckets.
 *
 * @param line of its first goroutine in the file
 * @param headlines what stands before it and says why it was made: "fatal error: all goroutines are asleep - deadlock!"
 * @param goroutines how many it has, also those that are not shown
 * @param buckets the oldest first, then the largest
 * @param ungrouped goroutines that are in no bucket, since there are more signatures than are kept
 */
public record Snapshot(long line, List<String> headlines, long goroutines, List<Bucket> buckets, long ungrouped) {
    public Snapshot {
        headlines = List.copyOf(headlines);
        buckets = List.copyOf(buckets);
    }

    /** How many goroutines were to be shown, in a bucket or not. */
    public long shown() {
        return buckets.stream().mapToLong(Bucket::count).sum() + ungrouped;
    }
}
