package io.nodethaw.collect.journal;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.nodethaw.collect.Host;
import io.nodethaw.collect.NotAskedException;
import java.io.File;
import java.io.IOException;
import java.io.InputStreamReader;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** Runs journalctl for as long as it may take, and has what it writes read: entries in JSON, the newest first. */
final class Journalctl {
    /** Characters of the longest line that is looked at: a shim's goroutines, which tell nothing, are one line of some 100 kB. */
    private static final int LONGEST = 1 << 16;

    private static final List<String> PLACES = List.of("/usr/bin/journalctl", "/bin/journalctl");
    private static final Duration LIMIT = Duration.ofSeconds(2);

    private Journalctl() {}

    /** Reads its lines, as many as are needed. */
    interface Reading<T> {
        T of(JournalLines lines) throws IOException;
    }

    /**
     * Runs it.
     *
     * @throws NotAskedException where there is none
     */
    static <T> T read(Host host, List<String> options, Reading<T> reading) throws IOException {
        var program = PLACES.stream()
                .map(place -> host.file(place).toFile())
                .filter(File::canExecute)
                .findFirst()
                .orElseThrow(() -> new NotAskedException("no journalctl"));
        var process = new ProcessBuilder(command(program.getPath(), options))
                .directory(new File("/"))
                .redirectInput(new File("/dev/null"))
                .redirectError(ProcessBuilder.Redirect.DISCARD)
                .start();
        var watch = Thread.ofPlatform().daemon().start(() -> end(process));
        try (var text = new InputStreamReader(process.getInputStream(), UTF_8)) {
            return reading.of(new JournalLines(text, LONGEST));
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

    private static List<String> command(String program, List<String> options) {
        var command = new ArrayList<>(List.of(
                program,
                "--no-pager",
                "--quiet",
                "--reverse",
                "--all", // else messages above 4096 bytes are left out: src/shared/logs-show.c, output_json
                "--output=json"));
        command.addAll(options);
        return command;
    }
}
