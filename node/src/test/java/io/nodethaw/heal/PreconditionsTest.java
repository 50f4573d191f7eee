package io.nodethaw.heal;

import static org.assertj.core.api.Assertions.assertThat;

import io.nodethaw.analysis.Verdict;
import io.nodethaw.remedy.Diagnosis;
import io.nodethaw.wait.NodeEvidence;
import io.nodethaw.wait.WaitGraph;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class PreconditionsTest {
    private final NodeEvidence node = NodeEvidence.node();

    private Diagnosis look() {
        var verdict = new Verdict(
                Verdict.State.STALLED,
                Instant.EPOCH,
                List.of(),
                List.of(),
                List.of(),
                List.of(),
                List.of(),
                List.of(),
                List.of(),
                List.of(),
                List.of(),
                Optional.empty());
        return new Diagnosis(
                node.evidence(),
                new WaitGraph(List.of(), List.of(), List.of()),
                verdict,
                List.of(),
                List.of(),
                List.of());
    }

    @Test
    void whoeverGetsNoProcessorDoesNothing() {
        node.process(NodeEvidence.OURS, "java").queued(Duration.ofMillis(930));
        assertThat(Preconditions.hasTime(look()).refusal().orElseThrow())
                .startsWith("the machine is too busy: this program was queued for a processor for 93 % of the time");
    }

    @Test
    void whoeverGotItsTimeMayAct() {
        node.process(NodeEvidence.OURS, "java").queued(Duration.ofMillis(100));
        assertThat(Preconditions.hasTime(look()).refusal()).isEmpty();
    }
}
