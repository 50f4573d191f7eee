package io.nodethaw.core;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * The files that were mapped, as far as this machine has the same ones. A core leaves out what was only read from a file: code and
 * constants. A file is the same when its first page, which names its build, is the one that the core holds.
 */
final class LocalFiles implements Gaps {
    private static final String DELETED = " (deleted)";

    /** Folders in which opening a file may do more than that. */
    private static final List<String> SPECIAL = List.of("/proc/", "/sys/", "/dev/");

    /** A file may lie on a dead mount: then it is done without. */
    private static final Duration LIMIT = Duration.ofSeconds(2);

    private final CoreMemory own;
    private final Mappings mappings;
    private final Optional<String> program;
    private final Optional<Path> exe;
    private final Map<String, Optional<FileBytes>> open = new LinkedHashMap<>();
    private final List<String> notes = new ArrayList<>();

    /**
     * @param own the memory that the core itself holds
     * @param program path of the program among the files
     * @param exe the program, as it was named to us
     */
    LocalFiles(CoreMemory own, Mappings mappings, Optional<String> program, Optional<Path> exe) {
        this.own = own;
        this.mappings = mappings;
        this.program = program;
        this.exe = exe;
    }

    @Override
    public int read(long address, ByteBuffer into) throws IOException {
        var mapping = mappings.at(address);
        if (mapping.isEmpty()) {
            return 0;
        }
        var file = file(mapping.get().path());
        return file.isEmpty()
                ? 0
                : CoreMemory.limited(
                        into,
                        mapping.get().end() - address,
                        () -> file.get()
                                .read(
                                        mapping.get().offset()
                                                + address
                                                - mapping.get().start(),
                                        into));
    }

    /** The file of this path here, when it is the same. */
    Optional<FileBytes> file(String path) {
        return open.computeIfAbsent(path, this::opened);
    }

    /** Paths of the files that were read here. */
    List<String> used() {
        return open.entrySet().stream()
                .filter(file -> file.getValue().isPresent())
                .map(Map.Entry::getKey)
                .toList();
    }

    /** What is to be said about files. */
    List<String> notes() {
        return notes;
    }

    void close() throws IOException {
        for (var file : open.values()) {
            if (file.isPresent()) {
                file.get().close();
            }
        }
    }

    private Optional<FileBytes> opened(String path) {
        boolean named = exe.isPresent() && program.filter(path::equals).isPresent();
        var here = named ? exe : local(path);
        if (here.isEmpty()) {
            return Optional.empty();
        }
        var task = new FutureTask<>(() -> opened(path, here.get(), named));
        Thread.ofPlatform().daemon().name("open").start(task);
        try {
            return task.get(LIMIT.toMillis(), TimeUnit.MILLISECONDS);
        } catch (TimeoutException e) {
            notes.add(here.get() + " could not be opened in " + LIMIT.toSeconds() + " s and is done without");
        } catch (ExecutionException e) {
            if (named) {
                notes.add("--exe " + here.get() + " cannot be read: " + why(e));
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        return Optional.empty();
    }

    private static Optional<Path> local(String path) {
        var plain = path.endsWith(DELETED) ? path.substring(0, path.length() - DELETED.length()) : path;
        if (!plain.startsWith("/") || SPECIAL.stream().anyMatch(plain::startsWith)) {
            return Optional.empty();
        }
        try {
            return Optional.of(Path.of(plain));
        } catch (InvalidPathException e) {
            return Optional.empty();
        }
    }

    private Optional<FileBytes> opened(String path, Path here, boolean named) throws IOException {
        if (!Files.isRegularFile(here)) {
            return Optional.empty();
        }
        var file = FileBytes.open(here);
        var wanted = mappings.first(path).flatMap(own::firstPage);
        if (wanted.isEmpty() && named) {
            notes.add("whether " + here
                    + " is the program of this core cannot be told: the core leaves out its first page");
            return Optional.of(file);
        }
        if (wanted.filter(page -> begins(file, page)).isPresent()) {
            return Optional.of(file);
        }
        file.close();
        notes.add(
                named
                        ? "--exe " + here + " is another build than the program of this core, and is not used"
                        : wanted.isPresent()
                                ? here + " is another build here than in this core, and is not used"
                                : here
                                        + " is not used: the core leaves out its first page, so that they cannot be compared");
        return Optional.empty();
    }

    private static String why(ExecutionException failed) {
        var cause = failed.getCause();
        return String.valueOf(cause == null ? failed.getMessage() : cause.getMessage());
    }

    private static boolean begins(FileBytes file, ByteBuffer page) {
        var here = ByteBuffer.allocate(page.remaining());
        try {
            file.read(0, here);
        } catch (IOException _) {
            return false;
        }
        return here.flip().equals(page);
    }
}
