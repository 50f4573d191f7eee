package io.nodethaw.hop.shim;

import static org.assertj.core.api.Assertions.assertThat;

import io.nodethaw.evidence.ContainerFolders;
import io.nodethaw.hop.LeftNode;
import io.nodethaw.hop.WholeNode;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class WithoutContainerTest {
    private final LeftNode node = new LeftNode();

    /** Its container is dead, and the folder is removed. */
    private void alone() {
        node.withoutBundles().withoutStates();
        node.here.nginx.state('Z');
        node.here.shim.in(LeftNode.BUNDLES + "moby/" + WholeNode.CONTAINER + " (deleted)");
    }

    @Test
    void shimWhoseBundleIsRemovedIsLeft() {
        alone();
        assertThat(LeftNode.left(node.twice())).containsExactly("shim.without-container shim 200");
        assertThat(WholeNode.verdict(node.twice().evidence()).state().exitCode())
                .isZero();
    }

    @Test
    void shimWithALivingContainerIsNot() {
        alone();
        node.here.nginx.state('S');
        assertThat(LeftNode.left(node.twice())).isEmpty();
    }

    /** The shim of a pod works in the folder of its first container. */
    @Test
    void shimThatAnotherBundleNamesIsNot() {
        alone();
        node.bundle("k8s.io", "second", 4711, "unix://" + WholeNode.SHIM, LeftNode.OLD);
        assertThat(LeftNode.left(node.twice())).isEmpty();
    }

    @Test
    void shimThatHasJustBegunIsNot() {
        alone();
        node.here.shim.aged(Duration.ofSeconds(10));
        assertThat(LeftNode.left(node.twice())).isEmpty();
    }

    @Test
    void blindLookSaysNothing() {
        alone();
        assertThat(LeftNode.left(node.blindTo(ContainerFolders.TYPE))).isEmpty();
    }
}
