package io.nodethaw.hop.systemd;

import static org.assertj.core.api.Assertions.assertThat;

import io.nodethaw.analysis.Confidence;
import io.nodethaw.analysis.Finding;
import io.nodethaw.hop.WholeNode;
import io.nodethaw.wait.NodeView;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class OffTheBusTest {
    private final WholeNode here = new WholeNode();

    private List<Finding> findings(NodeView view) {
        return new OffTheBus().judge(view, WholeNode.chain().graph(view));
    }

    @Test
    void nameWithoutOwnerAndAPrivateAnswerProveIt() {
        here.offTheBus();
        assertThat(findings(here.node.view())).singleElement().satisfies(finding -> {
            assertThat(finding.code()).isEqualTo("systemd.off-the-bus");
            assertThat(((Finding.Stuck) finding).confidence()).isEqualTo(Confidence.PROVEN);
        });
    }

    @Test
    void withoutThePrivateAnswerItIsLikely() {
        here.offTheBus();
        assertThat(findings(here.node.blindTo(PrivateReply.TYPE)))
                .singleElement()
                .satisfies(finding ->
                        assertThat(((Finding.Stuck) finding).confidence()).isEqualTo(Confidence.LIKELY));
    }

    @Test
    void healthySystemdIsOnTheBus() {
        assertThat(findings(here.node.view())).isEmpty();
    }

    @Test
    void systemdThatIsConnectedAndOnlyStillAsksForItsNameIsNotOff() {
        var linked = new WholeNode();
        linked.node.says(NameOwner.TYPE, new NameOwner(Optional.empty()));
        assertThat(findings(linked.node.view())).isEmpty();
    }

    @Test
    void blindLookFindsNothing() {
        here.offTheBus();
        assertThat(findings(here.node.blindTo(NameOwner.TYPE))).isEmpty();
    }
}
