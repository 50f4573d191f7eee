package io.nodethaw.format.mounts;

import io.nodethaw.evidence.Mounts;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** One line of a list of mounts, as the kernel and util-linux write them. What a list does not tell is empty, or 0. */
final class MountRow {
    /** A line of mountinfo (fs/proc_namespace.c, show_mountinfo): optional fields up to a dash. */
    private static final Pattern INFO =
            Pattern.compile("^(\\d{1,9}) (\\d{1,9}) (\\d{1,6}:\\d{1,9}) (\\S{1,4096}) (/\\S{0,4096})"
                    + " \\S{1,512}(?: (?:\\w+:\\d+|unbindable))*+ - (\\S{1,64}) (\\S{1,4096})(?: (\\S{0,4096}))?$");

    /** A line of /proc/mounts and fstab (show_vfsmnt). */
    private static final Pattern MOUNTS =
            Pattern.compile("^(\\S{1,4096}) (/\\S{0,4096}) ([a-z][\\w.-]{0,63}) ((?:rw|ro)(?:,\\S{1,4096})?) 0 0$");

    /** A line of mount(8): the point may hold blanks, and a label may follow. */
    private static final Pattern MOUNT = Pattern.compile(
            "^(\\S.{0,4096}?) on (/.{0,4096}) type ([a-z][\\w.-]{0,63}) \\(((?:rw|ro)[^()]{0,4096})\\)(?: \\[.{0,64}\\])?$");

    /** A line of findmnt(8), which draws a tree before the points. */
    private static final Pattern FOUND = Pattern.compile(
            "^[\\s|`\u2502\u251c\u2514\u2500-]{0,80}(/\\S{0,4096})\\s+(\\S{1,4096})\\s+([a-z][\\w.-]{0,63})\\s+((?:rw|ro)(?:,\\S{1,4096})?)$");

    private static final Pattern OCTAL = Pattern.compile("\\\\([01][0-7]{2})");
    private static final int BASE = 8;

    private MountRow() {}

    /** True for the line over a list of findmnt. */
    static boolean isHeader(String line) {
        return line.startsWith("TARGET ") && line.contains(" SOURCE ") && line.contains(" FSTYPE ");
    }

    /** @param found true below the header of findmnt */
    static Optional<Mounts.Mount> of(String line, boolean found) {
        if (line.indexOf('/') < 0) {
            return Optional.empty();
        }
        var info = line.contains(" - ") ? INFO.matcher(line) : null;
        if (info != null && info.matches()) {
            return Optional.of(new Mounts.Mount(
                    Integer.parseInt(info.group(1)),
                    Integer.parseInt(info.group(2)),
                    info.group(3),
                    plain(info.group(4)),
                    plain(info.group(5)),
                    info.group(6),
                    plain(info.group(7)),
                    info.group(8) == null ? "" : info.group(8)));
        }
        var mount = line.contains(" type ") ? MOUNT.matcher(line) : null;
        if (mount != null && mount.matches()) {
            return Optional.of(mount(mount, 1, 2));
        }
        var mounts = line.endsWith(" 0 0") ? MOUNTS.matcher(line) : null;
        if (mounts != null && mounts.matches()) {
            return Optional.of(mount(mounts, 1, 2));
        }
        var row = found ? FOUND.matcher(line) : null;
        return row != null && row.matches() ? Optional.of(mount(row, 2, 1)) : Optional.empty();
    }

    private static Mounts.Mount mount(Matcher row, int source, int point) {
        return new Mounts.Mount(
                0, 0, "", "", plain(row.group(point)), row.group(3), plain(row.group(source)), row.group(4));
    }

    private static String plain(String word) {
        return word.indexOf('\\') < 0
                ? word
                : OCTAL.matcher(word)
                        .replaceAll(match -> Matcher.quoteReplacement(
                                Character.toString((char) Integer.parseInt(match.group(1), BASE))));
    }
}
