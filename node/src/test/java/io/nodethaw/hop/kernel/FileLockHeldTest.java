package io.nodethaw.hop.kernel;

import static org.assertj.core.api.Assertions.assertThat;

import io.nodethaw.analysis.Finding;
import io.nodethaw.evidence.FileLocks;
import io.nodethaw.hop.WholeNode;
import io.nodethaw.wait.NodeView;
import io.nodethaw.wait.ProcessEvidence;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

class FileLockHeldTest {
    private static final Duration LATE = Duration.ofMinutes(2);
    private static final Duration IN_TIME = Duration.ofSeconds(3);
    private static final String FILE = "fd:01:42";

    private final WholeNode here = new WholeNode();
    private final ProcessEvidence holder = here.node.process(510, "backup").opens(7, "/run/cni/lock");

    private List<Finding> findings(NodeView view) {
        return new FileLockHeld().judge(view, WholeNode.chain().graph(view));
    }

    private ProcessEvidence waiter(ProcessEvidence parent, Duration age) {
        here.node.lock(5, "FLOCK", holder.pid(), FILE).lockWanted(5, "FLOCK", 500, FILE);
        return here.node
                .child(parent, 500, "host-local")
                .aged(age)
                .opens(3, "/run/cni/lock")
                .blockedIn("flock", 3);
    }

    @Test
    void holderOfALockThatALatePluginWaitsForIsFound() {
        waiter(here.containerd, LATE);
        assertThat(findings(here.node.view())).singleElement().satisfies(finding -> {
            assertThat(finding.code()).isEqualTo("kernel.file-lock-held");
            assertThat(finding.about()).isEqualTo(holder.vertex());
            assertThat(finding.title()).isEqualTo("holds the FLOCK lock on /run/cni/lock");
        });
    }

    @Test
    void pluginThatIsStillInTimeAccusesNobody() {
        waiter(here.containerd, IN_TIME);
        assertThat(findings(here.node.view())).isEmpty();
    }

    @Test
    void lockThatAUsersOwnProgramWaitsForIsTheUsersBusiness() {
        waiter(here.systemd, LATE);
        assertThat(findings(here.node.view())).isEmpty();
    }

    @Test
    void blindLookFindsNothing() {
        waiter(here.containerd, LATE);
        assertThat(findings(here.node.blindTo(FileLocks.TYPE))).isEmpty();
    }
}
