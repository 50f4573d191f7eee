package io.nodethaw.hop;

import static io.nodethaw.wait.GoroutineWords.frame;
import static io.nodethaw.wait.GoroutineWords.selects;
import static io.nodethaw.wait.NodeEvidence.node;
import static org.assertj.core.api.Assertions.assertThat;

import io.nodethaw.analysis.Finding;
import io.nodethaw.analysis.HandMadeGraph;
import io.nodethaw.analysis.Rule;
import io.nodethaw.evidence.Goroutine;
import io.nodethaw.evidence.Goroutines;
import io.nodethaw.wait.GoroutineWords;
import io.nodethaw.wait.NodeEvidence;
import io.nodethaw.wait.ProcessEvidence;
import io.nodethaw.wait.ReadTwice;
import io.nodethaw.wait.Role.Standing;
import io.nodethaw.wait.Strength;
import io.nodethaw.wait.Vertex;
import io.nodethaw.wait.Victim;
import io.nodethaw.wait.Wait;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

class OverdueWorkTest {
    private final NodeEvidence node = node();
    private final ProcessEvidence containerd = node.process(21, "containerd");
    private final HandMadeGraph graph = new HandMadeGraph(node).role(containerd, "containerd", Standing.ANSWERED);
    private final Vertex handler = new Vertex.Goroutine(21, containerd.vertex().startTicks(), 12);

    private static Goroutine serving(String method, int minutes) {
        return selects(
                12,
                minutes,
                frame("github.com/containerd/containerd/mount.lookup", "0x1"),
                frame("github.com/containerd/containerd/api/services/tasks/v1._Tasks_" + method + "_Handler", "0x1"),
                frame("google.golang.org/grpc.(*Server).processUnaryRPC", "0x1"),
                frame("google.golang.org/grpc.(*Server).handleStream", "0x1"));
    }

    private static Rule rule() {
        return WholeNode.chain().hops().stream()
                .flatMap(hop -> hop.rules().stream())
                .filter(rule -> rule.explanation().code().equals("containerd.start-outstanding"))
                .findFirst()
                .orElseThrow();
    }

    private List<Finding> judged(Goroutine goroutine) {
        node.says(
                Goroutines.TYPE,
                Integer.toString(containerd.pid()),
                GoroutineWords.of(containerd, goroutine, selects(9, 3, frame("main.idle", "0x1"))));
        return rule().judge(ReadTwice.same(node), graph.graph());
    }

    @Test
    void requestThatIsStuckInsideContainerdIsFound() {
        assertThat(judged(serving("Create", 4))).singleElement().satisfies(finding -> {
            assertThat(finding.code()).isEqualTo("containerd.start-outstanding");
            assertThat(finding.about()).isEqualTo(handler);
            assertThat(finding.title()).isEqualTo("Create outstanding for at least 3 min");
        });
    }

    @Test
    void stampOfTheRuntimeThatNothingBoundsIsNoAge() {
        assertThat(judged(serving("Create", 3))).isEmpty();
    }

    @Test
    void workThatMayTakeMinutesIsNoStall() {
        assertThat(judged(serving("Wait", 40))).isEmpty();
        assertThat(judged(serving("Create", -1))).isEmpty();
    }

    @Test
    void aWaitForAnotherProcessIsLeftToTheGraph() {
        graph.edge(handler, node.process(22, "containerd-shim").vertex(), Strength.NEEDS, Wait.CALL);
        assertThat(judged(serving("Create", 4))).isEmpty();
    }

    private final WholeNode here = new WholeNode();

    /** As a look reads it while all answer: once, and again when it has to look closely. */
    private String whole(ProcessEvidence process, Goroutine goroutine) {
        here.node.says(
                Goroutines.TYPE,
                Integer.toString(process.pid()),
                GoroutineWords.of(process, goroutine, selects(9, 3, frame("main.idle", "0x1"))));
        return WholeNode.judged(WholeNode.verdict(ReadTwice.same(here.node).evidence()));
    }

    @Test
    void daemonThatAnswersAndDoesNotEndARequestIsTheRoot() {
        assertThat(whole(here.containerd, serving("Create", 4)))
                .isEqualTo("STALLED containerd 60 goroutine 12 containerd.start-outstanding");
    }

    @Test
    void requestsOverHttpCountToo() {
        assertThat(whole(here.dockerd, GoroutineWords.serves(12, 4, "postContainersStart")))
                .isEqualTo("STALLED dockerd 70 goroutine 12 docker.work-overdue");
    }

