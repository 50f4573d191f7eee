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
import java.util.Optional;
import java.util.regex.Pattern;

/** Reads what a unit that does not run said last, its own processes, and what systemd says of its starts and ends. */
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

    /** What systemd says when it starts one again (src/core/service.c), since 235 and before. */
    private static final List<String> AGAIN =
            List.of("Scheduled restart job", "Service hold-off time over", "holdoff time over", "Service RestartSec=");

    /** What systemd says of the end of a main process (src/core/service.c, service_sigchld_event). */
    private static final Pattern ENDED = Pattern.compile(
            "main process exited, code=(exited|killed|dumped), status=(\\d{1,3})\\b", Pattern.CASE_INSENSITIVE);

    /** The most restarts that are told: the rest is no news. */
    private static final int RESTARTS = 10;

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
        var restarts = new ArrayList<Duration>();
        Optional<LastWords.Ended> ended = Optional.empty();
        for (var line = lines.next(); line.isPresent(); line = lines.next()) {
            var entry = JournalEntry.of(line.get(), now);
            if (entry.isEmpty()) {
                continue;
            }
            var said = entry.get();
            if (!said.unit().equals(unit)) {
                ended = ended.or(() -> ended(said));
                if (isRestart(said, unit) && restarts.size() < RESTARTS) {
                    restarts.add(said.ago());
                }
            } else if (last.size() < KEPT && !OF_A_TRACE.matcher(said.message()).matches()) {
                last.addFirst(new LastWords.Line(said.ago(), said.words()));
            }
        }
        return new LastWords(List.copyOf(last), restarts, ended);
    }

    private static boolean isRestart(JournalEntry said, String unit) {
        return said.message().startsWith(unit) && AGAIN.stream().anyMatch(said.message()::contains);
    }

    private static Optional<LastWords.Ended> ended(JournalEntry said) {
        var end = ENDED.matcher(said.message());
        return end.find()
                ? Optional.of(
                        new LastWords.Ended(!end.group(1).equalsIgnoreCase("exited"), Integer.parseInt(end.group(2))))
                : Optional.empty();
    }

    static byte[] write(LastWords words) throws IOException {
        var bytes = new ByteArrayOutputStream();
        try (var out = new DataOutputStream(bytes)) {
            out.writeByte(words.lines().size());
            for (var line : words.lines()) {
                out.writeLong(line.ago().toMillis());
                out.writeUTF(line.text());
            }
            out.writeByte(words.restarts().size());
            for (var restart : words.restarts()) {
                out.writeLong(restart.toMillis());
            }
            out.writeBoolean(words.ended().isPresent());
            if (words.ended().isPresent()) {
                out.writeBoolean(words.ended().get().bySignal());
                out.writeShort(words.ended().get().status());
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
            var restarts = new ArrayList<Duration>();
            for (int left = in.readUnsignedByte(); left > 0; left--) {
                restarts.add(Duration.ofMillis(in.readLong()));
            }
            Optional<LastWords.Ended> ended = in.readBoolean()
                    ? Optional.of(new LastWords.Ended(in.readBoolean(), in.readUnsignedShort()))
                    : Optional.empty();
            return new LastWords(lines, restarts, ended);
        }
    }
}
