package io.nodethaw.hop;

import static org.assertj.core.api.Assertions.assertThat;

import io.nodethaw.analysis.Hit;
import io.nodethaw.analysis.Said;
import io.nodethaw.analysis.Step;
import io.nodethaw.analysis.Triage;
import io.nodethaw.evidence.ContainerConfig;
import io.nodethaw.evidence.Containers;
import io.nodethaw.evidence.Freeze;
import io.nodethaw.evidence.LastWords;
import io.nodethaw.evidence.Reading;
import io.nodethaw.evidence.Units;
import io.nodethaw.hop.containerd.ContainerdAnswer;
import io.nodethaw.hop.cri.CriAnswer;
import io.nodethaw.hop.docker.DockerAnswer;
import io.nodethaw.hop.kubelet.KubeletAnswer;
import io.nodethaw.hop.shim.ShimAnswer;
import io.nodethaw.wait.NodeView;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** What a person is told first follows from the evidence, and only from that. */
class TriageTest {
    private static final String BUNDLES = "/run/containerd/io.containerd.runtime.v2.task/";
    private static final String SHIMS = BUNDLES + "moby/" + WholeNode.CONTAINER;

    private final WholeNode here = new WholeNode();

    private Triage triage() {
        var view = new NodeView(here.node.evidence());
        var graph = WholeNode.chain().graph(view);
        return WholeNode.chain().triage(view, graph, WholeNode.chain().judge(view, graph));
    }

    private String command() {
        return triage().step().map(Step::command).orElse("");
    }

    @Test
    void aHealthyNodeTellsWhoAnsweredAndNothingToDo() {
        assertThat(triage().answered())
                .containsExactly("kubelet", "dockerd", "containerd", "shim", "dbus-daemon", "systemd");
        assertThat(triage().step()).isEmpty();
        assertThat(triage().fails()).isEmpty();
        assertThat(triage().hit()).isEmpty();
    }

    @Test
    void whoeverDoesNotAnswerIsWhatFailsAndContainersThatRunGoOn() {
        here.node.silent(DockerAnswer.TYPE, WholeNode.DOCKER);
        here.dockerd.stopped();
        assertThat(triage().fails()).containsExactly("no container is started, stopped or listed by dockerd");
        assertThat(triage().goesOn()).containsExactly("1 container still runs");
        assertThat(triage().hit()).isEmpty();
        assertThat(command()).isEqualTo("kill -CONT 70");
    }

    @Test
    void aContainerThatIsStoppedItselfDoesNotGoOn() {
        here.node.silent(DockerAnswer.TYPE, WholeNode.DOCKER);
        here.dockerd.stopped();
        here.nginx.stopped();
        assertThat(triage().goesOn()).isEmpty();
    }

    @Test
    void hopsThatLoseTheSameAreOnePhraseAndAllThatAreStoppedOneCommand() {
        here.node
                .silent(DockerAnswer.TYPE, WholeNode.DOCKER)
                .silent(ContainerdAnswer.TYPE, WholeNode.CONTAINERD)
                .silent(KubeletAnswer.TYPE);
        here.dockerd.stopped();
        here.containerd.stopped();
        here.kubelet.stopped();
        assertThat(triage().fails())
                .containsExactly(
                        "no pod is started, stopped or reported by kubelet",
                        "no container is started, stopped or listed by dockerd and containerd");
        assertThat(command()).isEqualTo("kill -CONT 60 70 80");
    }

    @Test
    void aShimThatIsStoppedHitsItsContainersByTheNamesOfItsBundle() {
        here.node
                .silent(ShimAnswer.TYPE, WholeNode.SHIM)
                .says(ContainerConfig.TYPE, SHIMS, new ContainerConfig("shop", "cart-2", "web"));
        here.shim.stopped();
        assertThat(triage().hit()).containsExactly(new Hit(WholeNode.CONTAINER, "shop", "cart-2", "web"));
        assertThat(triage().fails()).containsExactly("no container is stopped or inspected by shim");
    }

    @Test
    void withoutAnnotationsItHasTheNameThatItsRuntimeListsElseItsId() {
        here.node
                .silent(ShimAnswer.TYPE, WholeNode.SHIM)
                .says(ContainerConfig.TYPE, SHIMS, new ContainerConfig("", "", ""));
        here.shim.stopped();
        assertThat(triage().hit()).extracting(Hit::label).containsExactly("container c0ffee12c0ff");
        list("web");
        assertThat(triage().hit()).extracting(Hit::label).containsExactly("web (c0ffee12c0ff)");
        list("k8s_web_cart-2_shop_6dd364bc-4629_1");
        assertThat(triage().hit()).extracting(Hit::label).containsExactly("shop/cart-2");
        list("shop/cart-2/web");
        assertThat(triage().hit()).containsExactly(new Hit(WholeNode.CONTAINER, "shop", "cart-2", "web"));
    }

