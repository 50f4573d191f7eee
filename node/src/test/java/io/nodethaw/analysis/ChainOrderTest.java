package io.nodethaw.analysis;

import static io.nodethaw.wait.NodeEvidence.node;
import static org.assertj.core.api.Assertions.assertThat;

import io.nodethaw.wait.NodeEvidence;
import io.nodethaw.wait.ProcessEvidence;
import io.nodethaw.wait.Role.Standing;
import org.junit.jupiter.api.Test;

class ChainOrderTest {
    private final NodeEvidence node = node();
    private final ProcessEvidence dockerd = node.process(20, "dockerd");
    private final ProcessEvidence containerd = node.process(21, "containerd");
    private final ProcessEvidence shim = node.process(22, "shim");
    private final ProcessEvidence other = node.process(23, "other");
    private final HandMadeGraph graph = new HandMadeGraph(node)
            .role(dockerd, "docker", Standing.SILENT)
            .role(containerd, "containerd", Standing.SILENT)
            .role(shim, "shim", Standing.SILENT);

    @Test
    void chainReadsFromTheTopToTheRootAndOurProbesComeLast() {
        graph.asked(shim)
                .asked(dockerd)
                .inferred(containerd, shim)
                .inferred(dockerd, containerd)
                .stopped(shim);
        assertThat(graph.chain())
                .containsExactly(
                        "dockerd 20 inferred containerd 21: open-connection",
                        "containerd 21 inferred shim 22: open-connection",
                        "nodethaw needs dockerd 20: probe",
                        "nodethaw needs shim 22: probe",
                        "shim 22 needs SIGCONT: stopped");
    }

    @Test
    void waitsThatLeadToNoRootAreLeftOut() {
        graph.asked(shim).needs(other, dockerd).stopped(shim);
        assertThat(graph.chain()).containsExactly("nodethaw needs shim 22: probe", "shim 22 needs SIGCONT: stopped");
    }

    @Test
    void membersOfADeadlockAreEachShownOnce() {
        containerd.thread(21);
        shim.thread(22);
        graph.asked(containerd).needs(containerd, shim).needs(shim, containerd);
        assertThat(graph.chain())
                .containsExactlyInAnyOrder(
                        "nodethaw needs containerd 21: probe",
                        "containerd 21 needs shim 22: unix-socket",
                        "shim 22 needs containerd 21: unix-socket");
    }
}
