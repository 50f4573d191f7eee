package io.nodethaw.hop.runc;

import static org.assertj.core.api.Assertions.assertThat;

import io.nodethaw.evidence.ContainerFolders;
import io.nodethaw.evidence.ProcessTable;
import io.nodethaw.hop.LeftNode;
import io.nodethaw.hop.WholeNode;
import io.nodethaw.wait.NodeView;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class StateLeftTest {
    private final LeftNode node = new LeftNode();

    @Test
    void stateWithoutProcessAndBundleIsLeft() {
        node.state("dead", 4711, 5, LeftNode.OLD);
        assertThat(LeftNode.left(node.twice())).containsExactly("runc.state-left container dead");
        assertThat(WholeNode.verdict(node.twice().evidence()).state().exitCode())
                .isZero();
    }

    /** It may be being deleted: one reading shows a moment. */
    @Test
    void oneReadingLeavesItInDoubt() {
        node.state("dead", 4711, 5, LeftNode.OLD);
        var view = new NodeView(node.once());
        assertThat(LeftNode.left(view)).isEmpty();
        assertThat(LeftNode.isInDoubt(view)).isTrue();
    }

    @Test
    void youngStateMayStillGetItsProcess() {
        node.state("young", 4711, 5, Duration.ofSeconds(20));
        assertThat(LeftNode.left(node.twice())).isEmpty();
    }

    /** Its pid means nothing to us from another pid namespace, and its beginning does. */
    @Test
    void stateOfAProcessUnderAnotherNumberIsInUse() {
        long began =
                node.here.node.view().process(210).orElseThrow().startTicks().orElseThrow();
        node.state("other", 4711, began, LeftNode.OLD);
        assertThat(LeftNode.left(node.twice())).isEmpty();
    }

    /** A pid that was given again is another process. */
    @Test
    void pidThatWasGivenAgainIsNotTheProcess() {
        node.state("dead", 210, 5, LeftNode.OLD);
        assertThat(LeftNode.left(node.twice())).containsExactly("runc.state-left container dead");
    }

    @Test
    void blindLookSaysNothing() {
        node.state("dead", 4711, 5, LeftNode.OLD);
        assertThat(LeftNode.left(node.blindTo(ContainerFolders.TYPE))).isEmpty();
        assertThat(LeftNode.left(node.blindTo(ProcessTable.TYPE))).isEmpty();
    }
}
