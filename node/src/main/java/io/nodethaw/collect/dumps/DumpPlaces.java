package io.nodethaw.collect.dumps;

import static java.nio.file.LinkOption.NOFOLLOW_LINKS;
import static java.nio.file.StandardOpenOption.READ;

import io.nodethaw.collect.Host;
import io.nodethaw.collect.proc.Proc;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.OpenOption;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileTime;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** The places where the dump of one process may appear, and what was there before. Any access may hang with the file system. */
final class DumpPlaces {
    /** The most bytes read of a dump: enough for 100,000 goroutines with all their frames. */
    private static final int MOST = 200 << 20;

    private static final String STANDARD_ERROR = "fd/2";
    private static final String OWNER = "unix:uid";

    private record State(long size, FileTime changed) {}

    private record Folder(Path path, Dumper.DumpFolder place, Map<Path, State> before) {}

    private record Log(Path path, long before) {}

    /** What appeared: part of a file. */
    private record Found(Path file, long from, long size) {
        long end() {
            return from + size;
        }
    }

    /** What dockerd's stack package, containerd and its shims write after a dump in a log. */
    private static final String END = "=== END goroutine stack dump ===";

    /** How much of what was added to a log is searched for the beginning and the end of a dump. */
    private static final int LOOKED_THROUGH = 1 << 20;

    private final List<Folder> folders = new ArrayList<>();
    private final List<Log> logs = new ArrayList<>();
    private final Object owner;

    DumpPlaces(Host host, int pid, Dumper dumper) throws IOException {
        this.owner = Files.getAttribute(host.proc(pid, ""), OWNER);
        for (var place : dumper.files()) {
            var path = host.proc(pid, "root" + place.folder());
            folders.add(new Folder(path, place, files(path, place)));
        }
        if (dumper.log()) {
            for (int writer : dumper.files().isEmpty() ? containerds(host) : List.of(pid)) {
                var path = host.proc(writer, STANDARD_ERROR);
                if (Files.isRegularFile(path)) {
                    logs.add(new Log(path, Files.size(path)));
                }
            }
        }
    }

    private static List<Integer> containerds(Host host) throws IOException {
        return new Proc(host)
                .processes().processes().stream()
                        .filter(process -> process.comm().equals("containerd"))
                        .map(process -> process.pid())
                        .toList();
    }

    /**
     * Only regular files that belong to the daemon's user: anybody may write to /tmp, and what others put there must neither
     * hold us up, nor lead us elsewhere, nor be taken for a dump.
     */
    private Map<Path, State> files(Path folder, Dumper.DumpFolder place) {
        var files = new HashMap<Path, State>();
        try (var listed = Files.newDirectoryStream(folder, file -> place.holds(String.valueOf(file.getFileName())))) {
            for (var file : listed) {
                var read = Files.readAttributes(file, BasicFileAttributes.class, NOFOLLOW_LINKS);
                if (read.isRegularFile()
                        && Files.getAttribute(file, OWNER, NOFOLLOW_LINKS).equals(owner)) {
                    files.put(file, new State(read.size(), read.lastModifiedTime()));
                }
            }
        } catch (IOException | DirectoryIteratorException _) {
            return Map.of(); // no such folder: the daemon will not write there
        }
        return files;
    }

    /** Bytes of the dump so far; 0 while there is none. */
    long size() throws IOException {
        return found().map(Found::size).orElse(0L);
    }

    /** True when the dump has an end mark. */
    boolean ends() throws IOException {
        var found = found();
        return found.isPresent()
                && piece(
                                found.get().file(),
                                Math.max(found.get().from(), found.get().end() - LOOKED_THROUGH))
                        .contains(END);
    }

    /** The dump. */
    String text() throws IOException {
        var found = found().orElseThrow(() -> new FileSystemException("the dump is no longer there"));
        var bytes = ByteBuffer.allocate((int) Math.min(found.size(), MOST));
        try (var in = FileChannel.open(found.file(), options(found.file()))) {
            in.position(found.from());
            while (bytes.hasRemaining() && in.read(bytes) >= 0) {
                // reads until the buffer is full or the file ends
            }
        }
        return new String(bytes.array(), 0, bytes.position(), StandardCharsets.UTF_8);
    }

    /** Where the dump is, or where it is expected. */
    String where() throws IOException {
        var found = found();
        if (found.isPresent()) {
            return found.get().file().toString();
        }
        var places = new ArrayList<String>();
        folders.forEach(
                folder -> places.add(folder.path() + "/" + folder.place().prefix() + "*"));
        logs.forEach(log -> places.add(log.path().toString()));
        return places.isEmpty()
                ? "containerd's log, which is no file: try journalctl -u containerd"
                : String.join(" and ", places);
    }

    private Optional<Found> found() throws IOException {
        for (var folder : folders) {
            for (var entry : files(folder.path(), folder.place()).entrySet()) {
                if (!entry.getValue().equals(folder.before().get(entry.getKey()))) {
                    return Optional.of(
                            new Found(entry.getKey(), 0, entry.getValue().size()));
                }
            }
        }
        for (var log : logs) {
            long size = Files.size(log.path());
            if (size > log.before() && holdsDump(log)) {
                return Optional.of(new Found(log.path(), log.before(), size - log.before()));
            }
        }
        return Optional.empty();
    }

    /** True when a dump was added to the log, which may also get other lines. */
    private static boolean holdsDump(Log log) throws IOException {
        return piece(log.path(), log.before()).contains("goroutine ");
    }

    private static String piece(Path file, long from) throws IOException {
        var bytes = ByteBuffer.allocate(LOOKED_THROUGH);
        try (var in = FileChannel.open(file, options(file))) {
            in.read(bytes, from);
        }
        return new String(bytes.array(), 0, bytes.position(), StandardCharsets.UTF_8);
    }

    /** A log is opened through the link /proc/PID/fd/2; any other file must not be a link. */
    private static Set<OpenOption> options(Path file) {
        return file.endsWith(STANDARD_ERROR) ? Set.of(READ) : Set.of(READ, NOFOLLOW_LINKS);
    }
}
