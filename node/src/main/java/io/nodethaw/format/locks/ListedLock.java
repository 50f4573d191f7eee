package io.nodethaw.format.locks;

import io.nodethaw.evidence.FileLocks;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A row of lslocks (util-linux, misc-utils/lslocks.c). A mode with an asterisk is that of a process that waits.
 *
 * @param file device and inode where the list has them, else the path
 * @param blocker pid of the process that holds the lock, where the list has that column
 */
record ListedLock(
        String command,
        int pid,
        String kind,
        String access,
        boolean waiting,
        long start,
        long end,
        String file,
        Optional<Integer> blocker) {
    private static final Pattern ROW =
            Pattern.compile("^(\\S.{0,63}?) +(-?\\d{1,9}) +(FLOCK|POSIX|OFDLCK|LEASE|DELEG) +(?:[\\d.,]{1,16}[BKMGTPE]?"
                    + " +)?(?:(\\d{1,19}) +(\\d{1,9}):(\\d{1,9}) +)?(READ|WRITE|RW|NONE|UNLCK)(\\*?) +[01] +(\\d{1,19})"
                    + " +(\\d{1,19})(?: +(\\S.*))?$");

    /** The rest of a path that could not be told: the mount point stands before it. */
    private static final String UNKNOWN = "...";

    private static final Pattern BLOCKER = Pattern.compile("^(.*?) +(\\d{1,9})(?: .*)?$");

    /** The row in a line; empty for any other line, and where the row does not tell the file. */
    static Optional<ListedLock> of(String line, LockColumns columns) {
        return usual(line, columns.tellsBlocker())
                .or(() -> columns.tellsBlocker() ? chosen(line, columns) : Optional.empty());
    }

    /** A row of a list with chosen columns: what they do not tell is the most usual. */
    private static Optional<ListedLock> chosen(String line, LockColumns columns) {
        return columns.cells(line)
                .map(cells -> new ListedLock(
                        cells.getOrDefault("COMMAND", ""),
                        Integer.parseInt(cells.getOrDefault("PID", "0")),
                        cells.getOrDefault("TYPE", "FLOCK"),
                        cells.getOrDefault("MODE", "WRITE").replace("*", ""),
                        cells.containsKey("BLOCKER"),
                        0,
                        0,
                        cells.getOrDefault("PATH", ""),
                        Optional.ofNullable(cells.get("BLOCKER"))
                                .map(Integer::valueOf)
                                .filter(pid -> pid > 0)));
    }

    private static Optional<ListedLock> usual(String line, boolean tellsBlocker) {
        var row = ROW.matcher(line);
        if (!row.find()) {
            return Optional.empty();
        }
        var rest = row.group(11) == null ? "" : row.group(11);
        var blocked = BLOCKER.matcher(rest);
        boolean told = tellsBlocker && blocked.find();
        var path = told ? blocked.group(1) : rest;
        var file = row.group(4) == null ? path : number(row.group(5)) + ":" + number(row.group(6)) + ":" + row.group(4);
        return file.isEmpty() || file.equals(path) && path.endsWith(UNKNOWN) && !told
                ? Optional.empty()
                : Optional.of(new ListedLock(
                        row.group(1),
                        Integer.parseInt(row.group(2)),
                        row.group(3),
                        row.group(7),
                        !row.group(8).isEmpty(),
                        number(row, 9),
                        number(row, 10),
                        file,
                        told ? Optional.of(Integer.valueOf(blocked.group(2))) : Optional.empty()));
    }

    /** The kernel prints the numbers of a device in hexadecimal. */
    private static String number(String decimal) {
        return String.format(Locale.ROOT, "%02x", Long.parseLong(decimal));
    }

    private static long number(Matcher row, int group) {
        return Long.parseUnsignedLong(row.group(group));
    }

    /** True where this one waits for that one. An end of 0 is that of the file. */
    boolean waitsFor(ListedLock held) {
        boolean overlap =
                held.kind.equals("FLOCK") || (held.end == 0 || start <= held.end) && (end == 0 || held.start <= end);
        return waiting
                && !held.waiting
                && file.equals(held.file)
                && kind.equals(held.kind)
                && pid != held.pid
                && overlap
                && blocker.filter(by -> by != held.pid).isEmpty();
    }

    /** True where the file is known only by what is mounted there, or not at all. */
    boolean isFileUntold() {
        return file.isEmpty() || file.endsWith(UNKNOWN);
    }

    /** The lock that its blocker has, which the list need not show. */
    ListedLock held(int by) {
        return new ListedLock("", by, kind, access, false, 0, 0, file, Optional.empty());
    }

    /** The same, of a file by this name. */
    ListedLock of(String name) {
        return new ListedLock(command, pid, kind, access, waiting, start, end, name, blocker);
    }

    /** The call in which a process waits for such a lock (man 2 flock, man 2 fcntl). */
    String call() {
        return kind.equals("FLOCK") ? "flock" : "fcntl";
    }

    FileLocks.Lock lock(long id) {
        return new FileLocks.Lock(id, waiting, kind, access, pid, file, start + " " + (end == 0 ? "EOF" : end));
    }
}
