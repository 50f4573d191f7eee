package io.nodethaw.format.room;

import io.nodethaw.evidence.Logged;
import io.nodethaw.format.Finder;
import io.nodethaw.format.Found;
import io.nodethaw.format.Line;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * Lists of {@code df}: of interest is whether the file systems are full in which every start of a container has to write. Others, such as
 * images that are mounted read-only, are always full.
 */
public final class RoomLists implements Finder {
    /** Where kubelet and the runtimes keep what they write, unless they are told otherwise. */
    private static final List<String> FOLDERS = List.of(
            "/var/lib/kubelet",
            "/var/lib/containerd",
            "/var/lib/docker",
            "/var/lib/containers",
            "/var/lib/rancher",
            "/run/containerd",
            "/run/docker",
            "/run/crio");

    /** Always a file system of its own (Filesystem Hierarchy Standard 3.0, 3.15), which a list may leave out. */
    private static final String RUN = "/run/";

    private static final String RUN_POINT = "/run";
    private static final int MOST = 10_000;

    /** The heading of a column that tells its unit: "1K-blocks", "1024-blocks", "1M-blocks". */
    private static final Pattern UNIT = Pattern.compile(" (\\d{1,6})([KMG]?)B?-blocks ");

    private static final Map<String, Double> UNITS = Map.of("", 1.0, "K", 1024.0, "M", 0x1p20, "G", 0x1p30);

    private record At(RoomRow row, Line line, boolean inodes, double unit) {}

    private final List<At> rows = new ArrayList<>();
    private boolean inList;
    private boolean isList;
    private boolean inodes;
    private double unit = 1;

    @Override
    public void take(Line line) {
        var text = line.text();
        if (text.startsWith("Filesystem ") && text.endsWith(" Mounted on")) {
            inList = true;
            isList = true;
            inodes = text.contains(" IFree ");
            var told = UNIT.matcher(text);
            unit = told.find() ? Integer.parseInt(told.group(1)) * UNITS.getOrDefault(told.group(2), 1.0) : 1;
        } else if (inList) {
            var row = RoomRow.of(text);
            row.filter(_ -> rows.size() < MOST).ifPresent(told -> rows.add(new At(told, line, inodes, unit)));
            inList = row.isPresent() || !text.isEmpty() && text.indexOf(' ') < 0; // a source with a line of its own
        }
    }

    @Override
    public void end(Found into) {
        if (!isList) {
            return;
        }
        into.is("how full its file systems are");
        if (rows.stream().anyMatch(at -> at.row().isOfContainer())) {
            into.note("taken in a container: it is not told whose room that is");
            return;
        }
        for (boolean kind : new boolean[] {false, true}) {
            FOLDERS.stream()
                    .flatMap(folder -> of(folder, kind).stream())
                    .distinct()
                    .forEach(at -> put(at, into));
        }
    }

    /** The file system that a folder lies in: the innermost one that is listed. */
    private Optional<At> of(String folder, boolean kind) {
        return rows.stream()
                .filter(at -> at.inodes() == kind && at.row().holds(folder))
                .filter(at -> !folder.startsWith(RUN) || at.row().point().startsWith(RUN_POINT))
                .reduce((one, other) ->
                        other.row().point().length() >= one.row().point().length() ? other : one);
    }

    private static void put(At at, Found into) {
        var row = at.row();
        if (!row.hasNone()) {
            return;
        }
        var sign = at.inodes()
                ? Logged.Sign.NO_INODES
                : row.hasNoneForRoot(at.unit()) ? Logged.Sign.NO_ROOM : Logged.Sign.NO_ROOM_BUT_FOR_ROOT;
        var logged = new Logged(sign, "", row.point(), at.line().text(), 1, Optional.empty());
        into.put(Logged.TYPE, logged.key().instance(), logged, at.line().number());
    }
}
