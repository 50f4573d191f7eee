package io.nodethaw.collect.packages;

import io.nodethaw.collect.Host;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.util.Optional;
import java.util.Set;

/**
 * Finds the file of a program that runs on the node, wherever it was installed. Only root's own programs count, and only processes
 * that see the files that we and PID 1 see: in a container anybody may have a program of any name.
 */
final class RunningProgram {
    private static final Set<PosixFilePermission> OTHERS_WRITE =
            Set.of(PosixFilePermission.GROUP_WRITE, PosixFilePermission.OTHERS_WRITE);

    private final Host host;

    RunningProgram(Host host) {
        this.host = host;
    }

    /** The file of the first process that runs a program of this name. */
    Optional<Path> of(String name) throws IOException {
        var mounts = link("self", "ns/mnt");
        if (mounts.isEmpty() || !mounts.equals(link("1", "ns/mnt"))) {
            return Optional.empty();
        }
        try (var processes = Files.newDirectoryStream(host.file("/proc"), "[1-9]*")) {
            for (var process : processes) {
                var pid = process.getFileName().toString();
                var program = link(pid, "exe")
                        .filter(path -> path.isAbsolute() && path.endsWith(name))
                        .filter(path -> isRoots(host.file(path.toString())));
                if (program.isPresent() && mounts.equals(link(pid, "ns/mnt"))) {
                    return program.map(path -> host.file(path.toString()));
                }
            }
        }
        return Optional.empty();
    }

    /** Empty for a process that has ended or may not be looked at, and for a program whose file is gone. */
    private Optional<Path> link(String pid, String name) {
        try {
            return Optional.of(Files.readSymbolicLink(host.file("/proc/" + pid + "/" + name)));
        } catch (IOException e) {
            return Optional.empty();
        }
    }

    private static boolean isRoots(Path file) {
        try {
            return Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS)
                    && Files.getAttribute(file, "unix:uid", LinkOption.NOFOLLOW_LINKS)
                            .equals(0)
                    && Files.getPosixFilePermissions(file, LinkOption.NOFOLLOW_LINKS).stream()
                            .noneMatch(OTHERS_WRITE::contains);
        } catch (IOException e) {
            return false;
        }
    }
}
