package io.nodethaw.hop.dbus;

import static org.assertj.core.api.Assertions.assertThat;

import io.nodethaw.analysis.Confidence;
import io.nodethaw.analysis.Finding;
import io.nodethaw.evidence.Logged;
import io.nodethaw.hop.LoggedFinding;
import io.nodethaw.hop.WholeNode;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class BusSaidTest {
    private final WholeNode here = new WholeNode();

    private List<Finding> findings(LoggedFinding rule) {
        var view = here.node.view();
        return rule.judge(view, WholeNode.chain().graph(view));
    }

    private void said(Logged.Sign sign) {
        var said = new Logged(
                sign,
                "dbus-daemon",
                "",
                "The maximum number of pending replies for \":1.5\" has been reached (max_replies_per_connection=128)",
                3,
                Optional.empty());
        here.node.says(Logged.TYPE, said.key().instance(), said);
    }

    @Test
    void callsWithoutAReplyThatAreUsedUpAreAWarning() {
        said(Logged.Sign.BUS_REPLIES_FULL);
        assertThat(findings(BusSaid.repliesFull())).singleElement().satisfies(finding -> {
            assertThat(finding)
                    .isInstanceOfSatisfying(
                            Finding.Warning.class,
                            warning -> assertThat(warning.confidence()).isEqualTo(Confidence.POSSIBLE));
            assertThat(finding.code()).isEqualTo("dbus.replies-used-up");
            assertThat(finding.proofs().getFirst().text()).contains("max_replies_per_connection=128");
        });
        assertThat(findings(BusSaid.full())).as("another limit").isEmpty();
    }

    @Test
    void connectionsThatAreUsedUpAreAnotherLimit() {
        said(Logged.Sign.BUS_FULL);
        assertThat(findings(BusSaid.repliesFull())).isEmpty();
    }

    @Test
    void nothingIsFoundWhereNothingIsSaid() {
        assertThat(findings(BusSaid.repliesFull())).isEmpty();
    }
}
