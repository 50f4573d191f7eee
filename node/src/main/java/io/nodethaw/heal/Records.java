package io.nodethaw.heal;

import com.google.gson.Gson;
import com.google.gson.GsonBuilder;
import com.google.gson.JsonParseException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * The records of cures, one file each, in a folder below /run: a reboot clears them. A record is written beside its place,
 * synced and moved there, so that whoever is killed leaves the whole old one or the whole new one.
 */
public final class Records {
    private static final String SUFFIX = ".json";

    private final Path folder;
    private final Gson json =
            new GsonBuilder().setPrettyPrinting().disableHtmlEscaping().create();

    /** @param folder made when the first record is written: /run/nodethaw/heal */
    public Records(Path folder) {
        this.folder = folder;
    }

    /** A record that is there and cannot be understood: nobody can tell then what was done. */
    static final class UnreadableException extends IOException {
        private static final long serialVersionUID = 1;

        UnreadableException(Path file, Throwable cause) {
            super(file + " cannot be read, so nobody can tell what was done before; look at it and remove it", cause);
        }
    }

    /** Keeps other healers out while it is open; the kernel lets go of it when we are killed. */
    static final class Lock implements AutoCloseable {
        private final FileChannel channel;

        private Lock(FileChannel channel) {
            this.channel = channel;
        }

        @Override
        public void close() throws IOException {
            channel.close();
        }
    }

    /** Takes the lock; empty when another healer has it. */
    Optional<Lock> lock() throws IOException {
        makeFolder();
        var channel = FileChannel.open(folder.resolve("lock"), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
        boolean ours = false;
        try {
            FileLock got = channel.tryLock();
            ours = got != null;
        } catch (OverlappingFileLockException e) {
            ours = false; // another thread of this program
        }
        if (!ours) {
            channel.close();
            return Optional.empty();
        }
        return Optional.of(new Lock(channel));
    }

    /** The records of this boot, oldest first. */
    List<Cure> of(String bootId) throws IOException {
        var found = new ArrayList<Cure>();
        try (var files = Files.newDirectoryStream(folder, "*" + SUFFIX)) {
            for (var file : files) {
                var cure = read(file);
                if (cure.bootId().equals(bootId)) {
                    found.add(cure);
                }
            }
        } catch (NoSuchFileException | NotDirectoryException e) {
            return List.of();
        }
        found.sort(Comparator.comparingDouble(Cure::sinceBoot));
        return found;
    }

    private Cure read(Path file) throws IOException {
        try {
            return Optional.ofNullable(json.fromJson(Files.readString(file), Cure.class))
                    .orElseThrow(() -> new JsonParseException("empty"));
        } catch (RuntimeException e) { // JsonParseException, and what a record's constructor throws on missing parts
            throw new UnreadableException(file, e);
        }
    }

    /** Writes a record; when this returns it is on the disk. */
    void write(Cure cure) throws IOException {
        makeFolder();
        var name = String.format(Locale.ROOT, "%014.2f", cure.sinceBoot());
        var beside = folder.resolve(name + ".new");
        var bytes = ByteBuffer.wrap(json.toJson(cure).getBytes(StandardCharsets.UTF_8));
        try (var channel = FileChannel.open(
                beside, StandardOpenOption.CREATE, StandardOpenOption.TRUNCATE_EXISTING, StandardOpenOption.WRITE)) {
            while (bytes.hasRemaining()) {
                channel.write(bytes);
            }
            channel.force(true);
        }
        Files.move(beside, folder.resolve(name + SUFFIX), StandardCopyOption.ATOMIC_MOVE);
        try (var channel = FileChannel.open(folder, StandardOpenOption.READ)) {
            channel.force(true);
        }
    }

    /** For root alone: evidence tells of other users' processes. */
    private void makeFolder() throws IOException {
        Files.createDirectories(
                folder, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
    }
}
