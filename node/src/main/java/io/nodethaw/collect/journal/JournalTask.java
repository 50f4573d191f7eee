package io.nodethaw.collect.journal;

import io.nodethaw.collect.Host;
import io.nodethaw.collect.child.ReaderTask;
import io.nodethaw.evidence.RefusedStarts;
import java.io.ByteArrayOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Optional;

/** Reads what units have said in the last minutes, the newest first, and keeps the lines that tell of something refused. */
final class JournalTask implements ReaderTask {
    /** Since when a line says something about now. */
    private static final Duration LATELY = Duration.ofMinutes(10);

    private static final int MOST_LINES = 1000;

    /** Reasons times units; more are no runtimes. */
    private static final int MOST_TOLD = 200;

    private final Host host;

    JournalTask(Host host) {
        this.host = host;
    }

    /** Arguments: names of units. */
    @Override
    public byte[] read(List<String> units) throws IOException {
        var options = new ArrayList<>(List.of("--lines=" + MOST_LINES, "--since=-" + LATELY.toMinutes() + "min"));
        units.forEach(unit -> options.add("--unit=" + unit));
        return Journalctl.read(
                host, options, lines -> write(refused(lines, host.clock().instant())));
    }

    static List<RefusedStarts.Line> refused(JournalLines lines, Instant now) throws IOException {
        record Said(RefusedStarts.Why why, String unit) {}
        var newest = new LinkedHashMap<Said, RefusedStarts.Line>();
        for (var line = lines.next(); line.isPresent(); line = lines.next()) {
            refused(line.get(), now).ifPresent(one -> newest.putIfAbsent(new Said(one.why(), one.unit()), one));
        }
        return newest.values().stream().limit(MOST_TOLD).toList();
    }

    private static Optional<RefusedStarts.Line> refused(String json, Instant now) {
        return RefusedStarts.Why.of(json).isEmpty() // before it is parsed: nearly no line tells of any
                ? Optional.empty()
                : JournalEntry.of(json, now).flatMap(JournalTask::refused);
    }

    private static Optional<RefusedStarts.Line> refused(JournalEntry entry) {
        return RefusedStarts.Why.of(entry.message())
                .map(why -> new RefusedStarts.Line(why, entry.unit(), entry.ago(), told(entry.words())));
    }

    /** What a daemon says with its words: logfmt may have more before it than logrus writes. */
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
