package io.nodethaw.hop.kubelet;

import static org.assertj.core.api.Assertions.assertThat;

import io.nodethaw.evidence.RefusedStarts;
import io.nodethaw.hop.Depth;
import io.nodethaw.hop.WholeNode;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

class BusClosedTest {
    private final WholeNode here = new WholeNode();

    private void dbusRestarted(Duration ago) {
        here.kubelet.aged(Duration.ofHours(2));
        here.bus.aged(ago);
    }

    private void said(RefusedStarts.Why why, Duration ago) {
        here.node.says(
                RefusedStarts.TYPE,
                new RefusedStarts(List.of(new RefusedStarts.Line(
                        why, "kubelet.service", ago, "Error syncing pod: dbus: connection closed by user"))));
    }

    @Test
    void kubeletThatLostTheBusAndSaysSoStartsNoPod() {
        dbusRestarted(Duration.ofMinutes(5));
        said(RefusedStarts.Why.BUS_CLOSED, Duration.ofSeconds(5));
        assertThat(here.judged()).isEqualTo("FAILING kubelet 80 kubelet.bus-connection-closed");
        assertThat(here.command()).isEqualTo("systemctl restart kubelet.service");
        assertThat(here.fails()).containsExactly("every start of a pod fails");
    }

    /** A kubelet that connects when it needs the bus next looks the same until then. */
    @Test
    void kubeletThatSaysNothingIsAskedForAndNotAccused() {
        dbusRestarted(Duration.ofMinutes(5));
        assertThat(here.judged()).isEqualTo("HEALTHY");
        assertThat(WholeNode.chain().wants(here.node.view(), Depth.CLOSE)).contains(RefusedStarts.TYPE.key());
        said(RefusedStarts.Why.NO_SPACE, Duration.ofSeconds(5));
        assertThat(here.judged()).isEqualTo("HEALTHY");
    }

    @Test
    void whatItSaidOfAnEarlierDbusDaemonCountsNoMore() {
        dbusRestarted(Duration.ofSeconds(30));
        said(RefusedStarts.Why.BUS_CLOSED, Duration.ofSeconds(40));
        assertThat(here.judged()).isEqualTo("HEALTHY");
    }

    @Test
    void kubeletThatIsConnectedAgainIsWell() {
        dbusRestarted(Duration.ofMinutes(5));
        said(RefusedStarts.Why.BUS_CLOSED, Duration.ofMinutes(3));
        here.node.accepted(WholeNode.BUS, here.kubelet.fd(30), here.bus.fd(30));
        assertThat(here.judged()).isEqualTo("HEALTHY");
    }

    @Test
    void kubeletThatWasRestartedIsWell() {
        dbusRestarted(Duration.ofMinutes(5));
        here.kubelet.aged(Duration.ofMinutes(1));
        said(RefusedStarts.Why.BUS_CLOSED, Duration.ofMinutes(3));
        assertThat(here.judged()).isEqualTo("HEALTHY");
    }
}
