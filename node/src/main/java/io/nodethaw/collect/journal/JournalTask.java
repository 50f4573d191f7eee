package io.nodethaw.collect.journal;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.google.gson.JsonParseException;
import com.google.gson.JsonParser;
import io.nodethaw.collect.Host;
import io.nodethaw.collect.NotAskedException;
import io.nodethaw.collect.child.ReaderTask;
import io.nodethaw.evidence.RefusedStarts;
import java.io.BufferedReader;
import java.io.ByteArrayOutputStream;
import java.io.DataOutputStream;
import java.io.File;
import java.io.IOException;
import java.io.InputStreamReader;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/** Reads what units have said in the last minutes, the newest first, and keeps the lines that tell of something refused. */
final class JournalTask implements ReaderTask {
    private static final List<String> PLACES = List.of("/usr/bin/journalctl", "/bin/journalctl");

    /** Since when a line says something about now. */
    private static final Duration LATELY = Duration.ofMinutes(10);

    private static final int MOST_LINES = 1000;

    /** After so much of one line the rest tells nothing more: a shim's goroutines are one line of some 100 kB. */
    private static final int LONGEST = 1 << 16;

    private static final Duration LIMIT = Duration.ofSeconds(2);

    private final Host host;

    JournalTask(Host host) {
        this.host = host;
    }

    /** Arguments: names of units. */
    @Override
    public byte[] read(List<String> units) throws IOException {
        var program = PLACES.stream()
                .map(place -> host.file(place).toFile())
                .filter(File::canExecute)
                .findFirst()
                .orElseThrow(() -> new NotAskedException("no journalctl"));
        var process = new ProcessBuilder(command(program.getPath(), units))
                .directory(new File("/"))
                .redirectInput(new File("/dev/null"))
                .redirectError(ProcessBuilder.Redirect.DISCARD)
                .start();
        var watch = Thread.ofPlatform().daemon().start(() -> end(process));
        try (var lines = new BufferedReader(new InputStreamReader(process.getInputStream(), UTF_8))) {
            return write(refused(lines, host.clock().instant()));
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

    private static List<String> command(String program, List<String> units) {
        var command = new ArrayList<>(List.of(
                program,
                "--no-pager",
                "--quiet",
                "--reverse",
                "--all", // else a message of more than 4096 bytes is left out (src/shared/logs-show.c, output_json)
                "--output=json",
                "--lines=" + MOST_LINES,
                "--since=-" + LATELY.toMinutes() + "min"));
        units.forEach(unit -> command.add("--unit=" + unit));
        return command;
    }

    static List<RefusedStarts.Line> refused(BufferedReader lines, Instant now) throws IOException {
        Map<RefusedStarts.Why, RefusedStarts.Line> newest = new EnumMap<>(RefusedStarts.Why.class);
        for (var line = lines.readLine(); line != null; line = lines.readLine()) {
            if (line.length() <= LONGEST) {
                refused(line, now).ifPresent(one -> newest.putIfAbsent(one.why(), one));
            }
        }
        return List.copyOf(newest.values());
    }

    /** One entry of the journal (systemd: docs/JOURNAL_EXPORT_FORMATS.md). */
    private static Optional<RefusedStarts.Line> refused(String json, Instant now) {
        var why = RefusedStarts.Why.of(json); // before it is parsed: nearly no line tells of any
        if (why.isEmpty()) {
            return Optional.empty();
        }
        try {
            var entry = JsonParser.parseString(json).getAsJsonObject();
            if (entry.has(
                    "CONTAINER_ID")) { // dockerd's log driver passes on what containers say (daemon/logger/journald)
                return Optional.empty();
            }
            var message = entry.get("MESSAGE").getAsString(); // bytes that are no text are a list of numbers
            long micros = Long.parseLong(entry.get("__REALTIME_TIMESTAMP").getAsString());
            var unit = entry.has("_SYSTEMD_UNIT") ? entry.get("_SYSTEMD_UNIT").getAsString() : "";
            var ago = Duration.between(Instant.EPOCH.plus(micros, ChronoUnit.MICROS), now);
            return RefusedStarts.Why.of(message)
                    .map(is -> new RefusedStarts.Line(is, unit, ago.isNegative() ? Duration.ZERO : ago, told(message)));
        } catch (JsonParseException
                | IllegalStateException
                | UnsupportedOperationException
                | NullPointerException
                | NumberFormatException unusual) {
            return Optional.empty();
        }
    }

    /** What a daemon says with its words: logfmt has time and level before it (logrus). */
    private static String told(String message) {
        int at = message.indexOf("msg=");
        return at < 0 ? message : message.substring(at + "msg=".length());
    }

    static byte[] write(List<RefusedStarts.Line> lines) throws IOException {
        var bytes = new ByteArrayOutputStream();
        try (var out = new DataOutputStream(bytes)) {
            out.writeByte(lines.size());
            for (var line : lines) {
                out.writeUTF(line.why().name());
                out.writeUTF(line.unit());
                out.writeLong(line.ago().toMillis());
                out.writeUTF(line.text());
            }
        }
        return bytes.toByteArray();
    }
}
