package io.nodethaw.hop.dbus;

import static org.assertj.core.api.Assertions.assertThat;

import io.nodethaw.analysis.Finding;
import io.nodethaw.hop.WholeNode;
import io.nodethaw.wait.NodeView;
import java.util.List;
import org.junit.jupiter.api.Test;

class PassesMessagesTest {
    private final WholeNode here = new WholeNode();

    private List<Finding> findings(NodeView view) {
        return new PassesMessages().judge(view, WholeNode.chain().graph(view));
    }

    @Test
    void busThatGaveOurMessageBackIsRuledOut() {
        assertThat(findings(here.node.view())).singleElement().satisfies(finding -> {
            assertThat(finding).isInstanceOf(Finding.Clear.class);
            assertThat(finding.about()).isEqualTo(here.bus.vertex());
            assertThat(finding.title()).isEqualTo("a message to ourselves came back in 2 ms");
        });
    }

    @Test
    void silentBusIsNotRuledOut() {
        here.node.silent(BusEcho.TYPE);
        assertThat(findings(here.node.view())).isEmpty();
    }

    @Test
    void blindLookRulesNothingOut() {
        assertThat(findings(here.node.blindTo(BusEcho.TYPE))).isEmpty();
    }
}
