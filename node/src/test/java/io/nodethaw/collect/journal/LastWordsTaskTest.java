package io.nodethaw.collect.journal;

import static org.assertj.core.api.Assertions.assertThat;

import io.nodethaw.collect.HostFolder;
import io.nodethaw.evidence.LastWords;
import java.io.IOException;
import java.io.StringReader;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LastWordsTaskTest {
    private static final Instant NOW = Instant.ofEpochSecond(1_000_000);
    private static final String UNIT = "containerd.service";

    @TempDir
    private Path folder;

    /** What it says of these messages, of which journalctl tells the newest first. */
    private static List<String> last(String... messages) throws IOException {
        return texts(entries(messages));
    }

    private static List<String> texts(String entries) throws IOException {
        return LastWordsTask.last(new JournalLines(new StringReader(entries), 1 << 16), UNIT, NOW).lines().stream()
                .map(LastWords.Line::text)
                .toList();
    }

    private static String entries(String... messages) {
        var text = new StringBuilder();
        for (var message : messages) {
            text.append(entry(UNIT, '"' + message.replace("\\", "\\\\").replace("\"", "\\\"") + '"'))
                    .append('\n');
        }
        return text.toString();
    }

    private static String entry(String unit, String message) {
        return """
                {"__REALTIME_TIMESTAMP": "999990000000", "_SYSTEMD_UNIT": "%s", "MESSAGE": %s}""".formatted(unit, message);
    }

    @Test
    void fewOfTheNewestLinesAreKeptTheOldestFirst() throws IOException {
        assertThat(last("six", "five", "four", "three", "two", "one"))
                .containsExactly("two", "three", "four", "five", "six");
    }

    @Test
    void wordsOfSystemdAndOfContainersAreNotItsOwn() throws IOException {
        assertThat(texts(entry("init.scope", "\"containerd.service: Failed with result 'signal'.\"") + "\n"
                        + entry(UNIT, "\"from a container\"").replace("{", "{\"CONTAINER_ID\": \"c0ffee\", ") + "\n"
                        + entry(UNIT, "\"its own\"")))
                .containsExactly("its own");
    }

    @Test
    void systemdTellsOfItsStartsAndOfHowItEnded() throws IOException {
        var text = entry("init.scope", "\"containerd.service: Scheduled restart job, restart counter is at 2.\"") + "\n"
                + entry(
                        "init.scope",
                        "\"containerd.service: Main process exited, code=exited, status=3/NOTIMPLEMENTED\"")
                + "\n"
                + entry(UNIT, "\"containerd.service: Scheduled restart job, it says itself\"") + "\n"
                + entry("init.scope", "\"other.service: Scheduled restart job, restart counter is at 9.\"") + "\n"
                + entry("init.scope", "\"containerd.service holdoff time over, scheduling restart.\"") + "\n"
                + entry("init.scope", "\"containerd.service: main process exited, code=killed, status=9/KILL\"");
        var words = LastWordsTask.last(new JournalLines(new StringReader(text), 1 << 16), UNIT, NOW);
        assertThat(words.restarts()).containsExactly(Duration.ofSeconds(10), Duration.ofSeconds(10));
        assertThat(words.ended().map(LastWords.Ended::words)).contains("exit code 3");
        assertThat(LastWordsTask.decode(LastWordsTask.write(words))).isEqualTo(words);
    }

    @Test
    void ofAPanicTheReasonIsKeptAndNotItsGoroutines() throws IOException {
        assertThat(last(
                        "\t/usr/lib/go/src/runtime/proc.go:250 +0x1f",
                        "runtime.main()",
                        "created by main.run in goroutine 1",
                        "\t/src/db.go:12 +0x20",
                        "go.etcd.io/bbolt.(*DB).page(0xc000012345, {0x1, 0x2})",
                        "goroutine 1 [running]:",
                        "",
                        "rax    0x0",
                        "[signal SIGBUS: bus error code=0x2 addr=0x7f pc=0x5]",
                        "panic: invalid page type: 0: 4",
                        "time=\"2026-11-28T12:00:00Z\" level=info msg=\"starting containerd\" version=1.6"))
                .containsExactly("\"starting containerd\" version=1.6", "panic: invalid page type: 0: 4");
    }

    @Test
    void whatALoggerPutsBeforeTheWordsIsLeftOut() throws IOException {
        assertThat(last(
                        "E1128 12:00:00.123456    4711 run.go:74] \"command failed\" err=\"no such file\"",
                        "time=2026-11-28T12:00:00Z level=fatal msg=\"bad config\""))
                .containsExactly("\"bad config\"", "\"command failed\" err=\"no such file\"");
    }

    /** journalctl writes what is not printable as a list of bytes. */
    @Test
    void coloursAreKeptAsTheyWereWrittenForThePrinterToEscape() throws IOException {
        assertThat(texts(entry(UNIT, "[27, 91, 51, 49, 109, 110, 111]"))).containsExactly("\u001b[31mno");
    }

    @Test
    void longLinesAreCut() throws IOException {
        assertThat(last("x".repeat(5_000)).getFirst())
                .hasSizeLessThanOrEqualTo(300)
                .contains("more characters)");
        assertThat(last("y".repeat(1 << 17), "short")).containsExactly("short");
    }

    @Test
    void whatIsNoEntryIsLeftOut() throws IOException {
        assertThat(texts("{\n\n[]\n{\"MESSAGE\": null}\n" + entry(UNIT, "[\"a\"]") + "\n" + entry(UNIT, "[{}]")))
                .isEmpty();
    }

    @Test
    void readsWhatJournalctlSaysOfTheUnit() throws IOException {
        var host = new HostFolder(folder)
                .write(
                        "/usr/bin/journalctl",
                        "#!/bin/sh\ncase \"$*\" in *--unit=" + UNIT + "*) echo '" + entry(UNIT, "\"bye\"")
                                + "';; esac\n");
        assertThat(host.host().file("/usr/bin/journalctl").toFile().setExecutable(true))
                .isTrue();
        var words = LastWordsTask.decode(new LastWordsTask(host.host()).read(List.of(UNIT)));
        assertThat(words.lines()).extracting(LastWords.Line::text).containsExactly("bye");
    }

    @Test
    void answerComesBackAsItWas() throws IOException {
        var words = new LastWords(List.of(new LastWords.Line(Duration.ofMillis(1500), "\u001b\n\ud83d")));
        assertThat(LastWordsTask.decode(LastWordsTask.write(words)).lines()).hasSize(1);
    }
}
