package io.nodethaw.hop;

import static org.assertj.core.api.Assertions.assertThat;

import io.nodethaw.analysis.Hit;
import io.nodethaw.evidence.ContainerConfig;
import io.nodethaw.evidence.Goroutines;
import io.nodethaw.wait.BusWords;
import io.nodethaw.wait.GoroutineWords;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** What kubelet asks for a pod that has no container yet stands beside what is asked for containers. */
class HitContainersTest {
    private static final String UID = "269a29c2-8290-4900-ae32-80d3ce3f099a";
    private static final String SLICE = "kubepods-besteffort-pod269a29c2_8290_4900_ae32_80d3ce3f099a.slice";
    private static final String BUNDLE = "/run/containerd/io.containerd.runtime.v2.task/moby/" + WholeNode.CONTAINER;

    private final WholeNode here = new WholeNode().deaf();

    HitContainersTest() {
        here.node.accepted(WholeNode.BUS, here.kubelet.fd(40), here.bus.fd(40));
        here.startsAContainer(Duration.ofMinutes(3));
    }

    private HitContainersTest kubelet(String method, String unit) {
        here.node.says(
                Goroutines.TYPE,
                Integer.toString(here.kubelet.pid()),
                GoroutineWords.of(here.kubelet, BusWords.reads(1, 40), BusWords.asks(2, method, unit)));
        return this;
    }

    private HitContainers hit() {
        var view = here.node.view();
        var chain = WholeNode.chain();
        return new HitContainers(view, chain.judge(view, chain.graph(view)), chain.hops());
    }

    private List<String> labels() {
        return hit().hits().stream().map(Hit::label).toList();
    }

    @Test
    void startOfAPodIsCountedBesideTheContainerThatIsKnown() {
        assertThat(labels()).containsExactly("container c0ffee12c0ff");
        assertThat(hit().underWay()).isEmpty();
        kubelet("StopUnit", SLICE);
        assertThat(hit().hanging()).isEqualTo("1 stop hangs");
        kubelet("StartTransientUnit", SLICE);
        assertThat(hit().hanging()).isEqualTo("1 start hangs");
        assertThat(labels()).containsExactlyInAnyOrder("container c0ffee12c0ff", "pod " + UID);
    }

    @Test
    void podIsNamedByAContainerOfIt() {
        kubelet("StopUnit", SLICE);
        here.node.says(
                ContainerConfig.TYPE, BUNDLE + "2", new ContainerConfig("shop", "cart-2", "web", Optional.of(UID)));
        assertThat(labels()).contains("shop/cart-2");
        assertThat(hit().hanging()).isEqualTo("1 stop hangs");
    }

    @Test
    void podOneOfWhoseContainersIsHitIsNoSecondOne() {
        kubelet("StopUnit", SLICE);
        here.node.says(ContainerConfig.TYPE, BUNDLE, new ContainerConfig("shop", "cart-2", "web", Optional.of(UID)));
        assertThat(labels()).containsExactly("shop/cart-2");
    }

    /** A unit whose name is not among what was read, or that is no pod's, is counted, and hits nobody by name. */
    @Test
    void callForAnUnknownUnitIsCountedAlone() {
        kubelet("StartTransientUnit", "");
        assertThat(hit().hanging()).isEqualTo("1 start hangs");
        assertThat(labels()).containsExactly("container c0ffee12c0ff");
    }
}
