package io.nodethaw.dump;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** Collects the goroutines of a bucket: counts them, and keeps the arguments that all of them share. */
final class BucketBuilder {
    private static final int MOST_IDS = 100;

    private final DumpedGoroutine sample;
    private final List<Long> ids = new ArrayList<>();
    private final Ages.Builder ages = new Ages.Builder();
    private final byte[][] shared;
    private int compared;
    private long count;

    BucketBuilder(RawStack first, DumpedGoroutine sample) {
        this.sample = sample;
        this.shared = new byte[first.entries()][];
        this.compared = first.entries();
        for (int i = 0; i < shared.length; i++) {
            shared[i] = first.hasArguments(i)
                    ? Arrays.copyOfRange(first.bytes(), first.nameTo(i) + 1, first.argumentsTo(i))
                    : NOTHING;
        }
    }

    private static final byte[] NOTHING = new byte[0];
    static final byte[] DIFFERENT = Bytes.of(Bucket.DIFFERENT);

    void add(RawStack stack) {
        count += stack.count();
        ages.add(stack.header().minutes(), stack.count());
        if (ids.size() < MOST_IDS && stack.header().id() > 0) {
            ids.add(stack.header().id());
        }
        compare(stack);
    }

    /**
     * Compares the arguments with those of another goroutine. Notes are not part of the signature, so frames after a note may
     * be at another index; these are left as they are.
     */
    private void compare(RawStack stack) {
        if (compared == 0) {
            return;
        }
        int left = 0;
        for (int i = 0; i < Math.min(shared.length, stack.entries()); i++) {
            if (shared[i].length > 0 && !Arrays.equals(shared[i], DIFFERENT)) {
                shared[i] = stack.hasArguments(i)
                        ? SharedArguments.of(shared[i], stack.bytes(), stack.nameTo(i) + 1, stack.argumentsTo(i))
                        : DIFFERENT;
                left += Arrays.equals(shared[i], DIFFERENT) ? 0 : 1;
            }
        }
        compared = left;
    }

    Bucket build() {
        var arguments = new ArrayList<String>();
        for (int i = 0; i < shared.length; i++) {
            if (sample.entries().get(i) instanceof Entry.FrameLines) {
                arguments.add(Bytes.text(shared[i], 0, shared[i].length));
            }
        }
        return new Bucket(count, ages.build(), ids, sample, arguments);
    }
}
