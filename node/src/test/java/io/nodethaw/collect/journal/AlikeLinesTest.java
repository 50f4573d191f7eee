package io.nodethaw.collect.journal;

import static org.assertj.core.api.Assertions.assertThat;

import io.nodethaw.evidence.InitLog;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

class AlikeLinesTest {
    private final AlikeLines lines = new AlikeLines();

    private InitLog told() {
        return lines.told("info", "set back", Duration.ofSeconds(5), List.of());
    }

    @Test
    void linesThatDifferInNamesAreOne() {
        lines.add("Failed to send unit change signal for a.service: Connection reset by peer", true);
        lines.add("Failed to send unit change signal for run-u12.scope: Connection reset by peer", true);
        lines.add("Failed to send job change signal for 17: Connection reset by peer", true);
        assertThat(told().lines()).extracting(InitLog.Line::times).containsExactly(2L, 1L);
        assertThat(told().count()).isEqualTo(3);
    }

    @Test
    void whatDidNotWorkComesFirst() {
        for (int i = 0; i < 100; i++) {
            lines.add("Got message type=signal sender=:1." + i, true);
        }
        lines.add("Failed to load unit x.service: No such file or directory", true);
        assertThat(told().lines()).extracting(InitLog.Line::telling).containsExactly(true, false);
    }

    @Test
    void refusedSendIsNeverLeftOut() {
        for (int i = 0; i < 50; i++) {
            for (int times = 0; times <= i; times++) {
                lines.add("Failed to do " + "x".repeat(i + 1) + " again", true);
            }
        }
        lines.add("Failed to send unit change signal for a.service: Operation not supported", true);
        assertThat(told().lines()).hasSizeLessThan(30);
        assertThat(told().refusedSend()).isPresent();
    }

    @Test
    void lineOfTheJournalCountsMoreThanOneThatAnybodyMayHaveWritten() {
        lines.add("Failed to send unit change signal for a.service: Operation not supported", false);
        assertThat(told().refusedSend().orElseThrow().certain()).isFalse();
        lines.add("Failed to send unit change signal for b.service: Operation not supported", true);
        assertThat(told().refusedSend().orElseThrow().certain()).isTrue();
    }

    @Test
    void otherRefusalIsNoSignOfTheCounter() {
        lines.add("Failed to set up watchdog: Operation not supported", true);
        lines.add("x.service: Failed to set memory limit: Operation not supported", true);
        assertThat(told().refusedSend()).isEmpty();
    }

    @Test
    void suppressedLinesAreCounted() {
        lines.add("Suppressed 1200 messages from init.scope", true);
        lines.add("systemd: 17 output lines suppressed due to ratelimiting", false);
        assertThat(told().lost()).isEqualTo(1217);
    }
}
