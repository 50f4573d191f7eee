package io.nodethaw.dump;

import java.util.Arrays;

/**
 * Works out the arguments that all goroutines of a bucket share: equal ones stay as they are, each that differs becomes a star.
 */
final class SharedArguments {
    private static final byte STAR = '*';

    /** The least length of an address of the heap or of a program's data; that shorter numbers are equal says nothing. */
    private static final int LEAST_POINTER = "0x400000".length();

    private SharedArguments() {}

    /**
     * What remains shared when one more list of arguments is added; the same array when nothing changes.
     *
     * @return a single star when the lists have different structure, or when no pointer is left that all share
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

    /** True when they differ only at the stars. */
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

    /** The end of the argument that begins here; the same position when none begins. */
    private static int tokenEnd(byte[] bytes, int from, int to) {
        int at = from;
        while (at < to && bytes[at] != ',' && bytes[at] != ' ' && bytes[at] != '{' && bytes[at] != '}') {
            at++;
        }
        return at;
    }
}
