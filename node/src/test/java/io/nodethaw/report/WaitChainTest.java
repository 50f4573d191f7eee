package io.nodethaw.report;

import static org.assertj.core.api.Assertions.assertThat;

import io.nodethaw.evidence.Goroutines;
import io.nodethaw.evidence.Reading;
import io.nodethaw.evidence.Silence;
import io.nodethaw.evidence.SystemCall;
import io.nodethaw.hop.WholeNode;
import io.nodethaw.wait.BusWords;
import io.nodethaw.wait.GoroutineWords;
import io.nodethaw.wait.NodeView;
import io.nodethaw.wait.ProcessEvidence;
import io.nodethaw.wait.ReadTwice;
import io.nodethaw.wait.Victim;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

class WaitChainTest {
    private final WholeNode here = new WholeNode();

    private static String chain(NodeView view, ProcessEvidence start) {
        var chain = WholeNode.chain();
        var findings = chain.judge(view, chain.graph(view)).findings();
        var graph = chain.graph(view, List.of(Victim.askedAbout(start.vertex())));
        return new WaitChain(graph, view, List.of(start.vertex()), findings, "nodethaw test", List.of())
                .print(OutputFormat.TEXT, Ink.PLAIN);
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
    void whatIsWrongWithTheProcessAskedAboutIsSaidToo() {
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

    private NodeView inside(ProcessEvidence process, Reading<Goroutines> reading) {
        here.node.reading(Goroutines.TYPE, Integer.toString(process.pid()), reading);
        return here.node.view();
    }

    /** The threads of a Go program wait in futex and epoll for whatever its goroutines wait for. */
    @Test
    void aProcessWithoutReadGoroutinesIsNotSaidToWaitForNobody() {
        var server = here.node.process(300, "server").blockedIn("futex");
        var why = "could not tell what it waits for: its memory was not read, where goroutines would tell: ";
        assertThat(chain(
                        inside(server, new Reading.Silent<>(Duration.ofMillis(300), "read", Silence.NOT_READ)), server))
                .contains(why + "reading it takes too long");
        assertThat(chain(inside(server, Reading.NotAsked.heldUp()), server)).contains(why);
        assertThat(chain(inside(server, Reading.NotAsked.notStarted(Duration.ofMillis(300))), server))
                .contains(why + "the reader child has not started after 300 ms");
        assertThat(chain(inside(server, new Reading.Refused<>("not permitted to read /proc/300/mem")), server))
                .contains(why + "not permitted to read /proc/300/mem");
        assertThat(chain(inside(server, new Reading.NotAsked<>("not a Go program")), server))
                .contains("waits for nobody, as far as can be seen");
    }

    @Test
    void whatADaemonPollsIsNotAllThatItMayWaitFor() {
        here.node.accepted(WholeNode.BUS, here.kubelet.fd(44), here.bus.fd(22));
        here.kubelet.polls(9, 44, 6).blockedIn("epoll_wait", 9);
        assertThat(chain(inside(here.kubelet, new Reading.Failed<>("Input/output error")), here.kubelet))
                .contains("could not tell what it waits for", "Input/output error", "\n  any ");
    }

    @Test
    void threadThatCouldNotBeReadMayBeTheOneThatWaits() {
        var server = here.node.process(300, "server").blockedIn("futex");
        here.node.reading(SystemCall.TYPE, "300/301", new Reading.Failed<>("Input/output error"));
        assertThat(chain(here.node.view(), server)).contains("could not tell what it waits for: Input/output error");
        here.node.reading(SystemCall.TYPE, "300/301", new Reading.NotAsked<>("no /proc/300/task/301/syscall"));
        assertThat(chain(here.node.view(), server)).contains("waits for nobody");
    }
}
