package io.nodethaw.hop;

import static io.nodethaw.wait.GoroutineWords.frame;
import static org.assertj.core.api.Assertions.assertThat;

import io.nodethaw.analysis.AtWork;
import io.nodethaw.analysis.Hit;
import io.nodethaw.evidence.Goroutine;
import io.nodethaw.evidence.Goroutine.Frame;
import io.nodethaw.evidence.Goroutines;
import io.nodethaw.wait.GoroutineWords;
import io.nodethaw.wait.NodeView;
import io.nodethaw.wait.ProcessEvidence;
import io.nodethaw.wait.Vertex;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class WorkInFlightTest {
    private static final String ID = "c0ffee12".repeat(8);
    private static final String KUBELET = "k8s.io/kubernetes/pkg/kubelet.(*Kubelet).";

    private final WholeNode here = new WholeNode();

    private void says(ProcessEvidence process, Goroutine... goroutines) {
        here.node.says(Goroutines.TYPE, Integer.toString(process.pid()), GoroutineWords.of(process, goroutines));
    }

    private List<AtWork> work() {
        var view = new NodeView(here.node.evidence());
        var chain = WholeNode.chain();
        var graph = chain.graph(view);
        return chain.triage(view, graph, chain.judge(view, graph)).work().get();
    }

    private static Frame of(String function, String text) {
        return new Frame(function, "0x1", "/src/a.go", 1, 1, false, List.of(text));
    }

    /** One of containerd that serves a request of CRI. */
    private static Goroutine serves(long id, String method) {
        return GoroutineWords.selects(
                id,
                of("github.com/containerd/containerd/pkg/cri/server.(*criService)." + method, ID),
                frame("k8s.io/cri-api/pkg/apis/runtime/v1._RuntimeService_" + method + "_Handler", "0x1"),
                frame("google.golang.org/grpc.(*Server).handleStream", "0x1"));
    }

    @Test
    void requestsAreToldWithTheirContainer() {
        says(here.containerd, serves(9, "StopContainer"));
        assertThat(work()).singleElement().satisfies(work -> {
            assertThat(work.about())
                    .isEqualTo(new Vertex.Goroutine(
                            here.containerd.pid(), here.containerd.vertex().startTicks(), 9));
            assertThat(work.what()).isEqualTo("StopContainer");
            assertThat(work.on()).map(Hit::id).contains(ID);
        });
    }

    @Test
    void requestsOverHttpAreTold() {
        says(here.dockerd, GoroutineWords.serves(12, 0, "postContainersStart"));
        assertThat(work()).extracting(AtWork::what).containsExactly("ContainerStart");
    }

    @Test
    void kubeletIsAtWorkOnAPodAndNotOnItsCall() {
        says(here.kubelet, GoroutineWords.worksOn(3, "shop/cart-2", "/var/log/pods"));
        assertThat(work()).singleElement().satisfies(work -> {
            assertThat(work.what()).isEqualTo("the start of a pod");
            assertThat(work.on()).map(Hit::label).contains("shop/cart-2");
            assertThat(work.atLeast()).isEqualTo(Optional.empty());
        });
    }

    @Test
    void aRuntimeAtWorkIsTold() {
        here.startsAContainer(Duration.ofSeconds(3));
        assertThat(work()).singleElement().satisfies(work -> {
            assertThat(work.what()).isEqualTo("a start");
            assertThat(work.atLeast()).isPresent();
        });
    }

    @Test
    void whatIsIdleByNatureIsNoWork() {
        says(
                here.containerd,
                serves(1, "GetContainerEvents"),
                GoroutineWords.selects(2, frame("github.com/docker/go-events.(*Queue).next", "0x1")));
        says(here.kubelet, GoroutineWords.selects(3, frame(KUBELET + "syncLoop", "0x1")));
        assertThat(work()).isEmpty();
    }

    @Test
    void withoutGoroutinesNothingIsTold() {
        assertThat(work()).isEmpty();
    }
}
