package io.nodethaw.dump;

import java.util.List;

/**
 * One dump: the goroutines of a process at one moment, in buckets.
 *
 * @param line number of the line of its first goroutine in the file
 * @param headlines the words before it that say why it was made: "fatal error: all goroutines are asleep - deadlock!"
 * @param goroutines how many it has, including those that are not shown
 * @param buckets the oldest first, then the largest
 * @param ungrouped number of goroutines that are in no bucket, because there are more signatures than are kept
 */
public record Snapshot(long line, List<String> headlines, long goroutines, List<Bucket> buckets, long ungrouped) {
    public Snapshot {
        headlines = List.copyOf(headlines);
        buckets = List.copyOf(buckets);
    }

    /** How many goroutines are to be shown, in a bucket or not. */
    public long shown() {
        return buckets.stream().mapToLong(Bucket::count).sum() + ungrouped;
    }
}
