package io.nodethaw.report;

import static org.assertj.core.api.Assertions.assertThat;

import io.nodethaw.evidence.Goroutines;
import io.nodethaw.evidence.Reading;
import io.nodethaw.evidence.SystemCall;
import io.nodethaw.hop.WholeNode;
import io.nodethaw.wait.BusWords;
import io.nodethaw.wait.GoroutineWords;
import io.nodethaw.wait.NodeView;
import io.nodethaw.wait.ProcessEvidence;
import io.nodethaw.wait.ReadTwice;
import io.nodethaw.wait.Victim;
import java.util.List;
import org.junit.jupiter.api.Test;

class WaitChainTest {
    private final WholeNode here = new WholeNode();

    private static String chain(NodeView view, ProcessEvidence start) {
        var chain = WholeNode.chain();
        var findings = chain.judge(view, chain.graph(view)).findings();
        var graph = chain.graph(view, List.of(Victim.askedAbout(start.vertex())));
        return new WaitChain(graph, view, List.of(start.vertex()), findings, "nodethaw test", List.of())
                .print(Format.TEXT, Ink.PLAIN);
    }

    private NodeView kubeletAsks() {
        here.node.accepted(WholeNode.BUS, here.kubelet.fd(44), here.bus.fd(22));
        here.kubelet.polls(9, 44, 6).blockedIn("epoll_wait", 9);
        here.node.says(
                Goroutines.TYPE,
                "80",
                GoroutineWords.of(
                        here.kubelet, BusWords.reads(2, 44), BusWords.asks(35, "StopUnit", "kubepods-pod3.slice")));
        return ReadTwice.same(here.deaf().node);
    }

    @Test
    void callComesBeforeWhatADaemonPolls() {
        var lines = chain(kubeletAsks(), here.kubelet).lines().toList();
        assertThat(lines.get(0)).startsWith("kubelet 80");
        assertThat(lines.get(1))
                .startsWith("  needs     systemd 1: goroutine 35 in StopUnit of kubepods-pod3.slice over the bus");
        assertThat(lines.get(2)).startsWith("    state     ").contains("systemd.deaf-on-bus");
        assertThat(lines).filteredOn(line -> line.startsWith("  any ")).isNotEmpty();
    }

    @Test
    void whatIsTheMatterWithTheOneAskedAboutIsSaidToo() {
        assertThat(chain(kubeletAsks(), here.systemd)).contains("waits for nobody", "systemd.deaf-on-bus");
    }

    @Test
    void endThatMayNotBeReadIsNoEnd() {
        var php = here.node.process(300, "php");
        here.node.pair(here.nginx.fd(3), php.fd(4));
        here.nginx.blockedIn("read", 3);
        assertThat(chain(here.node.view(), here.nginx))
                .contains("needs     php 300")
                .doesNotContain("not seen");
        var evidence = here.node.evidence().toBuilder()
                .reading(SystemCall.TYPE, "300/300", new Reading.Refused<>("not permitted to read it"));
        assertThat(chain(new NodeView(evidence.build()), here.nginx))
                .contains("    not seen  what it waits for: not permitted to read it\n");
    }

    @Test
    void whoIsAskedAboutIsNotTakenToWaitForSystemdBecauseOfAnOpenConnection() {
        here.node.accepted(WholeNode.BUS, here.nginx.fd(44), here.bus.fd(22));
        assertThat(chain(here.deaf().node.view(), here.nginx)).contains("waits for nobody");
    }
}
