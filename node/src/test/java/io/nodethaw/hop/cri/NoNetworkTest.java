package io.nodethaw.hop.cri;

import static org.assertj.core.api.Assertions.assertThat;

import io.nodethaw.analysis.Finding;
import io.nodethaw.evidence.RefusedStarts;
import io.nodethaw.evidence.RuntimeSettings;
import io.nodethaw.hop.Depth;
import io.nodethaw.hop.WholeNode;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class NoNetworkTest {
    private final WholeNode here = new WholeNode();

    private void network(boolean ready) {
        here.node.says(
                RuntimeSettings.TYPE,
                WholeNode.CONTAINERD,
                new RuntimeSettings(
                        "",
                        "",
                        Optional.of(new RuntimeSettings.Network(
                                ready, "NetworkPluginNotReady", "no network config found", "/etc/cni/net.d"))));
    }

    private void said(RefusedStarts.Why why) {
        here.node.says(
                RefusedStarts.TYPE,
                new RefusedStarts(List.of(new RefusedStarts.Line(
                        why, "containerd.service", Duration.ofSeconds(5), "cni plugin not initialized"))));
    }

    /** A node that serves dockerd alone has none, and needs none. */
    @Test
    void nodeThatNobodyAskedForAPodIsHealthyWithoutNetwork() {
        network(false);
        assertThat(here.judged()).isEqualTo("HEALTHY");
        assertThat(WholeNode.chain().wants(here.node.view(), Depth.CLOSE)).contains(RefusedStarts.TYPE.key());
        said(RefusedStarts.Why.NO_SPACE);
        assertThat(here.judged()).isEqualTo("HEALTHY");
    }

    @Test
    void podThatFailedForWantOfANetworkMakesItFailing() {
        network(false);
        said(RefusedStarts.Why.NO_NETWORK);
        assertThat(here.judged()).isEqualTo("FAILING CNI configuration cri.no-cni-configuration");
        assertThat(here.command()).isEqualTo("ls -la /etc/cni/net.d");
        assertThat(here.verdict().roots().getFirst().finding().map(Finding::title))
                .contains("none that can be used in /etc/cni/net.d");
    }

    @Test
    void networkThatIsThereNowIsFineWhateverWasSaidBefore() {
        network(true);
        said(RefusedStarts.Why.NO_NETWORK);
        assertThat(here.judged()).isEqualTo("HEALTHY");
    }
}
