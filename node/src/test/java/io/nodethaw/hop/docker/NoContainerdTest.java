package io.nodethaw.hop.docker;

import static org.assertj.core.api.Assertions.assertThat;

import io.nodethaw.analysis.Verdict;
import io.nodethaw.evidence.Reading;
import io.nodethaw.evidence.UnitFiles;
import io.nodethaw.evidence.Units;
import io.nodethaw.hop.WholeNode;
import io.nodethaw.hop.containerd.ContainerdAnswer;
import io.nodethaw.wait.NodeEvidence;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** A dockerd that answers and has no containerd starts nothing. */
class NoContainerdTest {
    private final NodeEvidence node = NodeEvidence.node();

    NoContainerdTest() {
        var systemd = node.systemd();
        var dockerd = node.process(70, "dockerd");
        node.listener(WholeNode.DOCKER, systemd.fd(35));
        dockerd.inherits(systemd.fd(35));
        dockerd.opens(3, "/dev/null");
        node.says(DockerAnswer.TYPE, WholeNode.DOCKER, new DockerAnswer("Docker/20.10.24 (linux)"))
                .reading(ContainerdAnswer.TYPE, WholeNode.CONTAINERD, new Reading.NotAsked<>("no socket"));
    }

    private Verdict verdict() {
        return WholeNode.verdict(node.evidence());
    }

    @Test
    void dockerdWithoutAnyContainerdFails() {
        assertThat(WholeNode.judged(verdict())).isEqualTo("FAILING containerd docker.no-containerd");
    }

    @Test
    void containerdSomewhereMayBeItsOwn() {
        node.process(75, "containerd");
        assertThat(verdict().roots()).isEmpty();
    }

    @Test
    void connectionToAContainerdOfAnotherNameIsOne() {
        var renamed = node.process(75, "runtime");
        node.listener("/opt/containerd.sock", renamed.fd(3))
                .accepted("/opt/containerd.sock", node.process(70).fd(9), renamed.fd(4));
        assertThat(verdict().roots()).isEmpty();
    }

    private void unit(String load, String wantedBy) {
        node.says(
                Units.TYPE,
                new Units(List.of(new Units.Unit(
                        "containerd.service",
                        load,
                        "inactive",
                        "dead",
                        "",
                        wantedBy.isEmpty() ? List.of() : List.of(wantedBy),
                        "",
                        Optional.empty(),
                        Optional.empty(),
                        Optional.empty(),
                        Optional.empty(),
                        Optional.empty(),
                        Optional.empty()))));
    }

    @Test
    void unitOfContainerdThatIsDownIsTheRootItself() {
        unit("loaded", "multi-user.target");
        assertThat(WholeNode.judged(verdict())).isEqualTo("FAILING containerd containerd.dead");
    }

    @Test
    void commandLiftsTheMaskFirst() {
        unit("loaded", "");
        assertThat(command()).isEqualTo("systemctl start containerd.service");
        unit("masked", "");
        assertThat(WholeNode.judged(verdict())).isEqualTo("FAILING containerd docker.no-containerd");
        assertThat(command()).isEqualTo("systemctl unmask containerd.service && systemctl start containerd.service");
    }

    private String command() {
        var view = node.view();
        var chain = WholeNode.chain();
        var graph = chain.graph(view);
        return chain.triage(view, graph, chain.judge(view, graph))
                .step()
                .orElseThrow()
                .command();
    }

    @Test
    void enabledUnitOfContainerdIsTheRootAlsoWhereOnlyFilesTellOfIt() {
        node.says(
                UnitFiles.TYPE,
                new UnitFiles(List.of(new UnitFiles.Enabled("containerd.service", "/etc/link", List.of()))));
        assertThat(WholeNode.judged(verdict())).isEqualTo("FAILING containerd containerd.dead");
    }

    @Test
    void containerdMayBeStartedWhileSystemdIsTooBusyToTell() {
        node.silent(Units.TYPE);
        assertThat(verdict().roots()).isEmpty();
        assertThat(verdict().state()).isEqualTo(Verdict.State.UNCLEAR);
    }
}
