package io.nodethaw.collect.memory.go;

import io.nodethaw.collect.Host;
import io.nodethaw.collect.proc.KernelFile;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/**
 * Threads by their {@code runtime.m}. That knows the thread's number in the innermost pid namespace of the process; the last
 * number of the line NSpid (proc(5), since Linux 4.1) translates it to ours.
 */
final class Threads {
    /** Most threads; Go's own limit is 10,000. */
    private static final int MOST = 20_000;

    private final Path folder;
    private final Objects objects;
    private final Layout.Wait layout;
    private Optional<Map<Long, Integer>> numbers = Optional.empty();

    Threads(Host host, int pid, Objects objects, Layout layout) {
        this.folder = host.proc(pid, "task");
        this.objects = objects;
        this.layout = layout.waits();
    }

    /** The thread's number as we see it; 0 when it cannot be found. */
    int of(long m) {
        long inner = objects.read(m, layout.thread() + 8)
                .map(it -> it.getLong(layout.thread()))
                .orElse(0L);
        if (numbers.isEmpty()) {
            numbers = Optional.of(numbers());
        }
        return numbers.get().getOrDefault(inner, 0);
    }

    private Map<Long, Integer> numbers() {
        var found = new HashMap<Long, Integer>();
        try (DirectoryStream<Path> tasks = Files.newDirectoryStream(folder)) {
            for (var task : tasks) {
                int tid = Integer.parseInt(task.getFileName().toString());
                inner(task, tid).ifPresent(number -> found.put(number, tid));
                if (found.size() >= MOST) {
                    break;
                }
            }
        } catch (IOException | DirectoryIteratorException _) {
            found.clear(); // the process ended
        }
        return found;
    }

    /** The same number where the kernel has no such line; empty when the thread has ended meanwhile. */
    private static Optional<Long> inner(Path task, int tid) {
        try {
            return Optional.of(inner(new String(KernelFile.bytes(task + "/status"), StandardCharsets.ISO_8859_1), tid));
        } catch (IOException _) {
            return Optional.empty();
        }
    }

    private static long inner(String status, int tid) {
        int line = status.indexOf("\nNSpid:");
        if (line < 0) {
            return tid;
        }
        var numbers = status.substring(line + 7).lines().findFirst().orElse("").strip();
        var last = numbers.substring(numbers.lastIndexOf('\t') + 1);
        return last.isEmpty() ? tid : Long.parseLong(last);
    }
}
