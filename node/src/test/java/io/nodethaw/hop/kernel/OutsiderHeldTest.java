package io.nodethaw.hop.kernel;

import static org.assertj.core.api.Assertions.assertThat;

import io.nodethaw.analysis.Finding;
import io.nodethaw.evidence.Freeze;
import io.nodethaw.hop.WholeNode;
import io.nodethaw.wait.NodeView;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

class OutsiderHeldTest {
    private final WholeNode here = new WholeNode();

    private List<Finding> findings(NodeView view) {
        return new OutsiderHeld().judge(view, WholeNode.chain().graph(view));
    }

    @Test
    void frozenStrangerIsFound() {
        var backup = here.node.process(510, "backup").frozenIn("/user.slice/backup");
        assertThat(findings(here.node.view())).singleElement().satisfies(finding -> {
            assertThat(finding.code()).isEqualTo("kernel.process-held");
            assertThat(finding.about()).isEqualTo(backup.vertex());
            assertThat(finding.title()).isEqualTo("in the frozen cgroup /user.slice/backup");
        });
    }

    @Test
    void strangerIsNamedInAVerdictOnlyWhenTheChainWaitsForIt() {
        var backup = here.node.process(510, "backup").opens(7, "/run/cni/lock").stopped();
        assertThat(here.judged()).isEqualTo("HEALTHY");
        assertThat(here.verdict().findings()).isEmpty();
        here.node
                .child(here.containerd, 500, "host-local")
                .aged(Duration.ofMinutes(2))
                .opens(3, "/run/cni/lock");
        here.node.process(500).blockedIn("flock", 3);
        here.node.lock(5, "FLOCK", backup.pid(), "fd:01:42").lockWanted(5, "FLOCK", 500, "fd:01:42");
        assertThat(here.judged()).startsWith("STALLED backup 510 kernel.");
    }

    @Test
    void hopsHaveRulesOfTheirOwn() {
        here.dockerd.stopped();
        assertThat(findings(here.node.view())).isEmpty();
    }

    @Test
    void tracerAtWorkHoldsNobody() {
        here.node.process(510, "job").tracedBy(511);
        here.node.process(511, "strace").moves();
        assertThat(findings(here.node.view())).isEmpty();
    }

    @Test
    void blindLookFindsNothing() {
        here.node.process(510, "backup").frozenIn("/user.slice/backup");
        assertThat(findings(here.node.blindTo(Freeze.TYPE))).isEmpty();
    }
}
