package io.nodethaw.collect.kernel;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.nodethaw.collect.Host;
import io.nodethaw.collect.child.ReaderTask;
import io.nodethaw.collect.proc.KernelFile;
import io.nodethaw.evidence.Freeze;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Reads the cgroups of a process and finds the outermost frozen one. A task in a frozen cgroup may look idle: its state and
 * system call are those it had when it was frozen, and its own files do not tell.
 */
final class FreezeTask implements ReaderTask {
    private final Host host;
    private final CgroupMounts mounts;

    FreezeTask(Host host) {
        this.host = host;
        this.mounts = new CgroupMounts(host);
    }

    @Override
    public byte[] read(List<String> arguments) throws IOException {
        var path = "/proc/" + arguments.getFirst() + "/cgroup";
        var lines = lines(KernelFile.bytes(host.file(path).toString()));
        return FreezeText.write(lines, frozen(lines)).getBytes(UTF_8);
    }

    private Optional<Freeze.Frozen> frozen(List<String> cgroups) throws IOException {
        for (var cgroup : cgroups) {
            int colon = cgroup.indexOf(':');
            var controllers = cgroup.substring(0, colon);
            int version = controllers.isEmpty() ? 2 : 1;
            if (version == 1 && !List.of(controllers.split(",", -1)).contains("freezer")) {
                continue;
            }
            for (var path : fromRoot(cgroup.substring(colon + 1))) {
                var folder = mounts.folder(version, path);
                var state = folder.isPresent() ? state(folder.get(), version) : "";
                if (!state.isEmpty()) {
                    var file = folder.get() + (version == 1 ? "/freezer.state" : "/cgroup.freeze");
                    return Optional.of(new Freeze.Frozen(path, state, version, Optional.of(file)));
                }
            }
        }
        return Optional.empty();
    }

    /** "FROZEN", "FREEZING" or empty (Documentation/admin-guide/cgroup-v1/freezer-subsystem.rst, cgroup-v2.rst). */
    private static String state(String folder, int version) throws IOException {
        if (version == 1) {
            var state = firstLine(folder + "/freezer.state");
            return state.equals("THAWED") ? "" : state;
        }
        // "frozen 1" as soon as every task stands still; when freezing was requested but is not complete: freezing
        if (text(folder + "/cgroup.events").contains("frozen 1")) {
            return "FROZEN";
        }
        return firstLine(folder + "/cgroup.freeze").equals("1") ? "FREEZING" : "";
    }

    /**
     * For "/a/b/c": "/a", "/a/b" and "/a/b/c". The root cannot be frozen, and what is above our namespace is not mounted here.
     */
    static List<String> fromRoot(String path) {
        var all = new ArrayList<String>();
        if (path.equals("/..") || path.startsWith("/../")) {
            return all;
        }
        for (int slash = path.indexOf('/', 1); slash > 0; slash = path.indexOf('/', slash + 1)) {
            all.add(path.substring(0, slash));
        }
        if (path.length() > 1) {
            all.add(path);
        }
        return all;
    }

    /** Lines "ID:controllers:path" without the id. */
    private static List<String> lines(byte[] text) {
        return new String(text, UTF_8)
                .lines()
                .map(line -> line.substring(line.indexOf(':') + 1))
                .filter(line -> line.indexOf(':') >= 0)
                .toList();
    }

    private static String firstLine(String path) throws IOException {
        return text(path).lines().findFirst().orElse("");
    }

    /**
     * The text of a file; empty when there is none (a root, an old kernel, a cgroup removed meanwhile). A file that we may not
     * read is an exception, because it does not mean "thawed".
     */
    private static String text(String path) throws IOException {
        try {
            return new String(KernelFile.bytes(path), UTF_8);
        } catch (IOException e) {
            boolean removed =
                    String.valueOf(e.getMessage()).contains("No such device"); // ENODEV, between open and read
            if (removed || Files.notExists(Path.of(path))) {
                return "";
            }
            throw e;
        }
    }
}
