package io.nodethaw.wait;

import static io.nodethaw.wait.NodeEvidence.AT;
import static io.nodethaw.wait.NodeEvidence.node;
import static org.assertj.core.api.Assertions.assertThat;

import io.nodethaw.evidence.Evidence;
import io.nodethaw.evidence.Tasks;
import java.util.List;
import org.junit.jupiter.api.Test;

class ProgressTest {
    private static final int PID = 20;

    private final NodeEvidence node = node();
    private final ProcessEvidence daemon = node.process(PID, "dockerd");

    /** A thread that waits for a processor has not stood still: nobody knows what it would have done. */
    @Test
    void oneThatGotNoProcessorTellsNothing() {
        var node = NodeEvidence.node();
        node.process(20, "dockerd").still().thread(20).state('R');
        assertThat(Progress.of(node.view(), 20)).isEqualTo(Progress.UNKNOWN);
    }

    @Test
    void contextSwitchesAreMovement() {
        daemon.moves();
        assertThat(Progress.of(node.view(), PID)).isEqualTo(Progress.MOVED);
    }

    @Test
    void equalCountersAreNoMovement() {
        daemon.still();
        assertThat(Progress.of(node.view(), PID)).isEqualTo(Progress.STILL);
    }

    @Test
    void oneReadingTellsNothing() {
        daemon.thread(PID);
        assertThat(Progress.of(node.view(), PID)).isEqualTo(Progress.UNKNOWN);
    }

    @Test
    void aMissingReadingTellsNothing() {
        assertThat(Progress.of(node.view(), PID)).isEqualTo(Progress.UNKNOWN);
    }

    @Test
    void threadThatCameOrWentIsMovement() {
        assertThat(Progress.of(seen(List.of(PID), List.of(PID, 21)), PID)).isEqualTo(Progress.MOVED);
        assertThat(Progress.of(seen(List.of(PID, 21), List.of(PID)), PID)).isEqualTo(Progress.MOVED);
    }

    private static NodeView seen(List<Integer> first, List<Integer> then) {
        var evidence = new Evidence.Builder(AT);
        for (var tids : List.of(first, then)) {
            var tasks = tids.stream()
                    .map(tid -> new Tasks.Task(tid, "dockerd", 'S', "", 0, 1, 1))
                    .toList();
            evidence.seen(Tasks.TYPE, Integer.toString(PID), new Tasks(PID, tasks));
        }
        return new NodeView(evidence.build());
    }
}
