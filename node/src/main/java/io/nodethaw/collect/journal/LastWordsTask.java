package io.nodethaw.collect.journal;

import io.nodethaw.collect.Host;
import io.nodethaw.collect.child.ReaderTask;
import io.nodethaw.evidence.LastWords;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.regex.Pattern;

/** Reads what a unit that does not run said last: its own processes, not systemd about it. */
final class LastWordsTask implements ReaderTask {
    /** So many are kept. */
    private static final int KEPT = 5;

    /** So many are read: a Go program writes some hundred lines about its goroutines when it ends in a panic. */
    private static final int READ = 600;

    /**
     * Lines of such a trace: its goroutines, their functions and places, registers (Go's runtime/traceback.go, signal_amd64.go). A
     * line that says what the panic was is none.
     */
    private static final Pattern OF_A_TRACE = Pattern.compile("\\s*|\\s.*|goroutine \\d.*|created by .*|runtime stack:"
            + "|\\[(signal|originating from) .*|\\.\\.\\.additional frames elided\\.\\.\\."
            + "|[\\w./*()\\[\\]%@~-]+\\(.*\\)|[a-z][a-z0-9]{1,5} +0x[0-9a-f]+");

    private final Host host;

    LastWordsTask(Host host) {
        this.host = host;
    }

    /** Argument: the name of the unit. */
    @Override
    public byte[] read(List<String> unit) throws IOException {
        var options = List.of("--lines=" + READ, "--boot", "--unit=" + unit.getFirst());
        return Journalctl.read(
                host,
                options,
                lines -> write(last(lines, unit.getFirst(), host.clock().instant())));
    }

    static LastWords last(JournalLines lines, String unit, Instant now) throws IOException {
        Deque<LastWords.Line> last = new ArrayDeque<>();
        for (var line = lines.next(); line.isPresent() && last.size() < KEPT; line = lines.next()) {
            JournalEntry.of(line.get(), now)
                    .filter(entry -> entry.unit().equals(unit))
                    .filter(entry -> !OF_A_TRACE.matcher(entry.message()).matches())
                    .ifPresent(entry -> last.addFirst(new LastWords.Line(entry.ago(), entry.words())));
        }
        return new LastWords(List.copyOf(last));
    }

    static byte[] write(LastWords words) throws IOException {
        var bytes = new ByteArrayOutputStream();
        try (var out = new DataOutputStream(bytes)) {
            out.writeByte(words.lines().size());
            for (var line : words.lines()) {
                out.writeLong(line.ago().toMillis());
                out.writeUTF(line.text());
            }
        }
        return bytes.toByteArray();
    }

    static LastWords decode(byte[] answer) throws IOException {
        try (var in = new DataInputStream(new ByteArrayInputStream(answer))) {
            var lines = new ArrayList<LastWords.Line>();
            for (int left = in.readUnsignedByte(); left > 0; left--) {
                lines.add(new LastWords.Line(Duration.ofMillis(in.readLong()), in.readUTF()));
            }
            return new LastWords(lines);
        }
    }
}
