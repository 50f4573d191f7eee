package io.nodethaw.hop.kubelet;

import static io.nodethaw.wait.GoroutineWords.frame;
import static io.nodethaw.wait.GoroutineWords.selects;
import static org.assertj.core.api.Assertions.assertThat;

import io.nodethaw.evidence.Goroutines;
import io.nodethaw.evidence.Key;
import io.nodethaw.evidence.KubeletLog;
import io.nodethaw.evidence.PodTroubles;
import io.nodethaw.evidence.TcpSockets;
import io.nodethaw.evidence.Units;
import io.nodethaw.hop.Depth;
import io.nodethaw.hop.WholeNode;
import io.nodethaw.wait.GoroutineWords;
import io.nodethaw.wait.NodeView;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** The cheap is read first, and a log only where it can tell something. */
class ToReadTest {
    private static final String UNIT = "kubelet.service";
    private static final Key LOG = KubeletLog.TYPE.key(UNIT);
    private static final Key ACCESS = KubeletAccess.TYPE.key(UNIT);

    private final WholeNode here = new WholeNode();
    private final Key goroutines = Goroutines.TYPE.key(here.kubelet.pid());

    ToReadTest() {
        here.node.says(Units.TYPE, LeaseTest.units(UNIT, "active", "running"));
    }

    private Set<Key> at(Depth depth) {
        return ToRead.at(here.node.view(), depth);
    }

    @Test
    void firstOnlyWhoItIs() {
        assertThat(at(Depth.LIGHT)).isNotEmpty().doesNotContain(goroutines, LOG, ACCESS);
    }

    @Test
    void thenWhatItIsAt() {
        assertThat(at(Depth.WORK))
                .containsExactlyInAnyOrder(goroutines, ACCESS, PodTroubles.TYPE.key("kubelet.service"));
    }

    @Test
    void logIsReadWhereARoundOfPlegIsOn() {
        assertThat(at(Depth.CLOSE)).containsExactly(ACCESS);
        here.node.says(
                Goroutines.TYPE,
                Integer.toString(here.kubelet.pid()),
                GoroutineWords.of(
                        here.kubelet,
                        selects(5, frame("k8s.io/kubernetes/pkg/kubelet/pleg.(*GenericPLEG).Relist", "0x1"))));
        assertThat(at(Depth.CLOSE)).containsExactlyInAnyOrder(ACCESS, LOG);
        here.notSeenByRoot();
        assertThat(at(Depth.CLOSE)).isEmpty();
    }

    @Test
    void nothingIsCostly() {
        assertThat(at(Depth.COSTLY)).isEmpty();
    }

    @Test
    void ofAKubeletThatIsNotFoundItsGoroutinesAreNotRead() {
        var view = new NodeView(here.node.evidence().without(TcpSockets.TYPE));
        assertThat(ToRead.at(view, Depth.WORK)).isEmpty();
    }
}
