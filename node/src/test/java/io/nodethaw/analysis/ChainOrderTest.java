package io.nodethaw.analysis;

import static io.nodethaw.wait.NodeEvidence.node;
import static org.assertj.core.api.Assertions.assertThat;

import io.nodethaw.wait.NodeEvidence;
import io.nodethaw.wait.ProcessEvidence;
import io.nodethaw.wait.Role.Standing;
import io.nodethaw.wait.Strength;
import io.nodethaw.wait.Vertex;
import io.nodethaw.wait.Wait;
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

    private static Vertex.Goroutine goroutine(ProcessEvidence process, long id) {
        return new Vertex.Goroutine(process.pid(), process.vertex().startTicks(), id);
    }

    @Test
    void callOfAGoroutineIsNotToldOfItsProcessAgain() {
        graph.asked(shim)
                .victim(goroutine(dockerd, 4))
                .edge(goroutine(dockerd, 4), containerd.vertex(), Strength.NEEDS, Wait.CALL)
                .edge(dockerd.vertex(), containerd.vertex(), Strength.NEEDS, Wait.CALL)
                .needs(containerd, shim)
                .stopped(shim);
        assertThat(graph.chain())
                .contains("dockerd 20 goroutine 4 needs containerd 21: call")
                .doesNotContain("dockerd 20 needs containerd 21: call");
    }

    @Test
    void goroutineThatNoVictimWaitsForIsLeftOut() {
        graph.asked(shim)
                .edge(goroutine(dockerd, 4), containerd.vertex(), Strength.NEEDS, Wait.CALL)
                .edge(dockerd.vertex(), containerd.vertex(), Strength.NEEDS, Wait.CALL)
                .needs(containerd, shim)
                .stopped(shim);
        assertThat(graph.chain())
                .contains("dockerd 20 needs containerd 21: call")
                .doesNotContain("dockerd 20 goroutine 4 needs containerd 21: call");
    }
}
