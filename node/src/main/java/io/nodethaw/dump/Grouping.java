package io.nodethaw.dump;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.function.Consumer;

/** Puts goroutines into buckets, each in time that depends on its own length only. */
final class Grouping implements Consumer<RawStack> {
    private static final int MOST_TEXT = 1 << 25;
    private static final int MOST_SIGNATURES = 1 << 24;
    private static final Comparator<Bucket> OLDEST_FIRST = Comparator.<Bucket>comparingInt(
                    bucket -> bucket.ages().most())
            .thenComparingLong(Bucket::count)
            .reversed();

    private final Surroundings surroundings;
    private final StackDecoder decoder = new StackDecoder();
    private final SignatureWriter signature = new SignatureWriter(new NumberedTexts(MOST_TEXT));
    private final List<Snapshot> finished = new ArrayList<>();
    private final BucketRoom room = new BucketRoom();

    private int dump = -1;
    private long line;
    private long goroutines;
    private long ungrouped;
    private NumberedTexts signatures = new NumberedTexts(MOST_SIGNATURES);
    private final List<BucketBuilder> buckets = new ArrayList<>();

    Grouping(Surroundings surroundings) {
        this.surroundings = surroundings;
    }

    @Override
    public void accept(RawStack stack) {
        accept(stack, true);
    }

    /** Counts it, and puts it into its bucket if it is shown. */
    void accept(RawStack stack, boolean shown) {
        if (stack.dump() != dump) {
            finish();
            dump = stack.dump();
            line = stack.line();
        }
        goroutines += stack.count();
        if (shown) {
            group(stack);
        }
    }

    private void group(RawStack stack) {
        int number = signature.write(stack)
                ? signatures.number(signature.bytes(), 0, signature.length())
                : NumberedTexts.FULL;
        if (number == buckets.size() && room.take(stack)) {
            buckets.add(new BucketBuilder(stack, decoder.decode(stack)));
        }
        if (number == NumberedTexts.FULL || number >= buckets.size()) {
            ungrouped += stack.count();
        } else {
            buckets.get(number).add(stack);
        }
    }

    private void finish() {
        if (dump >= 0) {
            var sorted = buckets.stream()
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

    /** How much the samples of all buckets may take. */
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
