package io.nodethaw.collect.journal;

import io.nodethaw.collect.Host;
import io.nodethaw.collect.NotAskedException;
import io.nodethaw.collect.kernel.KernelLogReader;
import io.nodethaw.evidence.InitLog;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Reads what PID 1 has logged since a moment: in the journal, which knows by the kernel who wrote a line, and in the kernel's own log,
 * where PID 1 writes when the journal does not take its lines. Containers can write the same words there.
 */
public final class InitLogReader {
    private static final String KMSG = "/dev/kmsg";

    private static final String JOURNAL = "the journal";

    private static final String KERNELS = "the kernel's log";

    /** The most entries of the journal that are read; a busy PID 1 logs some thousand a second when it tells everything. */
    private static final int MOST = 50_000;

    /** Before a line of PID 1 in the kernel's log (src/basic/log.c, write_to_kmsg). */
    private static final String SAID = "systemd[1]: ";

    /** Of the number before a record: priorities are the lowest three bits, and the kernel's own facility is 0 (syslog(2)). */
    private static final int FACILITY = ~7;

    private final Host host;
    private final Instant since;
    /** Number of the newest record of the kernel's log when this began. */
    private final AtomicLong mark = new AtomicLong(-1);

    /** Why the kernel's log cannot be read; empty where it can. */
    private String unread = "";

    /** Begins at this moment. */
    public InitLogReader(Host host) {
        this.host = host;
        this.since = host.clock().instant();
        try {
            KernelLogReader.read(host.file(KMSG).toString(), record -> mark.set(sequence(record)));
        } catch (IOException e) {
            unread = why(e);
        }
    }

    private static String why(IOException e) {
        return String.valueOf(e.getMessage());
    }

    /** "6,1234,5678,-;text": the second number. */
    private static long sequence(String record) {
        var head = record.split("[,;]", 3);
        try {
            return head.length < 3 ? -1 : Long.parseLong(head[1]);
        } catch (NumberFormatException e) {
            return -1;
        }
    }

    /**
     * What was logged since this began.
     *
     * @param before the level that it had
     * @param putBack what became of the level
     */
    public InitLog read(String before, String putBack, Duration over) throws IOException {
        var lines = new AlikeLines();
        if (unread.isEmpty()) {
            KernelLogReader.read(
                    host.file(KMSG).toString(), record -> ofKernel(record).ifPresent(text -> lines.add(text, false)));
        }
        var unasked = journal(lines);
        if (!unread.isEmpty() && !unasked.isEmpty()) {
            throw new NotAskedException("neither log can be read: " + unasked + ", " + unread);
        }
        return lines.told(
                before,
                putBack,
                over,
                List.of(
                        new InitLog.Place(JOURNAL, lines.certainly(), unasked),
                        new InitLog.Place(KERNELS, lines.count() - lines.certainly(), unread)));
    }

    /** Why it cannot be read; empty where it can. */
    private String journal(AlikeLines lines) {
        try {
            return Journalctl.read(host, options(), entries -> {
                var now = host.clock().instant();
                for (var line = entries.next(); line.isPresent(); line = entries.next()) {
                    JournalEntry.of(line.get(), now)
                            .filter(entry -> entry.ago().compareTo(Duration.between(since, now)) <= 0)
                            .ifPresent(entry -> lines.add(entry.message(), true));
                }
                return "";
            });
        } catch (IOException e) {
            return why(e);
        }
    }

    private Optional<String> ofKernel(String record) {
        int text = record.indexOf(';');
        if (text < 0 || sequence(record) <= mark.get() || !isOfAProgram(record)) {
            return Optional.empty();
        }
        var words = record.substring(text + 1).lines().findFirst().orElse("");
        return words.startsWith(SAID) ? Optional.of(words.substring(SAID.length())) : Optional.empty();
    }

    private static boolean isOfAProgram(String record) {
        try {
            return (Integer.parseInt(record.substring(0, record.indexOf(','))) & FACILITY) != 0;
        } catch (NumberFormatException | StringIndexOutOfBoundsException e) {
            return false;
        }
    }

    /** By the kernel's word for who wrote it, not by the name that the writer gives itself. */
    private List<String> options() {
        long seconds = Duration.between(since, host.clock().instant()).toSeconds() + 2;
        return List.of("--lines=" + MOST, "--since=-" + seconds + "s", "_PID=1", "_TRANSPORT=journal");
    }
}
