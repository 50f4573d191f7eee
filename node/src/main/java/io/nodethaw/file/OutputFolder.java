package io.nodethaw.file;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.channels.OverlappingFileLockException;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.OpenOption;
import java.nio.file.Path;
import java.nio.file.SecureDirectoryStream;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributeView;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * A folder that is held open, so that nobody who may rename folders above it can redirect us while we write. A file is written
 * under a new name that nobody can guess, readable only for its owner, and takes its place when it is complete and synced:
 * files that were there before are neither written to nor followed.
 */
public final class OutputFolder implements AutoCloseable {
    /** Length of a random name: there are too many to guess one, or to occupy them all. */
    private static final int NAME_BYTES = 16;

    private static final FileAttribute<Set<PosixFilePermission>> OWNER_ONLY =
            PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------"));

    private static final String PART = ".nodethaw-";
    private static final String PART_END = ".part";

    /** Longer than the time between creating a part and locking it. */
    private static final Duration SURELY_LOCKED = Duration.ofMinutes(1);

    private final SecureDirectoryStream<Path> folder;
    private final boolean ours;

    /**
     * @param ours true when nobody else may write in it: then files that are being written are locked, so that abandoned ones
     *     can be told from them
     */
    private OutputFolder(SecureDirectoryStream<Path> folder, boolean ours) {
        this.folder = folder;
        this.ours = ours;
    }

    /** Puts the bytes of a file into it. */
    public interface Content {
        /** Writes all of it; the caller syncs and closes the channel. */
        void writeTo(FileChannel file) throws IOException;
    }

    /** Opens any folder, including one that others may write in. */
    public static OutputFolder open(Path path) throws IOException {
        int us = Way.ourUid();
        var way = Way.to(path, us);
        int kept = way.kept(us);
        var folder = secure(way.steps().get(kept - 1).path());
        for (var step : way.steps().subList(kept, way.steps().size())) {
            try (var above = folder) {
                folder = above.newDirectoryStream(step.path().getFileName(), LinkOption.NOFOLLOW_LINKS);
            }
        }
        return new OutputFolder(folder, false);
    }

