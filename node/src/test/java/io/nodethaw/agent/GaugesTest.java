package io.nodethaw.agent;

import static org.assertj.core.api.Assertions.assertThat;

import io.nodethaw.agent.cure.Told;
import io.nodethaw.agent.metrics.Exposition;
import io.nodethaw.agent.metrics.OpenMetricsText;
import io.nodethaw.analysis.AnswerTime;
import io.nodethaw.analysis.Outlook;
import io.nodethaw.analysis.Stock;
import io.nodethaw.evidence.Machine;
import io.nodethaw.wait.Vertex;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class GaugesTest {
    private final TestHost time = new TestHost();
    private final Gauges gauges = new Gauges(time.host(), "0.1.0", new LiveSettings(Settings.USUAL));

    private static final Published DEAF = new Published(
            "NodeStalled", Status.TRUE, "SystemdDeafOnBus", "systemd.deaf-on-bus", "STALLED", Instant.EPOCH);

    private static Outlook.Reading level(String label, long used, long second) {
        var meaning = new Stock.Meaning("kernel.file-handles", "unused", "unused");
        return new Outlook.Reading(
                Stock.of(meaning, label, used, 1_000_000, Machine.TYPE.key()), Verdicts.AT.plusSeconds(second));
    }

    /** A sick node at this second of a time in which something is used up steadily. */
    static Seen sick(int second) {
        var seen = Verdicts.deaf();
        return new Seen(
                seen.evidence(),
                seen.verdict(),
                seen.triage(),
                seen.line(),
                List.of(new AnswerTime("cri", Duration.ofMillis(2), true)),
                List.of(level("one", 500_000 + second * 100L, second)));
    }

    private void look(Seen seen, List<AnswerTime> answers, List<Outlook.Reading> levels) {
        gauges.round(
                new Rounds.Ending.Looked(
                        new Seen(seen.evidence(), seen.verdict(), seen.triage(), seen.line(), answers, levels),
                        Duration.ofMillis(80)),
                List.of(DEAF));
    }

    private Map<String, Double> read() {
        return OpenMetricsText.read(gauges.text(Exposition.Format.OPEN_METRICS));
    }

    @Test
    void beforeTheFirstLookThereIsValidTextToo() {
        assertThat(read())
                .containsEntry("nodethaw_build_info{version=\"0.1.0\"}", 1.0)
                .containsEntry("nodethaw_looks_total{ending=\"looked\"}", 0.0)
                .doesNotContainKey("nodethaw_state{state=\"healthy\"}");
    }

    @Test
    void whatALookFoundIsTold() {
        look(
                Verdicts.deaf(),
                List.of(
                        new AnswerTime("cri", Duration.ofMillis(2), true),
                        new AnswerTime("systemd", Duration.ofSeconds(1), false)),
                List.of());
        gauges.changed(DEAF, DEAF, new Rounds.Ending.Late(Duration.ZERO));
        gauges.round(new Rounds.Ending.Late(Duration.ofSeconds(20)), List.of(DEAF));
        assertThat(read())
                .containsEntry("nodethaw_condition{type=\"NodeStalled\",status=\"True\"}", 1.0)
                .containsEntry("nodethaw_condition{type=\"NodeStalled\",status=\"Unknown\"}", 0.0)
                .containsEntry("nodethaw_condition_changes_total{type=\"NodeStalled\"}", 1.0)
                .containsEntry("nodethaw_state{state=\"stalled\"}", 1.0)
                .containsEntry("nodethaw_state{state=\"healthy\"}", 0.0)
                .containsEntry("nodethaw_finding{code=\"systemd.deaf-on-bus\"}", 1.0)
                .containsEntry("nodethaw_looks_total{ending=\"late\"}", 1.0)
                .containsEntry("nodethaw_look_seconds_sum", 0.08)
                .containsEntry("nodethaw_hop_answer_seconds_bucket{hop=\"cri\",le=\"0.005\"}", 1.0)
                .containsEntry("nodethaw_hop_answer_seconds_bucket{hop=\"systemd\",le=\"0.5\"}", 0.0)
                .containsKey("nodethaw_cpu_seconds_total")
                .containsKey("nodethaw_resident_bytes");
    }

    @Test
    void whatRisesSteadilyHasADateAndTheFullestPlaceCounts() {
        for (int second = 0; second < 3000; second += 10) {
            look(
                    Verdicts.well(),
                    List.of(),
                    List.of(level("one", 500_000 + second * 100L, second), level("other", 3, second)));
        }
        assertThat(read())
                .containsEntry("nodethaw_used_ratio{code=\"kernel.file-handles\"}", 0.799)
                .hasEntrySatisfying(
                        "nodethaw_end_timestamp_seconds{code=\"kernel.file-handles\"}",
                        end -> assertThat(end).isEqualTo((double)
                                Verdicts.AT.plusSeconds(5000).getEpochSecond()));
    }

    @Test
    void whatIsNoLongerReadIsNoLongerTold() {
        look(Verdicts.well(), List.of(), List.of(level("one", 5, 0)));
        look(Verdicts.well(), List.of(), List.of());
        assertThat(read()).doesNotContainKey("nodethaw_used_ratio{code=\"kernel.file-handles\"}");
    }

    @Test
    void curesAreCountedByWhatCameOfThemAndByWhyNot() {
        gauges.told(new Told("CureBegun", "c", "m", false, "", TestHost.WALL));
        gauges.told(new Told("Cured", "c", "m", false, "healed", TestHost.WALL));
        gauges.told(new Told("CureNoSlot", "c", "m", true, "", TestHost.WALL));
        assertThat(read())
                .containsEntry("nodethaw_cures_total{outcome=\"healed\"}", 1.0)
                .containsEntry("nodethaw_cures_total{outcome=\"refused\"}", 0.0)
                .containsEntry("nodethaw_cures_withheld_total{reason=\"CureNoSlot\"}", 1.0)
                .doesNotContainKey("nodethaw_cures_withheld_total{reason=\"CureBegun\"}");
    }

    @Test
    void itIsWellWhileLooksEnd() {
        var listening = new Listening(
                time.host(),
                new InetSocketAddress(0),
                gauges,
                () -> Duration.ofSeconds(40),
                new LogLines(time.host(), System.err, false));
        assertThat(listening.health().status()).isEqualTo(200);
        time.pass(Duration.ofSeconds(41));
        assertThat(listening.health().body()).isEqualTo("no look has ended for 41 s\n");
        assertThat(listening.health().status()).isEqualTo(503);
        look(Verdicts.well(), List.of(), List.of());
        assertThat(listening.health().status()).isEqualTo(200);
        assertThat(listening.metrics("application/openmetrics-text").body()).endsWith("# EOF\n");
    }

    @Test
    void whatItCostsComesFromTheKernel() {
        var stat = "7 (a) b) S 1 7 7 0 -1 4194560 100 0 0 0 150 50 20 30 20 0 12 0 100 1 2 3";
        assertThat(OwnCost.parse(stat, "Name:\tx\nVmRSS:\t   43000 kB\n")).contains(new OwnCost(2.5, 43000 * 1024));
        assertThat(OwnCost.parse("7 (a", "VmRSS: 1 kB")).isEmpty();
        assertThat(OwnCost.parse(stat, "")).isEmpty();
    }

    @Test
    void verticesAreKindsAndNeverNames() {
        var verdict = Verdicts.waiting(
                new Vertex.Ourselves(),
                new Vertex.Process(7, 1),
                new Vertex.Resource(Vertex.ResourceKind.UNIT, "shop-pod"));
        look(verdict, List.of(), List.of());
        assertThat(read())
                .containsEntry("nodethaw_oldest_wait_seconds{hop=\"\",kind=\"probe\"}", 4.0)
                .containsEntry("nodethaw_oldest_wait_seconds{hop=\"\",kind=\"process\"}", 4.0)
                .containsEntry("nodethaw_oldest_wait_seconds{hop=\"\",kind=\"unit\"}", 4.0)
                .containsEntry("nodethaw_victims", 3.0);
        assertThat(gauges.text(Exposition.Format.OPEN_METRICS)).doesNotContain("shop-pod");
    }
}
