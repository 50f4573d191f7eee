package io.nodethaw.collect.tools;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.File;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/**
 * A program of the machine.
 *
 * @param path where it is
 */
public record Tool(String path) {
    private static final List<String> FOLDERS = List.of("/usr/bin/", "/bin/", "/usr/local/bin/");

    /** Most of its output that is kept (our own limit). */
    private static final int MOST = 32 << 20;

    /** The program of this name; empty when the machine has none. */
    public static Optional<Tool> find(String name) {
        return FOLDERS.stream()
                .map(folder -> new File(folder + name))
                .filter(file -> file.isFile() && file.canExecute())
                .map(file -> new Tool(file.getPath()))
                .findFirst();
    }

    /**
     * What it prints with these arguments.
     *
     * @throws IOException where it says nothing in this time
     */
    public String ask(List<String> arguments, Duration limit) throws IOException {
        var command = new ArrayList<>(List.of(path));
        command.addAll(arguments);
        var builder = new ProcessBuilder(command)
                .directory(new File("/"))
                .redirectInput(new File("/dev/null"))
                .redirectError(ProcessBuilder.Redirect.DISCARD);
        builder.environment().clear(); // without DEBUGINFOD_URLS it asks no server
        builder.environment().put("LC_ALL", "C.UTF-8");
        var process = builder.start();
        var watch = Thread.ofPlatform().daemon().start(() -> end(process, limit));
        try (var text = process.getInputStream()) {
            var said = new String(text.readNBytes(MOST), UTF_8);
            if (said.isEmpty()) {
                throw new IOException(path + " said nothing in " + limit.toSeconds() + " s");
            }
            return said;
        } finally {
            watch.interrupt();
            process.destroyForcibly();
        }
    }

    /** Ends it when its time is up. */
    private static void end(Process process, Duration limit) {
        try {
            if (!process.waitFor(limit.toMillis(), TimeUnit.MILLISECONDS)) {
                process.destroyForcibly(); // it also closes what is still to be read
            }
        } catch (InterruptedException done) {
            Thread.currentThread().interrupt();
        }
    }
}