    @Test
    void requestsThatMayTakeLongAccuseNobody() {
        assertThat(whole(here.dockerd, GoroutineWords.serves(12, 40, "postContainersStop")))
                .isEqualTo("HEALTHY");
        assertThat(whole(here.dockerd, GoroutineWords.serves(12, 40, "postContainersWait")))
                .isEqualTo("HEALTHY");
        assertThat(whole(here.dockerd, GoroutineWords.serves(12, 2, "postContainersStart")))
                .isEqualTo("HEALTHY");
    }

    /** iptables is not known yet when the goroutine that waits for it is read; the containerd that dockerd keeps is there for ever. */
    @Test
    void requestThatWaitsForAProgramIsNotAsOldAsTheDaemonThatIsAChildToo() {
        here.dockerd.mountNamespace(1);
        var kept = here.node
                .child(here.dockerd, 71, "containerd")
                .aged(Duration.ofHours(9))
                .mountNamespace(1);
        var waits = selects(
                12,
                frame("os.(*Process).Wait", "0x1"),
                frame("os/exec.(*Cmd).Wait", "0x1"),
                frame(
                        "github.com/docker/docker/api/server/router/container.(*containerRouter).postContainersStart",
                        "0x1"),
                frame("net/http.serverHandler.ServeHTTP", "0x1"));
        assertThat(whole(here.dockerd, waits)).startsWith("STALLED");
        here.node.listener("/run/docker/containerd/containerd.sock", kept.fd(3));
        assertThat(whole(here.dockerd, waits)).isEqualTo("HEALTHY");
    }

    private static Goroutine servesGrpc(String service, String method, String innermost) {
        return selects(
                12,
                40,
                frame(innermost, "0x1"),
                frame("example.org/v1._" + service + "_" + method + "_Handler", "0x1"),
                frame("google.golang.org/grpc.(*Server).processUnaryRPC", "0x1"),
                frame("google.golang.org/grpc.(*Server).handleStream", "0x1"));
    }

    @Test
    void methodsOfTheSameNameInOtherServicesMayLast() {
        assertThat(whole(here.dockerd, servesGrpc("Control", "Status", "golang.org/x/sync/errgroup.(*Group).Wait")))
                .isEqualTo("HEALTHY");
        assertThat(whole(here.containerd, servesGrpc("Images", "Delete", "sync.(*Cond).Wait")))
                .isEqualTo("HEALTHY");
    }

    @Test
    void sandboxWhoseImageIsPulledIsNotOverdue() {
        for (var pulls : List.of(
                "github.com/containerd/containerd/pkg/cri/server.(*criService).ensureImageExists",
                "github.com/cri-o/cri-o/internal/storage.(*imageService).PullImage",
                "github.com/Mirantis/cri-dockerd/libdocker.(*kubeDockerClient).PullImage")) {
            assertThat(whole(here.containerd, servesGrpc("RuntimeService", "RunPodSandbox", pulls)))
                    .as(pulls)
                    .isEqualTo("HEALTHY");
        }
        assertThat(whole(here.containerd, servesGrpc("RuntimeService", "RunPodSandbox", "main.stuck")))
                .isEqualTo("STALLED containerd 60 goroutine 12 containerd.start-outstanding");
    }

    private void kubeletCalls(String method) {
        here.node.says(
                Goroutines.TYPE,
                Integer.toString(here.kubelet.pid()),
                GoroutineWords.of(
                        here.kubelet,
                        selects(
                                5,
                                3,
                                frame("google.golang.org/grpc.(*ClientConn).Invoke", "0x1"),
                                frame(method, "0x1")),
                        selects(9, 1, frame("main.idle", "0x1"))));
    }

    @Test
    void callOfKubeletThatNobodyAnswersMakesItAVictim() {
        kubeletCalls("k8s.io/cri-api/pkg/apis/runtime/v1.(*runtimeServiceClient).ListContainers");
        assertThat(here.verdict().victims()).singleElement().satisfies(victim -> {
            assertThat(victim.vertex()).isEqualTo(here.kubelet.vertex());
            assertThat(victim.why()).isEqualTo("at work on ListContainers");
        });
    }

    @Test
    void soDoesAQuestionToADevicePlugin() {
        kubeletCalls(
                "k8s.io/kubernetes/vendor/k8s.io/kubelet/pkg/apis/deviceplugin/v1beta1.(*devicePluginClient).Allocate");
        assertThat(here.verdict().victims()).extracting(Victim::why).containsExactly("at work on Allocate");
    }

    /** kubelet waits two minutes for a driver of CSI, which may make a file system meanwhile. */
    @Test
    void questionToADriverOfVolumesMayLast() {
        kubeletCalls("github.com/container-storage-interface/spec/lib/go/csi.(*nodeClient).NodeStageVolume");
        assertThat(here.verdict().victims()).isEmpty();
    }
}
