package io.nodethaw.hop.cri;

import static org.assertj.core.api.Assertions.assertThat;

import io.nodethaw.evidence.MountSummary;
import io.nodethaw.evidence.Namespaces;
import io.nodethaw.hop.LeftNode;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

class NamespaceGoneTest {
    private static final long OF_HOST = 4026531840L;
    private static final long OF_POD = 4026532281L;

    private final LeftNode node = new LeftNode();

    private void pod(long network, Duration age) {
        node.here.containerd.networkNamespace(OF_HOST);
        var pause = node.here
                .node
                .child(node.here.shim, 300, "pause")
                .aged(LeftNode.OLD)
                .networkNamespace(network);
        node.container("k8s.io", "sandbox", pause, age);
    }

    private void keeps(Long... networks) {
        node.mounted(new MountSummary(40, "20 of type proc", List.of(), List.of(networks)));
    }

    @Test
    void podWhoseNamespaceNoMountKeepsIsTold() {
        pod(OF_POD, LeftNode.OLD);
        keeps(1L);
        assertThat(LeftNode.left(node.twice())).containsExactly("cri.network-namespace-gone container sandbox");
    }

    @Test
    void podWhoseNamespaceIsKeptIsWell() {
        pod(OF_POD, LeftNode.OLD);
        keeps(OF_POD);
        assertThat(LeftNode.left(node.twice())).isEmpty();
    }

    @Test
    void podOnTheNodesNetworkHasNone() {
        pod(OF_HOST, LeftNode.OLD);
        keeps(1L);
        assertThat(LeftNode.left(node.twice())).isEmpty();
    }

    @Test
    void podThatHasJustBegunIsNotJudged() {
        pod(OF_POD, Duration.ofSeconds(5));
        keeps(1L);
        assertThat(LeftNode.left(node.twice())).isEmpty();
    }

    @Test
    void blindLookSaysNothing() {
        pod(OF_POD, LeftNode.OLD);
        keeps(1L);
        assertThat(LeftNode.left(node.blindTo(MountSummary.TYPE))).isEmpty();
        assertThat(LeftNode.left(node.blindTo(Namespaces.TYPE))).isEmpty();
    }
}
