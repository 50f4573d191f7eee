package io.nodethaw.archive;

/**
 * How much is unpacked. A stream costs no memory, so these only keep a malicious file from taking hours.
 *
 * @param total bytes that all packings of a file together may unfold to
 * @param ratio how many times its size what is packed may unfold to
 * @param free bytes that may be unfolded whatever the ratio is
 * @param files the most files that are looked at
 * @param depth how often a file may be packed
 */
public record Bounds(long total, long ratio, long free, int files, int depth) {
    /**
     * Logs pack 10 to 60 times (an lsof of 20 MB: 62 times by xz), rows of zeros 1,000 times by gzip and more by others. A bundle of
     * a large node has some thousands of files, in two or three packings.
     */
    public static final Bounds USUAL = new Bounds(64L << 30, 400, 256 << 20, 100_000, 8);
}
