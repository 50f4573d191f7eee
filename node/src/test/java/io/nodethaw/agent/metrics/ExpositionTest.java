package io.nodethaw.agent.metrics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import org.junit.jupiter.api.Test;

class ExpositionTest {
    private static Exposition all(Exposition.Format format) {
        var histogram = new Histogram(0.1, 1);
        histogram.add(Duration.ofMillis(100));
        histogram.add(Duration.ofMillis(1500));
        return new Exposition(format)
                .gauge("nodethaw_finding", "", "What was found.")
                .value(1, "code", "a\"b\\c\nd\u0001")
                .counter("nodethaw_looks", "", "Looks.")
                .total(12, "ending", "late")
                .histogram("nodethaw_look_seconds", "seconds", "How long.")
                .all(histogram)
                .all(new Histogram(1), "hop", "cri");
    }

    @Test
    void openMetricsIsWhatItsGrammarSays() {
        var text = all(Exposition.Format.OPEN_METRICS).end();
        assertThat(text).startsWith("""
                        # TYPE nodethaw_finding gauge
                        # HELP nodethaw_finding What was found.
                        nodethaw_finding{code="a\\"b\\\\c\\nd "} 1
                        # TYPE nodethaw_looks counter
                        """).contains("\n# UNIT nodethaw_look_seconds seconds\n");
        assertThat(OpenMetricsText.read(text))
                .containsEntry("nodethaw_looks_total{ending=\"late\"}", 12.0)
                .containsEntry("nodethaw_look_seconds_bucket{le=\"0.1\"}", 1.0)
                .containsEntry("nodethaw_look_seconds_bucket{le=\"1\"}", 1.0)
                .containsEntry("nodethaw_look_seconds_bucket{le=\"+Inf\"}", 2.0)
                .containsEntry("nodethaw_look_seconds_count", 2.0)
                .containsEntry("nodethaw_look_seconds_sum", 1.6)
                .containsEntry("nodethaw_look_seconds_bucket{hop=\"cri\",le=\"+Inf\"}", 0.0);
    }

    @Test
    void olderReadersGetTheirOwnFormat() {
        assertThat(all(Exposition.Format.PROMETHEUS).end())
                .contains("# TYPE nodethaw_looks_total counter\n# HELP nodethaw_looks_total Looks.\n")
                .doesNotContain("EOF")
                .doesNotContain("UNIT");
        assertThat(Exposition.Format.of("*/*")).isEqualTo(Exposition.Format.PROMETHEUS);
        assertThat(Exposition.Format.of("application/openmetrics-text;version=1.0.0;q=0.75,text/plain"))
                .isEqualTo(Exposition.Format.OPEN_METRICS);
    }

    @Test
    void theReaderOfThisTestRefusesWhatIsWrong() {
        for (var wrong : new String[] {
            "x 1\n# EOF\n",
            "# TYPE nodethaw_a gauge\nnodethaw_b 1\n# EOF\n",
            "# TYPE nodethaw_a counter\nnodethaw_a 1\n# EOF\n",
            "# TYPE nodethaw_a gauge\nnodethaw_a 1\nnodethaw_a 1\n# EOF\n",
            "# TYPE nodethaw_a gauge\nnodethaw_a{b=\"\"c\"} 1\n# EOF\n",
            "# TYPE nodethaw_a gauge\nnodethaw_a 1\n"
        }) {
            assertThatThrownBy(() -> OpenMetricsText.read(wrong)).as(wrong).isInstanceOf(AssertionError.class);
        }
    }

    @Test
    void numbersAreShort() {
        assertThat(Exposition.number(3)).isEqualTo("3");
        assertThat(Exposition.number(0.25)).isEqualTo("0.25");
        assertThat(Exposition.number(1.772582767123e9)).isEqualTo("1.772582767123E9");
    }
}
