package io.nodethaw.cli;

import java.io.ByteArrayInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.SequenceInputStream;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.zip.GZIPInputStream;

/** A file that the command line names; {@code -} is stdin. */
final class InputFile {
    private static final byte[] GZIP_MAGIC = {0x1f, (byte) 0x8b}; // RFC 1952, 2.3.1

    // The kind of a file in its mode (include/uapi/linux/stat.h: S_IFMT, S_IFIFO, S_IFSOCK, S_IFBLK).
    private static final int KIND = 0170000;
    private static final int FIFO = 0010000;
    private static final int SOCKET = 0140000;
    private static final int BLOCK_DEVICE = 0060000;
    private static final int CHARACTER_DEVICE = 0020000;

    /** Devices of this major number, such as /dev/zero, have no end; but /dev/null has (drivers/char/mem.c, devlist). */
    private static final int MEMORY_MAJOR = 1;

    private static final int NULL_MINOR = 3;

    private InputFile() {}

    /** Opens it as it is. */
    static InputStream raw(String name, InputStream stdin) throws IOException {
        return name.equals("-") ? stdin : Files.newInputStream(Path.of(name));
    }

    /** Opens it, decompressed when it was compressed with gzip. */
    static InputStream open(String name, InputStream stdin) throws IOException {
        if (name.equals("-")) {
            return unpacked(stdin);
        }
        var file = Files.newInputStream(Path.of(name));
        try {
            return unpacked(file);
        } catch (IOException e) {
            file.close();
            throw e;
        }
    }

    private static InputStream unpacked(InputStream file) throws IOException {
        var magic = file.readNBytes(GZIP_MAGIC.length);
        var whole = new SequenceInputStream(new ByteArrayInputStream(magic), file);
        return Arrays.equals(magic, GZIP_MAGIC) ? new GZIPInputStream(whole, 1 << 16) : whole;
    }

    /**
     * Refuses named pipes, sockets, block devices and devices without an end, which are not files that somebody brought and might hang.
     * What a shell passes as a file ({@code <(zcat FILE)}) is a pipe without a name, and is allowed.
     */
    static void refuseSpecial(String name) throws Failure {
        var what = switch (kind(name)) {
            case FIFO -> "a named pipe";
            case SOCKET -> "a socket";
            case BLOCK_DEVICE -> "a block device";
            case CHARACTER_DEVICE -> isEndless(name) ? "a device without an end" : "";
            default -> "";
        };
        if (!what.isEmpty()) {
            throw Failure.noAnswer(
                    "cannot be read: it is " + what, name, "name a file, or pass its content as stdin: -");
        }
    }

    private static boolean isEndless(String name) {
        try {
            long device = (Long) Files.getAttribute(Path.of(name).toRealPath(), "unix:rdev");
            return device >> 8 == MEMORY_MAJOR && (device & 0xff) != NULL_MINOR;
        } catch (IOException | InvalidPathException | UnsupportedOperationException e) {
            return false;
        }
    }

    private static int kind(String name) {
        try {
            var path = Path.of(name).toRealPath();
            return (Integer) Files.getAttribute(path, "unix:mode") & KIND;
        } catch (IOException | InvalidPathException | UnsupportedOperationException e) {
            return 0; // opening it will say why it cannot be read
        }
    }

    static boolean isFolder(String name) {
        try {
            return Files.isDirectory(Path.of(name));
        } catch (InvalidPathException e) {
            return false;
        }
    }

    static boolean exists(String name) {
        try {
            return Files.exists(Path.of(name));
        } catch (InvalidPathException e) {
            return false;
        }
    }

    /** Why a file could not be read or written, without its name. */
    static String reason(Throwable cause) {
        return switch (cause) {
            case EOFException _ -> "cut off";
            case NoSuchFileException _ -> "no such file";
            case FileAlreadyExistsException _ -> "it is there already";
            case AccessDeniedException _ -> "permission denied";
            case FileSystemException other when other.getReason() != null -> other.getReason();
            default -> cause.getMessage() == null ? cause.getClass().getSimpleName() : cause.getMessage();
        };
    }
}
