package io.nodethaw.hop.containerd;

import static org.assertj.core.api.Assertions.assertThat;

import io.nodethaw.evidence.ContainerFolders;
import io.nodethaw.evidence.MountSummary;
import io.nodethaw.hop.LeftNode;
import io.nodethaw.hop.WholeNode;
import java.util.List;
import org.junit.jupiter.api.Test;

class MountLeftTest {
    private final LeftNode node = new LeftNode();

    private void mounted(String id) {
        node.mounted(new MountSummary(
                40, "20 of type proc", List.of(LeftNode.BUNDLES + "k8s.io/" + id + "/rootfs"), List.of()));
    }

    @Test
    void rootOfAContainerWithoutShimAndProcessIsLeft() {
        node.bundle("k8s.io", "dead", 4711, "unix:///run/containerd/s/gone", LeftNode.OLD);
        mounted("dead");
        assertThat(LeftNode.left(node.twice())).containsExactly("containerd.mount-left container dead");
    }

    @Test
    void rootOfARunningContainerIsInUse() {
        node.container("k8s.io", "lives", node.here.nginx, LeftNode.OLD);
        mounted("lives");
        assertThat(LeftNode.left(node.twice())).isEmpty();
    }

    @Test
    void shimThatIsThereWillUnmountIt() {
        node.bundle("k8s.io", "ending", 4711, "unix://" + WholeNode.SHIM, LeftNode.OLD);
        mounted("ending");
        assertThat(LeftNode.left(node.twice())).isEmpty();
    }

    @Test
    void blindLookSaysNothing() {
        node.bundle("k8s.io", "dead", 4711, "unix:///run/containerd/s/gone", LeftNode.OLD);
        mounted("dead");
        assertThat(LeftNode.left(node.blindTo(MountSummary.TYPE))).isEmpty();
        assertThat(LeftNode.left(node.blindTo(ContainerFolders.TYPE))).isEmpty();
    }
}
