package io.nodethaw.hop.systemd;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.nodethaw.collect.Host;
import io.nodethaw.collect.child.Question;
import io.nodethaw.collect.child.ReaderTask;
import io.nodethaw.collect.child.Subject;
import io.nodethaw.collect.source.InChild;
import io.nodethaw.evidence.ProcessTable;
import io.nodethaw.evidence.UnitFiles;
import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;

/**
 * Reads {@link UnitFiles} in the reader child, since the files may lie on a disk that does not answer. They are those that PID 1
 * sees.
 */
final class UnitFilesTask {
    private static final String TASK = "unit-files";

    /** Where unit files are looked for, those of the operator first (systemd.unit(5), "Unit File Load Path"). */
    private static final List<String> FOLDERS =
            List.of("/etc/systemd/system", "/run/systemd/system", "/usr/lib/systemd/system", "/lib/systemd/system");

    /** Where systemd keeps its control groups: cgroup v2, v1 and both (systemd's src/basic/cgroup-util.c). */
    private static final List<String> GROUPS =
            List.of("/sys/fs/cgroup", "/sys/fs/cgroup/systemd", "/sys/fs/cgroup/unified");

    private static final String MASK = "/dev/null";

    private static final String SERVICE = ".service";

    /** kubelet's pods: there are many, and no daemon of the node is among them. */
    private static final String PODS = "kubepods";

    /** Slices may lie in slices; daemons lie in one of the upper ones. */
    private static final int DEEPEST = 3;

    private final Path root;
    private final Set<String> units;

    private UnitFilesTask(Path root, Set<String> units) {
        this.root = root;
        this.units = units;
    }

    /** The task of the child; it has no arguments. */
    static ReaderTask task(Host host, Set<String> units) {
        return _ -> new UnitFilesTask(host.proc(ProcessTable.INIT, "root"), units).read();
    }

    static InChild<UnitFiles> source(Host host, Set<String> units) {
        return new InChild<>(
                UnitFiles.TYPE,
                "when systemd did not tell about its units, through `/proc/1/root`: the links by which targets want the units of the "
                        + "node's daemons, and the processes in the control groups of these units",
                TASK,
                () -> task(host, units),
                _ -> Optional.of(new Question<>(
                        UnitFiles.TYPE,
                        "",
                        "read of the folders of unit files",
                        Subject.files(1),
                        TASK,
                        List.of(),
                        UnitFilesTask::decode)));
    }

    private byte[] read() throws IOException {
        var text = new StringBuilder();
        for (var unit : new TreeSet<>(units)) {
            var link = link(unit);
            if (link.isPresent() && !isMasked(unit)) {
                text.append(unit).append('\t').append(link.get());
                groups(named(unit)).forEach(pid -> text.append('\t').append(pid));
                text.append('\n');
            }
        }
        return text.toString().getBytes(UTF_8);
    }

    /** The first link by which a target wants or requires it. */
    private Optional<String> link(String unit) throws IOException {
        for (var folder : FOLDERS) {
            for (var target : names(at(folder))) {
                boolean wants = target.endsWith(".target.wants") || target.endsWith(".target.requires");
                var link = folder + "/" + target + "/" + unit;
                if (wants && Files.isSymbolicLink(at(link))) {
                    return Optional.of(link);
                }
            }
        }
        return Optional.empty();
    }

    private boolean isMasked(String unit) throws IOException {
        for (var folder : FOLDERS) {
            var file = at(folder + "/" + unit);
            if (Files.isSymbolicLink(file)
                    && Files.readSymbolicLink(file).toString().equals(MASK)) {
                return true;
            }
        }
        return false;
    }

    /** The name under which systemd runs it: the unit file may be a link to that of another, as dbus.service to dbus-broker.service. */
    private String named(String unit) throws IOException {
        for (var folder : FOLDERS) {
            var file = at(folder + "/" + unit);
            if (Files.isSymbolicLink(file)) {
                var name = String.valueOf(Files.readSymbolicLink(file).getFileName());
                return name.endsWith(SERVICE) ? name : unit;
            }
            if (Files.exists(file)) {
                return unit;
            }
        }
        return unit;
    }

    /** Where both versions of control groups are mounted, a process is in a group of each. */
    private Set<Integer> groups(String unit) throws IOException {
        var pids = new TreeSet<Integer>();
        boolean any = false;
        for (var hierarchy : GROUPS) {
            var top = at(hierarchy);
            any |= Files.exists(top.resolve("cgroup.procs"));
            collect(top, unit, 0, pids);
        }
        if (!any) {
            throw new IOException("PID 1 has no control groups below /sys/fs/cgroup");
        }
        return pids;
    }

    /** Below a unit's group there may be others, which its processes make. */
    private static void collect(Path slice, String unit, int depth, Set<Integer> pids) throws IOException {
        for (var name : names(slice)) {
            if (name.equals(unit)) {
                processes(slice.resolve(name), 0, pids);
            } else if (depth < DEEPEST && name.endsWith(".slice") && !name.startsWith(PODS)) {
                collect(slice.resolve(name), unit, depth + 1, pids);
            }
        }
    }

    private static void processes(Path group, int depth, Set<Integer> pids) throws IOException {
        var file = group.resolve("cgroup.procs");
        if (Files.exists(file)) {
            Files.readString(file).lines().map(Integer::valueOf).forEach(pids::add);
        }
        for (var below : depth < DEEPEST ? names(group) : List.<String>of()) {
            if (Files.isDirectory(group.resolve(below))) {
                processes(group.resolve(below), depth + 1, pids);
            }
        }
    }

    private Path at(String path) {
        return root.resolve(Path.of("/").relativize(Path.of(path)));
    }

    private static List<String> names(Path folder) throws IOException {
        var names = new ArrayList<String>();
        try (DirectoryStream<Path> entries = Files.newDirectoryStream(folder)) {
            entries.forEach(entry -> names.add(String.valueOf(entry.getFileName())));
        } catch (NoSuchFileException | NotDirectoryException none) {
            return List.of();
        }
        return names;
    }

    static UnitFiles decode(byte[] bytes) throws IOException {
        try {
            return new UnitFiles(new String(bytes, UTF_8)
                    .lines()
                    .map(line -> line.split("\t", -1))
                    .map(parts -> new UnitFiles.Enabled(
                            parts[0],
                            parts[1],
                            Stream.of(Arrays.copyOfRange(parts, 2, parts.length))
                                    .map(Integer::valueOf)
                                    .toList()))
                    .toList());
        } catch (ArrayIndexOutOfBoundsException | NumberFormatException e) {
            throw new IOException("the reader child's answer is cut off", e);
        }
    }
}
