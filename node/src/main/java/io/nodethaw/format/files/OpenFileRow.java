package io.nodethaw.format.files;

import java.util.Optional;
import java.util.Set;

/**
 * One row of lsof (lsof(8), OUTPUT). The columns of the open file and of its kind have words of their own, by which a row is read
 * without its header: of the columns around them some may be missing.
 *
 * @param command the name, or its first letters
 * @param before how many columns stand between the number of the process and the open file
 * @param fd "12", "cwd", "txt", "mem"
 * @param target what the link in {@code /proc/PID/fd} would tell; empty where the row does not tell
 */
record OpenFileRow(String command, int pid, int before, String fd, String target) {
    private static final Set<String> KINDS = Set.of(
            "REG", "DIR", "CHR", "BLK", "FIFO", "LINK", "unix", "IPv4", "IPv6", "sock", "netlink", "a_inode", "unknown",
            "pack", "raw", "raw6", "0000");

    private static final Set<String> NAMED = Set.of("cwd", "rtd", "txt", "mem", "DEL", "NOFD", "err", "mmap", "ltx");

    /** Behind the number: how it is open, and which lock is on it (lsof(8), FD). */
    private static final String OPEN_AS = "rwu -NRWUXxL";

    /** Command, process, thread, its name, group, parent, user, open file, kind. */
    private static final int COLUMNS = 9;

    private static final int LONGEST_NUMBER = 9;

    /** The row in a line; empty for any other line. */
    static Optional<OpenFileRow> of(String line) {
        int at = 0;
        var words = new String[COLUMNS];
        for (int i = 0; i < COLUMNS; i++) {
            int begin = begin(line, at);
            at = end(line, begin);
            words[i] = line.substring(begin, at);
            if (i == 1 && number(words[1]).isEmpty()) {
                return Optional.empty();
            }
            if (i > 2 && KINDS.contains(words[i]) && isOpenFile(words[i - 1])) {
                return Optional.of(row(words, i, line.substring(at)));
            }
        }
        return Optional.empty();
    }

    private static OpenFileRow row(String[] words, int kind, String rest) {
        var fd = words[kind - 1];
        return new OpenFileRow(
                words[0],
                number(words[1]).orElseThrow(),
                kind - 1 - 2,
                NAMED.contains(fd) ? fd : digits(fd),
                Target.of(words[kind], rest));
    }

    private static int begin(String line, int from) {
        int at = from;
        while (at < line.length() && line.charAt(at) == ' ') {
            at++;
        }
        return at;
    }

    private static int end(String line, int from) {
        int at = from;
        while (at < line.length() && line.charAt(at) != ' ') {
            at++;
        }
        return at;
    }

    static Optional<Integer> number(String text) {
        boolean number = !text.isEmpty()
                && text.length() <= LONGEST_NUMBER
                && digits(text).length() == text.length();
        return number ? Optional.of(Integer.valueOf(text)) : Optional.empty();
    }

    private static String digits(String text) {
        int at = 0;
        while (at < text.length() && text.charAt(at) >= '0' && text.charAt(at) <= '9') {
            at++;
        }
        return text.substring(0, at);
    }

    private static boolean isOpenFile(String text) {
        if (NAMED.contains(text)) {
            return true;
        }
        int digits = digits(text).length();
        return digits > 0
                && digits <= LONGEST_NUMBER
                && text.length() <= digits + 2
                && text.substring(digits).chars().allMatch(letter -> OPEN_AS.indexOf(letter) >= 0);
    }
}
