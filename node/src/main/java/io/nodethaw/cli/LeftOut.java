package io.nodethaw.cli;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Files that were not used, and why: where many are left out for one reason, in one line. */
final class LeftOut {
    /** The most lines. */
    private static final int MOST = 10;

    /** So many files with one reason have a line each. */
    private static final int SINGLE = 3;

    private final List<String> broken = new ArrayList<>();
    private final Map<String, List<String>> files = new LinkedHashMap<>();

    /** A file that is not used. */
    void add(String file, String why) {
        files.computeIfAbsent(why, _ -> new ArrayList<>()).add(file);
    }

    /** An archive or folder of which not all was read. */
    void broken(String name, String why) {
        broken.add(name + ": what follows in it: " + why);
    }

    /** True when parts are missing that may have told something else. */
    boolean isMissingParts() {
        return !broken.isEmpty();
    }

    /** A line for each, as far as there is room: first what is missing, then what there is most of. */
    List<String> lines() {
        var lines = new ArrayList<>(broken);
        files.entrySet().stream()
                .filter(reason -> reason.getValue().size() > SINGLE)
                .map(reason -> reason.getValue().size() + " files: " + reason.getKey() + " (the first is "
                        + reason.getValue().getFirst() + ")")
                .forEach(lines::add);
        var single = files.entrySet().stream()
                .filter(reason -> reason.getValue().size() <= SINGLE)
                .flatMap(reason -> reason.getValue().stream().map(file -> file + ": " + reason.getKey()))
                .toList();
        int room = Math.min(single.size(), Math.max(1, MOST - lines.size()));
        lines.addAll(single.subList(0, room));
        if (room < single.size()) {
            lines.add((single.size() - room) + " more files");
        }
        return lines.stream().map(line -> "not used: " + line).toList();
    }
}
