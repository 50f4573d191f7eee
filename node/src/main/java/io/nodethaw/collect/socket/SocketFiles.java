package io.nodethaw.collect.socket;

import io.nodethaw.collect.Host;
import io.nodethaw.collect.NotPermittedException;
import io.nodethaw.evidence.SocketFile;
import io.nodethaw.evidence.UnixSockets;
import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/** Finds out which file lies at the path of a socket on the node, as connect(2) would find it. It may hang with the file system. */
public final class SocketFiles {
    private SocketFiles() {}

    /** The file at this path of the node. */
    public static SocketFile read(Host host, String path) throws IOException {
        var file = host.onNode(path);
        try {
            return new SocketFile(path, Optional.of(file(file)), folderDevice(file));
        } catch (NoSuchFileException none) {
            return new SocketFile(path, Optional.empty(), 0);
        } catch (AccessDeniedException refused) {
            throw NotPermittedException.of(file.toString());
        }
    }

    private static UnixSockets.File file(Path file) throws IOException {
        var attributes = Files.readAttributes(file, "unix:dev,ino");
        return new UnixSockets.File(kernelDevice(number(attributes, "dev")), number(attributes, "ino") & 0xffff_ffffL);
    }

    private static long folderDevice(Path file) throws IOException {
        return kernelDevice(number(Files.readAttributes(Objects.requireNonNull(file.getParent()), "unix:dev"), "dev"));
    }

    private static long number(Map<String, Object> attributes, String name) {
        return (Long) Objects.requireNonNull(attributes.get(name), name);
    }

    /**
     * Converts a device number from the form of stat(2) (gnu_dev_major in glibc's sys/sysmacros.h) to that of the kernel
     * (linux/kdev_t.h).
     */
    static long kernelDevice(long device) {
        long major = device >>> 8 & 0xfff | device >>> 32 & ~0xfffL;
        long minor = device & 0xff | device >>> 12 & 0xfff00;
        return (major << 20 | minor) & 0xffff_ffffL;
    }
}
