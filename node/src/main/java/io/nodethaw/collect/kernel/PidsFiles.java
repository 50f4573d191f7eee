package io.nodethaw.collect.kernel;

import static java.nio.charset.StandardCharsets.US_ASCII;

import io.nodethaw.collect.Host;
import io.nodethaw.collect.NotAskedException;
import io.nodethaw.collect.proc.KernelFile;
import io.nodethaw.evidence.PidsLimits;
import java.io.File;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/**
 * Reads the limits of the pids controller, where systemd mounts it. Its files take no lock that could be held for long
 * (kernel/cgroup/pids.c); {@code /proc/PID/cgroup} does before 6.7, so the group of a unit is looked for by its name.
 */
final class PidsFiles {
    private static final List<String> TREES = List.of("/sys/fs/cgroup/pids", "/sys/fs/cgroup");

    private final Host host;

    PidsFiles(Host host) {
        this.host = host;
    }

    /** The limits of a unit. */
    PidsLimits of(String unit) throws IOException {
        for (var tree : TREES) {
            var folder = host.file(tree).toFile();
            var group = group(folder, unit);
            if (group.isPresent()) {
                return new PidsLimits(unit, levels(folder, group.get()));
            }
        }
        throw new NotAskedException("no group of " + unit + " with the pids controller");
    }

    /** "system.slice/UNIT", or the unit in another slice: some distributions keep the runtime in one of its own. */
    private static Optional<String> group(File tree, String unit) {
        var usual = "system.slice/" + unit;
        if (hasLimit(tree, usual)) {
            return Optional.of(usual);
        }
        var slices = tree.list((_, name) -> name.endsWith(".slice"));
        return slices == null
                ? Optional.empty()
                : Arrays.stream(slices)
                        .sorted()
                        .map(slice -> slice + "/" + unit)
                        .filter(group -> hasLimit(tree, group))
                        .findFirst();
    }

    private static boolean hasLimit(File tree, String group) {
        return new File(tree, group + "/pids.max").exists();
    }

    private static List<PidsLimits.Level> levels(File tree, String group) throws IOException {
        var levels = new ArrayList<PidsLimits.Level>();
        for (var path = group; ; path = path.substring(0, Math.max(0, path.lastIndexOf('/')))) {
            if (hasLimit(tree, path)) { // the machine's own root has none
                levels.add(level(new File(tree, path), "/" + path));
            }
            if (path.isEmpty()) {
                return levels;
            }
        }
    }

    private static PidsLimits.Level level(File folder, String path) throws IOException {
        var most = text(folder, "pids.max").strip();
        return new PidsLimits.Level(
                path,
                most.equals("max") ? Optional.empty() : Optional.of(number(most)),
                number(text(folder, "pids.current").strip()),
                refused(folder));
    }

    /** The line "max N". */
    private static Optional<Long> refused(File folder) throws IOException {
        if (!new File(folder, "pids.events").exists()) {
            return Optional.empty();
        }
        for (var line : text(folder, "pids.events").lines().toList()) {
            if (line.startsWith("max ")) {
                return Optional.of(number(line.substring("max ".length()).strip()));
            }
        }
        return Optional.empty();
    }

    private static String text(File folder, String name) throws IOException {
        return new String(KernelFile.bytes(new File(folder, name).getPath()), US_ASCII);
    }

    private static long number(String text) throws IOException {
        try {
            return Long.parseLong(text);
        } catch (NumberFormatException e) {
            throw new IOException("a number expected, found '" + text + "'", e);
        }
    }
}
