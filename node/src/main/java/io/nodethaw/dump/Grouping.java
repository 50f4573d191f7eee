package io.nodethaw.dump;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.function.Predicate;

/** Puts goroutines into buckets. The time for each depends only on its own length. */
final class Grouping implements Consumer<RawStack> {
    private static final int MOST_TEXT = 1 << 25;
    private static final int MOST_SIGNATURES = 1 << 24;
    private static final Comparator<Bucket> OLDEST_FIRST = Comparator.<Bucket>comparingInt(
                    bucket -> bucket.ages().most())
            .thenComparingLong(Bucket::count)
            .reversed();

    private final Surroundings surroundings;
    private final Predicate<PassingGoroutine> shown;
    private final StackDecoder decoder = new StackDecoder();
    private final SignatureWriter signature = new SignatureWriter(new NumberedTexts(MOST_TEXT));
    private final List<Snapshot> finished = new ArrayList<>();
    private final BucketRoom room = new BucketRoom();

    private int dump = -1;
    private long line;
    private long goroutines;
    private long ungrouped;
    private NumberedTexts signatures = new NumberedTexts(MOST_SIGNATURES);
    private final Map<Integer, BucketBuilder> buckets = new LinkedHashMap<>();

    /** @param shown gets every goroutine; only those for which it returns true are put into buckets */
    Grouping(Surroundings surroundings, Predicate<PassingGoroutine> shown) {
        this.surroundings = surroundings;
        this.shown = shown;
    }

    @Override
    public void accept(RawStack stack) {
        if (stack.dump() != dump) {
            finish();
            dump = stack.dump();
            line = stack.line();
        }
        goroutines += stack.count();
        int kind = signature.write(stack)
                ? signatures.number(signature.bytes(), 0, signature.length())
                : NumberedTexts.FULL;
        if (shown.test(new PassingGoroutine(decoder, stack, kind))) {
            group(stack, kind);
        }
    }

    private void group(RawStack stack, int kind) {
        var bucket = buckets.get(kind);
        if (bucket == null && kind != NumberedTexts.FULL && room.take(stack)) {
            bucket = new BucketBuilder(stack, decoder.decode(stack));
            buckets.put(kind, bucket);
        }
        if (bucket == null) {
            ungrouped += stack.count();
        } else {
            bucket.add(stack);
        }
    }

    private void finish() {
        if (dump >= 0) {
            var sorted = buckets.values().stream()
                    .map(BucketBuilder::build)
                    .sorted(OLDEST_FIRST)
                    .toList();
            finished.add(new Snapshot(line, surroundings.headlines(dump), goroutines, sorted, ungrouped));
        }
        goroutines = 0;
        ungrouped = 0;
        signatures = new NumberedTexts(MOST_SIGNATURES);
        buckets.clear();
    }

    Snapshots build(Problems problems) {
        finish();
        dump = -1;
        return new Snapshots(finished, problems);
    }

    /** The room for the samples of all buckets. */
    private static final class BucketRoom {
        private static final int MOST_FRAMES = 300_000;
        private static final int MOST_BYTES = 1 << 25;

        private int frames;
        private long bytes;

        boolean take(RawStack stack) {
            frames += stack.entries() + 1;
            bytes += stack.length();
            return frames <= MOST_FRAMES && bytes <= MOST_BYTES;
        }
    }
}
