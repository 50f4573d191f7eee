package io.nodethaw.agent;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

class LogLinesTest {
    private final TestHost time = new TestHost();
    private final ByteArrayOutputStream err = new ByteArrayOutputStream();
    private final LogLines log = new LogLines(time.host(), new PrintStream(err, true, StandardCharsets.UTF_8), true);

    private static Published published(Status status) {
        return new Published(
                "NodeStalled", status, "SystemdDeafOnBus", "", "STALLED  systemd 1: \"deaf\"", Instant.EPOCH);
    }

    private String text() {
        return err.toString(StandardCharsets.UTF_8);
    }

    @Test
    void aChangeIsOneLineWithItsLevel() {
        log.changed(published(Status.FALSE), published(Status.TRUE), new Rounds.Ending.Late(Duration.ZERO));
        assertThat(text())
                .isEqualTo("<4>event=condition condition=NodeStalled status=True reason=SystemdDeafOnBus was=False"
                        + " message=\"STALLED  systemd 1: \\\"deaf\\\"\"\n");
    }

    @Test
    void aLookThatWentWellIsNoLine() {
        log.round(new Rounds.Ending.Looked(Verdicts.well(), Duration.ZERO), List.of());
        assertThat(text()).isEmpty();
        log.round(new Rounds.Ending.Late(Duration.ofSeconds(21)), List.of());
        log.round(new Rounds.Ending.Broken("a\nb"), List.of());
        assertThat(text()).isEqualTo("<4>event=look-late seconds=21\n<3>event=look-failed why=\"a b\"\n");
    }

    @Test
    void whileNobodyReadsTheNewestLinesAreKeptAndTheOthersCounted() {
        time.hangs = true;
        for (int line = 1; line <= 300; line++) {
            log.say(LogLines.Level.INFO, "line", Integer.toString(line));
        }
        assertThat(time.waiting).hasSize(1);
        time.waiting.remove().run();
        assertThat(text()).startsWith("event=lines-lost count=44\n<6>line=45\n").endsWith("<6>line=300\n");
    }

    @Test
    void valuesAreQuotedWhereTheyWouldNotBeOneWord() {
        assertThat(LogLines.quoted("True")).isEqualTo("True");
        assertThat(LogLines.quoted("")).isEqualTo("\"\"");
        assertThat(LogLines.quoted("a=b")).isEqualTo("\"a=b\"");
        assertThat(LogLines.quoted("a\\b")).isEqualTo("\"a\\\\b\"");
    }
}
