package io.nodethaw.report;

import static org.assertj.core.api.Assertions.assertThat;

import io.nodethaw.evidence.Evidence;
import io.nodethaw.evidence.Units;
import io.nodethaw.wait.NodeView;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** Its last line was said 300 s ago. */
class FirstScreenTest {
    private static Report ended(String active, long secondsAgo) {
        var unit = new Units.Unit(
                "containerd.service",
                "loaded",
                active,
                "dead",
                "",
                List.of(),
                "exit-code",
                Optional.of(Duration.ofSeconds(secondsAgo)),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty());
        var evidence = new Evidence.Builder(Instant.parse("2026-03-04T05:06:07Z"))
                .seen(Units.TYPE, "", new Units(List.of(unit)))
                .build();
        var report = SampleReports.hostileLastWords();
        return new Report(
                report.verdict(),
                report.graph(),
                new NodeView(evidence),
                report.triage(),
                report.tool(),
                report.source(),
                report.notes());
    }

    private static boolean tells(Report report, OutputFormat form) {
        return report.print(form, Ink.PLAIN).contains("ago: ");
    }

    @Test
    void wordsOfTheEndAreTold() {
        assertThat(tells(SampleReports.hostileLastWords(), OutputFormat.TEXT)).isTrue();
        assertThat(tells(ended("failed", 299), OutputFormat.TEXT)).isTrue();
        assertThat(tells(ended("inactive", 240), OutputFormat.TEXT)).isTrue();
    }

    /** A daemon that was stopped just now may have said nothing for an hour. */
    @Test
    void wordsOfLongBeforeTheEndAreInTheWideReportOnly() {
        var stopped = ended("inactive", 2);
        assertThat(tells(stopped, OutputFormat.TEXT)).isFalse();
        assertThat(tells(stopped, OutputFormat.WIDE)).isTrue();
    }

    @Test
    void ofAUnitThatHasNotEndedItIsNotKnown() {
        assertThat(tells(ended("activating", 2), OutputFormat.TEXT)).isTrue();
    }
}
