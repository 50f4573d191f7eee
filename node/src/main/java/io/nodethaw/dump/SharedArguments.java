package io.nodethaw.dump;

import java.util.Arrays;

/** The arguments that the goroutines of a bucket were called with: those that all share as they are, a star for each that differs. */
final class SharedArguments {
    private static final byte STAR = '*';

    /** An address of the heap or of a program's data has more digits; a smaller number in common says nothing. */
    private static final int LEAST_POINTER = "0x400000".length();

    private SharedArguments() {}

    /**
     * What is shared of what was shared so far and one more list of arguments; the same array where nothing changes.
     *
     * @return a single star where the lists are not built alike, or no pointer is left that all share
     */
    static byte[] of(byte[] shared, byte[] bytes, int from, int to) {
        if (fits(shared, bytes, from, to)) {
            return shared;
        }
        var merged = new byte[shared.length + 1];
        int length = 0;
        int left = 0;
        int at = 0;
        int other = from;
        while (at < shared.length && other < to) {
            int end = tokenEnd(shared, at, shared.length);
            int otherEnd = tokenEnd(bytes, other, to);
            if (end > at && otherEnd > other) {
                boolean same = shared[at] != STAR && Arrays.equals(shared, at, end, bytes, other, otherEnd);
                int count = same ? end - at : 1;
                if (same) {
                    System.arraycopy(shared, at, merged, length, count);
                } else {
                    merged[length] = STAR;
                }
                length += count;
                left += same && count >= LEAST_POINTER ? 1 : 0;
            } else if (end == at && otherEnd == other && shared[at] == bytes[other]) {
                merged[length++] = shared[at];
                end++;
                otherEnd++;
            } else {
                return BucketBuilder.DIFFERENT;
            }
            at = end;
            other = otherEnd;
        }
        return at < shared.length || other < to || left == 0 ? BucketBuilder.DIFFERENT : Arrays.copyOf(merged, length);
    }

    /** True where they differ at the stars only. */
    private static boolean fits(byte[] shared, byte[] bytes, int from, int to) {
        int other = from;
        for (int at = 0; at < shared.length; at++) {
            if (shared[at] == STAR) {
                other = tokenEnd(bytes, other, to);
            } else if (other == to || shared[at] != bytes[other++]) {
                return false;
            }
        }
        return other == to;
    }

    /** Where the argument that begins here ends; the same place where none does. */
    private static int tokenEnd(byte[] bytes, int from, int to) {
        int at = from;
        while (at < to && bytes[at] != ',' && bytes[at] != ' ' && bytes[at] != '{' && bytes[at] != '}') {
            at++;
        }
        return at;
    }
}
