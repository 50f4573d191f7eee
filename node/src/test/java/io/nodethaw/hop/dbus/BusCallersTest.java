package io.nodethaw.hop.dbus;

import static io.nodethaw.wait.WaitWords.tell;
import static org.assertj.core.api.Assertions.assertThat;

import io.nodethaw.evidence.Goroutine;
import io.nodethaw.evidence.Goroutines;
import io.nodethaw.hop.WholeNode;
import io.nodethaw.hop.systemd.BusReply;
import io.nodethaw.hop.systemd.NameOwner;
import io.nodethaw.wait.BusWords;
import io.nodethaw.wait.Edge;
import io.nodethaw.wait.GoroutineWords;
import io.nodethaw.wait.NodeView;
import io.nodethaw.wait.ReadTwice;
import io.nodethaw.wait.Wait;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Waits for a call of kubelet over the bus, while systemd is deaf or the bus itself is silent. */
class BusCallersTest {
    private final WholeNode here = new WholeNode();

    BusCallersTest() {
        here.node.accepted(WholeNode.BUS, here.kubelet.fd(44), here.bus.fd(22));
    }

    private NodeView reading(Goroutine... goroutines) {
        here.node.says(Goroutines.TYPE, "80", GoroutineWords.of(here.kubelet, goroutines));
        return ReadTwice.same(here.node);
    }

    private static List<String> waits(NodeView view) {
        var graph = WholeNode.chain().graph(view);
        return tell(
                graph.edges().stream()
                        .filter(edge -> edge.kind() == Wait.DBUS_CALL)
                        .toList(),
                view);
    }

    @Test
    void callOfKubeletLeadsToADeafSystemd() {
        here.deaf();
        var view = reading(BusWords.reads(2, 44), BusWords.asks(35, "StopUnit", "kubepods-pod3.slice"));
        assertThat(waits(view)).containsExactly("kubelet 80 needs systemd 1: dbus-call");
        var verdict = WholeNode.chain().judge(view, WholeNode.chain().graph(view));
        assertThat(verdict.waits())
                .extracting(Edge::text)
                .first()
                .asString()
                .isEqualTo("goroutine 35 in StopUnit of kubepods-pod3.slice over the bus");
    }

    @Test
    void callLeadsToTheBusWhileThatPassesNothingOn() {
        here.node.silent(BusEcho.TYPE).silent(NameOwner.TYPE).silent(BusReply.TYPE);
        var view = reading(BusWords.reads(2, 44), BusWords.asks(35, "StopUnit", "kubepods-pod3.slice"));
        assertThat(waits(view)).containsExactly("kubelet 80 needs dbus-daemon 50: dbus-call");
    }

    @Test
    void logInLeadsToTheBus() {
        assertThat(waits(reading(BusWords.logsIn(1)))).containsExactly("kubelet 80 needs dbus-daemon 50: dbus-call");
    }

    @Test
    void aClientSeenToAskNothingDoesNotWaitForSystemd() {
        here.deaf();
        assertThat(waits(reading(BusWords.reads(2, 44), BusWords.dispatches(1))))
                .isEmpty();
    }
}