    /**
     * Opens a folder that only we may write in, and makes it when it is missing.
     *
     * @throws IOException also when somebody else owns it, or may write in it or above it
     */
    public static OutputFolder own(Path path) throws IOException {
        try {
            Files.createDirectories(
                    path, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
        } catch (FileAlreadyExistsException e) {
            throw new IOException(e.getFile() + " exists and is no folder; look at it and remove it", e);
        }
        int us = Way.ourUid();
        var way = Way.to(path, us);
        if (way.last().uid() != us) {
            throw new IOException(
                    path + " belongs to user " + way.last().uid() + ", not to us; look at it and remove it");
        }
        if (!way.last().isClosed(us) || way.kept(us) < way.steps().size()) {
            throw new IOException(path + " can be changed by other users; look at it and remove it");
        }
        return new OutputFolder(secure(way.last().path()), true);
    }

    @SuppressWarnings("StreamResourceLeak") // it is the folder itself, which stays open until it is closed
    private static SecureDirectoryStream<Path> secure(Path path) throws IOException {
        var opened = Files.newDirectoryStream(path);
        if (opened instanceof SecureDirectoryStream<Path> secure) {
            return secure;
        }
        opened.close();
        throw new IOException(path + " cannot be held open on this system");
    }

    /** The names of what is in it. */
    public List<String> names() throws IOException {
        var names = new ArrayList<String>();
        try (var entries = folder.newDirectoryStream(Path.of("."), LinkOption.NOFOLLOW_LINKS)) {
            entries.forEach(entry -> names.add(String.valueOf(entry.getFileName())));
        } catch (DirectoryIteratorException e) {
            throw e.getCause();
        }
        return names;
    }

    /**
     * Removes unfinished files of programs that were killed. Files that are still being written stay: they are locked, or
     * younger than a minute. This is done only in a folder that is ours alone, because elsewhere taking a lock could hang. What
     * cannot be removed stays and harms nobody.
     */
    public void removeOldParts() throws IOException {
        if (!ours) {
            return;
        }
        for (var name : names()) {
            if (name.startsWith(PART) && name.endsWith(PART_END)) {
                removeIfLeft(name);
            }
        }
    }

    private void removeIfLeft(String name) {
        try {
            if (isOld(name) && isLeft(name)) {
                remove(name);
            }
        } catch (IOException e) {
            return;
        }
    }

    private boolean isOld(String name) throws IOException {
        var surelyLocked = Instant.now().minus(SURELY_LOCKED);
        return attributes(name)
                .filter(BasicFileAttributes::isRegularFile)
                .filter(part -> part.lastModifiedTime().toInstant().isBefore(surelyLocked))
                .isPresent();
    }

    private boolean isLeft(String name) throws IOException {
        try (var part = file(Path.of(name), Set.of(StandardOpenOption.WRITE))) {
            return part.tryLock() != null;
        } catch (OverlappingFileLockException e) {
            return false; // another thread of this program writes it
        }
    }

    /**
     * The text of a file that we wrote; also fails when it is not a regular file (a fifo would keep us waiting), or longer than
     * that.
     */
    public String text(String name, int mostBytes) throws IOException {
        if (attributes(name).filter(BasicFileAttributes::isRegularFile).isEmpty()) {
            throw new IOException(name + " is no regular file");
        }
        try (var in = Channels.newInputStream(read(name))) {
            var bytes = in.readNBytes(mostBytes + 1);
            if (bytes.length > mostBytes) {
                throw new IOException(name + " is longer than " + mostBytes + " bytes");
            }
            return new String(bytes, StandardCharsets.UTF_8);
        }
    }

    /** Writes a text as {@link #write} writes a file. */
    public void writeText(String name, String text) throws IOException {
        var bytes = ByteBuffer.wrap(text.getBytes(StandardCharsets.UTF_8));
        write(name, file -> {
            while (bytes.hasRemaining()) {
                file.write(bytes);
            }
        });
    }

    /**
     * Writes a file and puts it in the place of the one with this name. The old file is replaced, not changed: its other names,
     * and processes that have it open, keep the old content. When this fails, nothing of the new file stays.
     *
     * @throws IOException also when the name is a link, or anything but a regular file
     */
    public void write(String name, Content content) throws IOException {
        refuseUnlessFree(name);
        var part = Path.of(PART + unguessable() + PART_END);
        try {
            try (var file = file(part, Set.of(StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE))) {
                if (ours) {
                    file.lock();
                }
                content.writeTo(file);
                file.force(true);
            }
            folder.move(part, folder, Path.of(name));
        } catch (IOException | RuntimeException | Error e) {
            removeQuietly(part);
            throw e;
        }
        sync();
    }

    /** Makes a file and opens it: what is written to it is there at once. Fails when there is anything of this name. */
    public FileChannel begin(String name) throws IOException {
        return file(Path.of(name), Set.of(StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE));
    }

    private void refuseUnlessFree(String name) throws IOException {
        var there = attributes(name);
        if (there.filter(BasicFileAttributes::isSymbolicLink).isPresent()) {
            throw new IOException("is a link, which is not followed; name the file that it leads to");
        }
        if (there.filter(file -> !file.isRegularFile()).isPresent()) {
            throw new IOException("exists and is no regular file");
        }
    }

    /** The attributes of what has this name, without following a link; empty when there is nothing. */
    public Optional<BasicFileAttributes> attributes(String name) throws IOException {
        try {
            return Optional.of(
                    folder.getFileAttributeView(Path.of(name), BasicFileAttributeView.class, LinkOption.NOFOLLOW_LINKS)
                            .readAttributes());
        } catch (NoSuchFileException e) {
            return Optional.empty();
        }
    }

    /** Opens a file for reading; links are not followed. */
    public FileChannel read(String name) throws IOException {
        return file(Path.of(name), Set.of(StandardOpenOption.READ));
    }

    /**
     * Opens a file that other processes of this program open as well, to lock it; makes it when it is missing. Links are not
     * followed.
     */
    public FileChannel shared(String name) throws IOException {
        return file(Path.of(name), Set.of(StandardOpenOption.CREATE, StandardOpenOption.WRITE));
    }

    /** Removes a file, or a link itself; does nothing when there is none. */
    public void remove(String name) throws IOException {
        try {
            folder.deleteFile(Path.of(name));
        } catch (NoSuchFileException e) {
            return; // that is what was wanted
        }
    }

    @Override
    public void close() throws IOException {
        folder.close();
    }

    private FileChannel file(Path name, Set<StandardOpenOption> how) throws IOException {
        var options = new HashSet<OpenOption>(how);
        options.add(LinkOption.NOFOLLOW_LINKS);
        var channel = folder.newByteChannel(name, options, OWNER_ONLY);
        if (channel instanceof FileChannel file) {
            return file;
        }
        channel.close();
        throw new IOException("files of this folder cannot be synced");
    }

    private static String unguessable() {
        var bytes = new byte[NAME_BYTES];
        new SecureRandom().nextBytes(bytes);
        return HexFormat.of().formatHex(bytes);
    }

    private void removeQuietly(Path part) {
        try {
            folder.deleteFile(part);
        } catch (IOException e) {
            return; // only the first error is reported
        }
    }

    /**
     * Syncs the folder, if it can. The file itself is already synced, and some file systems cannot sync a folder (EINVAL when
     * it has no fsync: fs/sync.c).
     */
    private void sync() {
        try (var itself = folder.newByteChannel(Path.of("."), Set.of(StandardOpenOption.READ))) {
            if (itself instanceof FileChannel file) {
                file.force(true);
            }
        } catch (IOException e) {
            return;
        }
    }
}
