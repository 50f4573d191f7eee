package io.nodethaw.hop.systemd;

import static org.assertj.core.api.Assertions.assertThat;

import io.nodethaw.analysis.Confidence;
import io.nodethaw.analysis.Finding;
import io.nodethaw.evidence.Descriptors;
import io.nodethaw.evidence.Reading;
import io.nodethaw.hop.WholeNode;
import io.nodethaw.wait.NodeView;
import java.util.List;
import org.junit.jupiter.api.Test;

class CrashedTest {
    private final WholeNode here = new WholeNode();

    private List<Finding> findings() {
        return findings(here.node.view());
    }

    private static List<Finding> findings(NodeView view) {
        return new Crashed().judge(view, WholeNode.chain().graph(view));
    }

    private void crashed() {
        here.offTheBus();
        here.node.alsoSays(
                Descriptors.TYPE, "1", new Descriptors(1, List.of(new Descriptors.Descriptor(1, "/dev/null")), "/"));
        here.node.reading(PrivateReply.TYPE, "", new Reading.Failed<>("Connection refused"));
    }

    @Test
    void initWithoutAnyOpenFileHasCrashed() {
        crashed();
        assertThat(findings()).singleElement().satisfies(finding -> {
            assertThat(finding.code()).isEqualTo("systemd.crashed");
            assertThat(((Finding.Stuck) finding).confidence()).isEqualTo(Confidence.PROVEN);
            assertThat(finding.proofs().getLast().text()).contains("Connection refused");
        });
        assertThat(here.judged()).isEqualTo("STALLED systemd 1 systemd.crashed");
    }

    /** It would be told to connect to the bus again, and does nothing any more. */
    @Test
    void isNotCalledOffTheBus() {
        crashed();
        assertThat(new OffTheBus().judge(here.node.view(), WholeNode.chain().graph(here.node.view())))
                .isEmpty();
    }

    @Test
    void initAtWorkHasOpenFiles() {
        assertThat(findings()).isEmpty();
        here.offTheBus();
        assertThat(findings()).isEmpty();
    }

    @Test
    void initWhoseFilesWereNotReadIsNotAccused() {
        crashed();
        var blind = here.node.evidence().without(Descriptors.TYPE);
        assertThat(findings(new NodeView(blind))).isEmpty();
    }
}
