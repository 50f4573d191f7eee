package io.nodethaw.hop;

import static org.assertj.core.api.Assertions.assertThat;

import io.nodethaw.evidence.Containers;
import io.nodethaw.evidence.Goroutine;
import io.nodethaw.evidence.Goroutines;
import io.nodethaw.remedy.Target;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class AskedToEndTest {
    private static final String OTHER = "0123456789abcdef".repeat(4);
    private static final String SANDBOX = "abcdef0123456789".repeat(4);
    private static final String POD = "unix:///run/containerd/s/a-pod";

    private final LeftNode node = new LeftNode();

    AskedToEndTest() {
        node.here.node.says(
                Containers.TYPE,
                "docker",
                new Containers(List.of(new Containers.Container(WholeNode.CONTAINER, "web"))));
        node.bundle("k8s.io", SANDBOX, first(301, "pause"), POD, LeftNode.OLD);
        node.bundle("k8s.io", OTHER, first(302, "redis"), POD, LeftNode.OLD);
        node.here.node.says(
                Containers.TYPE,
                "cri",
                new Containers(List.of(
                        new Containers.Container(SANDBOX, "default/db"),
                        new Containers.Container(OTHER, "default/db/redis"))));
    }

    private int first(int pid, String comm) {
        return node.here.node.child(node.here.shim, pid, comm).pid();
    }

    private void at(Optional<String> pod, Goroutine.Frame... frames) {
        node.here.node.says(
                Goroutines.TYPE,
                "70",
                new Goroutines(
                        70,
                        "go1.19",
                        "memory",
                        List.of(new Goroutine(
                                9,
                                "select",
                                0,
                                false,
                                List.of(frames),
                                Optional.empty(),
                                Optional.empty(),
                                List.of(),
                                List.of(),
                                Optional.empty(),
                                pod))));
    }

    private static Goroutine.Frame frame(String function, String... strings) {
        return new Goroutine.Frame(function, "", "", 1, 0, false, List.of(strings));
    }

    private List<String> asked() {
        var view = node.twice();
        var healing = new HealingParts(WholeNode.chain().hops());
        var graph = WholeNode.chain().graph(view);
        return healing.diagnosis(view, graph, WholeNode.chain().judge(view, graph)).ending().stream()
                .map(Target::name)
                .toList();
    }

    @Test
    void containerThatDockerdIsAskedToStopByName() {
        at(Optional.empty(), frame("github.com/docker/docker/daemon.(*Daemon).ContainerStop", "web"));
        assertThat(asked()).containsExactly("nginx 210");
    }

    @Test
    void containerThatKubeletsSideOfContainerdIsAskedToStop() {
        at(
                Optional.empty(),
                frame("github.com/containerd/containerd.(*task).Kill"),
                frame("github.com/containerd/containerd/pkg/cri/server.(*criService).stopContainer", OTHER, SANDBOX),
                frame("github.com/containerd/containerd/pkg/cri/server.(*criService).StopContainer"));
        assertThat(asked()).as("the sandbox is not").containsExactly("redis 302");
    }

    @Test
    void podThatIsStoppedEndsWithAllItHas() {
        at(
                Optional.empty(),
                frame("github.com/containerd/containerd/pkg/cri/server.(*criService).stopContainer", OTHER),
                frame("github.com/containerd/containerd/pkg/cri/server.(*criService).stopPodSandbox", SANDBOX));
        assertThat(asked()).containsExactlyInAnyOrder("pause 301", "redis 302");
    }

    @Test
    void podThatKubeletTerminates() {
        at(Optional.of("default/db"), frame("k8s.io/kubernetes/pkg/kubelet.(*Kubelet).SyncTerminatingPod"));
        assertThat(asked()).containsExactlyInAnyOrder("pause 301", "redis 302");
    }

    @Test
    void podThatKubeletStartsGoesOn() {
        at(Optional.of("default/db"), frame("k8s.io/kubernetes/pkg/kubelet.(*Kubelet).SyncPod"));
        assertThat(asked()).isEmpty();
    }

    @Test
    void questionAboutAContainerIsNoEnd() {
        at(Optional.empty(), frame("github.com/docker/docker/daemon.(*Daemon).ContainerInspect", "web"));
        assertThat(asked()).isEmpty();
    }

    /** `docker kill --signal HUP`: what a container does about that is its own affair. */
    @Test
    void signalIsNoEnd() {
        at(Optional.empty(), frame("github.com/docker/docker/daemon.(*Daemon).killWithSignal", "web"));
        assertThat(asked()).isEmpty();
    }

    @Test
    void blindLookKnowsOfNone() {
        assertThat(asked()).isEmpty();
        at(Optional.empty(), frame("github.com/docker/docker/daemon.(*Daemon).ContainerStop"));
        assertThat(asked()).as("of which one was not read").isEmpty();
    }

    /** dockerd has it by its name, and nobody was asked for names, since nobody is silent. */
    @Test
    void containerThatTheKernelIsToKill() {
        node.here.node.process(first(212, "cat")).killed();
        assertThat(asked()).containsExactly("cat 212");
    }
}
