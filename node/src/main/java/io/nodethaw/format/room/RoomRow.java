package io.nodethaw.format.room;

import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * A row of df (coreutils, df(1)): of blocks, or with -i of inodes.
 *
 * @param source a device, a server, "overlay"; with -T the type follows
 * @param all as it is printed, in bytes where a letter stands behind it, else in the unit of the list
 * @param left for users other than root
 * @param point where it is mounted
 * @param exact false where the numbers are rounded (-h)
 */
record RoomRow(String source, double all, double used, double left, String point, boolean exact) {
    private static final double KEPT = 4096.0 * 4096;

    private static final String SIZE = "(\\d{1,20}(?:[.,]\\d{1,3})?[KMGTPEkB]?(?:iB)?|-)";

    /** From the right: what is mounted may have blanks in its name, and with -T its type follows. */
    private static final Pattern ROW = Pattern.compile(
            "^(?:(\\S.{0,400}?) +)?" + SIZE + " +" + SIZE + " +(?:-?)" + SIZE + " +(?:\\d{1,3}%|-) +(/.*)$");

    private static final Map<Character, Double> UNITS =
            Map.of('K', 1024.0, 'k', 1024.0, 'M', 0x1p20, 'G', 0x1p30, 'T', 0x1p40, 'P', 0x1p50, 'E', 0x1p60);

    /** The row in a line; a long source has a line of its own before. */
    static Optional<RoomRow> of(String line) {
        var row = ROW.matcher(line);
        if (!line.contains(" /") || !row.find()) {
            return Optional.empty();
        }
        var source = row.group(1) == null ? "" : row.group(1);
        boolean exact = Character.isDigit(row.group(2).charAt(row.group(2).length() - 1));
        return Optional.of(
                new RoomRow(source, size(row.group(2)), size(row.group(3)), size(row.group(4)), row.group(5), exact));
    }

    private static double size(String text) {
        if (text.equals("-")) {
            return 0;
        }
        var digits = text.replaceFirst("[A-Za-z]+$", "").replace(',', '.');
        double unit = digits.length() == text.length() ? 1 : UNITS.getOrDefault(text.charAt(digits.length()), 1.0);
        return Double.parseDouble(digits) * unit;
    }

    /** True where nobody but root can write more. */
    boolean hasNone() {
        return all > 0 && left <= 0;
    }

    /**
     * True where root cannot either. ext4 keeps a part for root, a twentieth where nothing else was asked for (mke2fs(8), -m), and 4096
     * blocks at most for itself (fs/ext4/super.c, ext4_calculate_resv_clusters); XFS keeps nothing for root. What is rounded does not tell.
     *
     * @param unit bytes of a number without a letter
     */
    boolean hasNoneForRoot(double unit) {
        return hasNone() && (exact ? (all - used) * unit <= KEPT : source.endsWith(" xfs") && used >= all);
    }

    /** True for what a container sees as its root: whose room that is, is not told. */
    boolean isOfContainer() {
        return source.startsWith("overlay") && point.equals("/");
    }

    /** True where this path lies below the place of the mount. */
    boolean holds(String path) {
        return path.equals(point) || path.startsWith(point.endsWith("/") ? point : point + "/");
    }
}
