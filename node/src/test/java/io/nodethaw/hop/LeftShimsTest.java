package io.nodethaw.hop;

import static org.assertj.core.api.Assertions.assertThat;

import io.nodethaw.evidence.Freeze;
import io.nodethaw.evidence.ProcessTable;
import io.nodethaw.evidence.Reading;
import io.nodethaw.evidence.Units;
import io.nodethaw.hop.shim.ShimAnswer;
import io.nodethaw.wait.NodeEvidence;
import io.nodethaw.wait.ProcessEvidence;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** Shims tell of a containerd that has ended, whatever its packager has called its unit. */
class LeftShimsTest {
    private static final String UNIT = "acme-runtime.service";

    private final NodeEvidence node = NodeEvidence.node();
    private final ProcessEvidence shim = node.process(200, "containerd-shim");

    LeftShimsTest() {
        var systemd = node.systemd();
        var bus = node.process(50, "dbus-daemon");
        node.listener(WholeNode.BUS, bus.fd(3)).accepted(WholeNode.BUS, systemd.fd(40), bus.fd(10));
        node.listener(WholeNode.SHIM, shim.fd(11));
        node.says(ShimAnswer.TYPE, WholeNode.SHIM, new ShimAnswer(200, 210, ""));
        shim.in("/run/containerd/io.containerd.runtime.v2.task/k8s.io/" + WholeNode.CONTAINER)
                .mountNamespace(1);
        List.of(systemd, bus).forEach(ProcessEvidence::free);
    }

    private void in(String group) {
        shim.inCgroup(group);
    }

    private void told(String active, String result, String... wantedBy) {
        node.says(
                Units.TYPE,
                UNIT,
                new Units(List.of(new Units.Unit(
                        UNIT,
                        "loaded",
                        active,
                        "dead",
                        "",
                        List.of(wantedBy),
                        result,
                        Optional.of(Duration.ofMinutes(5)),
                        Optional.of(0L),
                        Optional.empty(),
                        Optional.of(new Units.Run(2, 9, Duration.ofHours(1))),
                        Optional.empty(),
                        Optional.empty()))));
        node.says(Units.TYPE, new Units(List.of()));
    }

    private String judged() {
        return WholeNode.judged(WholeNode.verdict(node.evidence()));
    }

    private void readTwice() {
        node.alsoSays(
                ProcessTable.TYPE, "", node.evidence().seen(ProcessTable.TYPE).orElseThrow());
    }

    @Test
    void theirControlGroupNamesTheUnit() {
        assertThat(WholeNode.chain().wants(node.view(), Depth.CLOSE)).contains(Freeze.TYPE.key(200));
        in("/system.slice/" + UNIT);
        assertThat(LeftShims.unit(node.view())).contains(UNIT);
    }

    @Test
    void unitThatATargetWantsIsDead() {
        in("/system.slice/" + UNIT);
        told("failed", "signal", "multi-user.target");
        assertThat(judged()).isEqualTo("FAILING containerd (acme-runtime) containerd.dead");
    }

    @Test
    void unitThatNobodyWantsAndThatFailedIsGone() {
        in("/system.slice/" + UNIT);
        told("failed", "signal");
        assertThat(judged()).isEqualTo("FAILING containerd containerd.gone");
    }

    @Test
    void unitThatItsOperatorStoppedAccusesNobody() {
        in("/system.slice/" + UNIT);
        told("inactive", "success");
        assertThat(judged()).doesNotContain("containerd.");
    }

    @Test
    void unitThatStartsAgainIsOnItsWay() {
        in("/system.slice/" + UNIT);
        told("activating", "signal", "multi-user.target");
        assertThat(judged()).contains("containerd.changing").doesNotContain("FAILING");
    }

    @Test
    void oneReadingDoesNotShowThatNobodyStartsItAgain() {
        in("/exec");
        assertThat(judged()).doesNotContain("containerd.");
        assertThat(WholeNode.chain().mayFail(node.view())).isTrue();
        assertThat(WholeNode.chain().isUndated(node.view())).isTrue();
    }

    @Test
    void twoReadingsDo() {
        in("/exec");
        readTwice();
        assertThat(judged()).isEqualTo("FAILING containerd containerd.gone");
    }

    @Test
    void shimsOfNoKnownGroupAccuseNobody() {
        node.reading(Freeze.TYPE, "200", new Reading.Failed<>("no"));
        readTwice();
        assertThat(judged()).doesNotContain("containerd.");
    }

    @Test
    void whoeverIsConnectedToThemMayBeTheirContainerd() {
        in("/exec");
        node.accepted(WholeNode.SHIM, node.process(60, "acme-ctrd").fd(20), shim.fd(12));
        assertThat(LeftShims.of(node.view())).isEmpty();
    }

    @Test
    void thisProgramWhichAsksThemIsNobodysContainerd() {
        in("/exec");
        node.accepted(WholeNode.SHIM, node.process(NodeEvidence.OURS, "java").fd(20), shim.fd(12));
        assertThat(LeftShims.of(node.view())).hasSize(1);
    }

    @Test
    void containerdOfDockersOwnIsTheirContainerd() {
        node.process(60, "containerd");
        assertThat(LeftShims.of(node.view())).isEmpty();
    }

    @Test
    void nodeThatHasMovedToAnotherRuntimeMayHaveLeftShimsBehind() {
        node.process(60, "crio");
        assertThat(LeftShims.of(node.view())).isEmpty();
    }
}
