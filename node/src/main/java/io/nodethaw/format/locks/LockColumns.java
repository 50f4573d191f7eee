package io.nodethaw.format.locks;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * The columns that somebody has chosen of lslocks (util-linux, misc-utils/lslocks.c, infos), by the words of the header. Only the size,
 * where it is 0, and the blocker, where nobody blocks, are left empty.
 */
record LockColumns(List<String> names) {
    private static final Set<String> KNOWN = Set.of(
            "COMMAND", "PID", "TYPE", "SIZE", "INODE", "MAJ:MIN", "MODE", "M", "START", "END", "PATH", "BLOCKER");

    private static final String SIZE = "[\\d.,]{1,16}[BKMGTPE]?";
    private static final String NUMBER = "-?\\d{1,9}";

    LockColumns {
        names = List.copyOf(names);
    }

    /** The columns of a header; empty for any other line. */
    static Optional<LockColumns> of(String line) {
        if (!line.contains("PID")) {
            return Optional.empty();
        }
        var words = Arrays.asList(line.strip().split(" +"));
        boolean header = words.stream().allMatch(KNOWN::contains)
                && words.contains("PID")
                && words.contains("COMMAND")
                && (words.contains("BLOCKER") || words.contains("TYPE") && words.contains("MODE"));
        return header ? Optional.of(new LockColumns(words)) : Optional.empty();
    }

    boolean tellsBlocker() {
        return names.contains("BLOCKER");
    }

    /** The cells of a row by their columns; empty where they cannot be told apart. */
    Optional<Map<String, String>> cells(String line) {
        var words = new ArrayList<>(List.of(line.strip().split(" +")));
        var present = new ArrayList<>(names);
        int missing = names.size() - words.size();
        if (missing > 0 && tellsBlocker() && !waits(words)) {
            present.remove("BLOCKER");
            missing--;
        }
        if (missing > 0 && present.remove("SIZE")) {
            missing--;
        }
        if (missing != 0) {
            return Optional.empty();
        }
        var cells = new HashMap<String, String>();
        for (int i = 0; i < present.size(); i++) {
            cells.put(present.get(i), words.get(i));
        }
        return isSound(cells) ? Optional.of(cells) : Optional.empty();
    }

    /** True for a row of somebody who waits, as far as the mode tells it. */
    private boolean waits(List<String> words) {
        return names.contains("MODE") && words.stream().anyMatch(word -> word.endsWith("*"));
    }

    private static boolean isSound(Map<String, String> cells) {
        return cells.getOrDefault("PID", "").matches(NUMBER)
                && cells.getOrDefault("BLOCKER", "1").matches(NUMBER)
                && cells.getOrDefault("SIZE", "0").matches(SIZE)
                && cells.getOrDefault("TYPE", "FLOCK").matches("FLOCK|POSIX|OFDLCK|LEASE|DELEG")
                && cells.getOrDefault("MODE", "READ").matches("(?:READ|WRITE|RW|NONE|UNLCK)\\*?")
                && cells.getOrDefault("PATH", "/").startsWith("/");
    }
}