    private void list(String name) {
        here.node.says(
                Containers.TYPE,
                "docker",
                new Containers(List.of(new Containers.Container(WholeNode.CONTAINER, name))));
    }

    @Test
    void theOldestOfThoseThatWaitIsToldAndNotOurOwnProbe() {
        here.deaf();
        assertThat(triage().oldest()).isEmpty();
        here.startsAContainer(Duration.ofMinutes(41)).in(BUNDLES + "k8s.io/5ca1ab1e5ca1ab1e");
        assertThat(triage().oldest()).contains(Duration.ofMinutes(41));
        assertThat(triage().hit()).extracting(Hit::id).contains("5ca1ab1e5ca1ab1e");
    }

    @Test
    void aProvenFindingThatARemedyAnswersIsHealed() {
        here.deaf();
        assertThat(command()).isEqualTo("nodethaw heal --yes");
    }

    /** Issue 13: a machine with no processor to spare was told to look closer at systemd. */
    @Test
    void ofADaemonThatGotNoProcessorALaterLookMayTell() {
        here.node.silent(DockerAnswer.TYPE, WholeNode.DOCKER);
        here.dockerd.queued(Duration.ofMillis(930));
        assertThat(command()).isEqualTo("nodethaw");
    }

    @Test
    void aTracerThatSitsOnItIsEnded() {
        here.node.silent(DockerAnswer.TYPE, WholeNode.DOCKER);
        here.node.process(300, "gdb").still();
        here.dockerd.tracedBy(300);
        assertThat(command()).isEqualTo("kill 300");
    }

    @Test
    void aFrozenCgroupIsThawedWhereItIsMountedAndElseExplained() {
        here.node.silent(DockerAnswer.TYPE, WholeNode.DOCKER);
        frozen(Optional.of("/sys/fs/cgroup/a b/cgroup.freeze"));
        assertThat(command()).isEqualTo("echo 0 > '/sys/fs/cgroup/a b/cgroup.freeze'");
        frozen(Optional.empty());
        assertThat(command()).isEqualTo("nodethaw explain docker.frozen");
    }

    private void frozen(Optional<String> file) {
        here.node.says(
                Freeze.TYPE,
                "70",
                new Freeze(70, List.of(":/a b"), Optional.of(new Freeze.Frozen("/a b", "FROZEN", 2, file))));
    }

    @Test
    void aUnitThatIsDeadIsStartedAlsoAfterItsStartLimit() {
        unit("inactive", "success", Optional.empty());
        assertThat(command()).isEqualTo("systemctl start containerd.service");
        assertThat(triage().fails()).containsExactly("no container is started, stopped or listed by containerd");
        assertThat(triage().oldest()).contains(Duration.ofMinutes(5));
        unit("failed", "start-limit-hit", Optional.of(new Units.Run(1, 1, Duration.ofSeconds(1))));
        assertThat(command())
                .isEqualTo("systemctl reset-failed containerd.service && systemctl start containerd.service");
    }

    private void unit(String active, String result, Optional<Units.Run> last) {
        here.node
                .reading(ContainerdAnswer.TYPE, WholeNode.CONTAINERD, new Reading.Failed<>("Connection refused"))
                .reading(CriAnswer.TYPE, WholeNode.CONTAINERD, new Reading.Failed<>("Connection refused"))
                .says(
                        Units.TYPE,
                        new Units(List.of(new Units.Unit(
                                "containerd.service",
                                "loaded",
                                active,
                                "dead",
                                "",
                                List.of("multi-user.target"),
                                result,
                                Optional.of(Duration.ofMinutes(5)),
                                Optional.empty(),
                                Optional.empty(),
                                last,
                                Optional.empty(),
                                Optional.empty()))));
    }

    @Test
    void whoIsNotRootIsToldToBecomeRoot() {
        here.notSeenByRoot();
        assertThat(command()).isEqualTo("sudo nodethaw");
    }

    @Test
    void whatADaemonSaidBeforeItEndedIsTold() {
        unit("failed", "exit-code", Optional.empty());
        here.node.says(
                LastWords.TYPE,
                "containerd.service",
                new LastWords(List.of(new LastWords.Line(Duration.ofSeconds(5), "no config"))));
        assertThat(triage().said()).containsExactly(new Said("containerd.service", Duration.ofSeconds(5), "no config"));
    }
}
