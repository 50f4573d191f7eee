package io.nodethaw.collect.packages;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.File;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/** Runs a program that only says something, for as long as it may take. */
final class Inquiry {
    /** rpm waits for a lock on its database as long as somebody else holds it. */
    private static final Duration LIMIT = Duration.ofSeconds(2);

    private static final int MOST = 64 << 10;

    private Inquiry() {}

    /** The program of this name in one of these folders. */
    static Optional<File> find(List<File> folders, String name) {
        return folders.stream()
                .map(folder -> new File(folder, name))
                .filter(file -> file.isFile() && file.canExecute())
                .findFirst();
    }

    /**
     * What it prints, as much as may be kept.
     *
     * @throws IOException also where it does not end in time
     */
    static String ask(List<String> command) throws IOException {
        var process = new ProcessBuilder(command)
                .directory(new File("/"))
                .redirectInput(new File("/dev/null"))
                .redirectError(ProcessBuilder.Redirect.DISCARD)
                .start();
        var watch = Thread.ofPlatform().daemon().start(() -> end(process));
        try (var text = process.getInputStream()) {
            var said = new String(text.readNBytes(MOST), UTF_8);
            if (said.isEmpty()) {
                throw new IOException(command.getFirst() + " said nothing in " + LIMIT.toSeconds() + " s");
            }
            return said;
        } finally {
            watch.interrupt();
            process.destroyForcibly();
        }
    }

    /** Ends it when its time is up. */
    private static void end(Process process) {
        try {
            if (!process.waitFor(LIMIT.toMillis(), TimeUnit.MILLISECONDS)) {
                process.destroyForcibly(); // it also closes what is still to be read
            }
        } catch (InterruptedException done) {
            Thread.currentThread().interrupt();
        }
    }
}
