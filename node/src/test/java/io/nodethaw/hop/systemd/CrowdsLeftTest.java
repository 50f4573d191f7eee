package io.nodethaw.hop.systemd;

import static org.assertj.core.api.Assertions.assertThat;

import io.nodethaw.evidence.ContainerFolders;
import io.nodethaw.evidence.MountSummary;
import io.nodethaw.hop.LeftNode;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Crowds that cost PID 1 time: mounts, and scopes of what has ended. */
class CrowdsLeftTest {
    private final LeftNode node = new LeftNode();

    private void mounts(int count) {
        node.mounted(new MountSummary(count, count + " of type tmpfs", List.of(), List.of()));
    }

    @Test
    void thousandsOfMountsAreTold() {
        mounts(3_000);
        assertThat(LeftNode.left(node.twice())).containsExactly("systemd.many-mounts mounts");
    }

    @Test
    void mountsOfAFullNodeAreNot() {
        mounts(1_100);
        assertThat(LeftNode.left(node.twice())).isEmpty();
    }

    @Test
    void blindLookCountsNoMounts() {
        mounts(3_000);
        assertThat(LeftNode.left(node.blindTo(MountSummary.TYPE))).isEmpty();
    }

    @Test
    void thousandsOfScopesWithoutContainersAreTold() {
        node.scopes(2_000);
        assertThat(LeftNode.left(node.twice())).containsExactly("systemd.many-scopes scopes");
    }

    @Test
    void scopesOfManyLoginsAreNot() {
        node.scopes(300);
        assertThat(LeftNode.left(node.twice())).isEmpty();
    }

    @Test
    void blindLookCountsNoScopes() {
        node.scopes(2_000);
        assertThat(LeftNode.left(node.blindTo(ContainerFolders.TYPE))).isEmpty();
    }
}
