package io.nodethaw.archive;

import java.io.IOException;
import java.io.InputStream;

/** What comes out of one packing, within the bounds: against what goes into it, and all together against the file. */
final class Unfolded extends Meter {
    /** What all packings of a file have unfolded to. */
    static final class Sum {
        private final Meter file;
        private long bytes;

        Sum(Meter file) {
            this.file = file;
        }
    }

    private static final String NEXT = "unpack it, and name what matters in it";

    private final Bounds bounds;
    private final Meter packed;
    private final long before;
    private final Sum sum;

    /** @param packed what goes into it, from here on */
    Unfolded(InputStream in, Bounds bounds, Meter packed, Sum sum) {
        super(in);
        this.bounds = bounds;
        this.packed = packed;
        this.before = packed.count();
        this.sum = sum;
    }

    @Override
    void counted(long bytes) throws IOException {
        super.counted(bytes);
        sum.bytes += bytes;
        if (sum.bytes > bounds.total()) {
            throw new UnpackException("unfolds to more than " + (bounds.total() >> 30) + " GB", NEXT);
        }
        if (isTooMuch(count(), packed.count() - before) || isTooMuch(sum.bytes, sum.file.count())) {
            throw new UnpackException(
                    "unfolds to more than " + bounds.ratio() + " times its size, as no evidence does", NEXT);
        }
    }

    private boolean isTooMuch(long unfolded, long from) {
        return unfolded > bounds.free() && unfolded / bounds.ratio() > from;
    }
}
