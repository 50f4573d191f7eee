package io.nodethaw.hop;

import static org.assertj.core.api.Assertions.assertThat;

import io.nodethaw.evidence.ProcessTable;
import io.nodethaw.wait.Edge;
import io.nodethaw.wait.NodeEvidence;
import io.nodethaw.wait.NodeView;
import io.nodethaw.wait.ProcessEvidence;
import io.nodethaw.wait.Strength;
import io.nodethaw.wait.Victim;
import io.nodethaw.wait.Wait;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

class HelpersTest {
    private static final Duration LATE = Duration.ofMinutes(2);

    private final Helpers helpers = new Helpers("CNI plug-in");
    private final NodeEvidence node = NodeEvidence.node();
    private final ProcessEvidence containerd = node.process(60, "containerd");
    private final ProcessEvidence stranger = node.process(70, "stranger");

    private ProcessEvidence plugin(Duration age) {
        return node.child(containerd, 61, "bridge").aged(age);
    }

    private List<Victim> victims(NodeView view, Edge... edges) {
        return helpers.victims(view, Set.of(containerd.pid()), List.of(edges));
    }

    private static Edge waits(ProcessEvidence from, ProcessEvidence to) {
        return Edge.of(from.vertex(), to.vertex(), Strength.NEEDS, Wait.UNIX_SOCKET, "waits");
    }

    private boolean isSuspect(NodeView view) {
        return helpers.suspects(view, Set.of(containerd.pid())).contains(61);
    }

    @Test
    void lateHelperThatWaitsIsAVictimPastItsLimit() {
        var plugin = plugin(LATE);
        assertThat(victims(node.view(), waits(plugin, stranger)))
                .singleElement()
                .satisfies(victim -> {
                    assertThat(victim.vertex()).isEqualTo(plugin.vertex());
                    assertThat(victim.why()).isEqualTo("CNI plug-in bridge has not ended");
                    assertThat(victim.pastLimit()).isTrue();
                    assertThat(victim.atLeast()).contains(LATE);
                });
    }

    @Test
    void stoppedHelperKeepsItsParentWaiting() {
        var plugin = plugin(LATE).stopped();
        var stop = Edge.of(plugin.vertex(), stranger.vertex(), Strength.NEEDS, Wait.STOPPED, "stopped");
        assertThat(victims(node.view(), stop)).hasSize(1);
    }

    @Test
    void lateHelperThatWaitsForNobodyDeservesALookAndNoMore() {
        plugin(LATE);
        assertThat(isSuspect(node.view())).isTrue();
        assertThat(victims(node.view())).isEmpty();
    }

    @Test
    void helperThatWaitsToBeToldWhatToDoIsIdle() {
        var plugin = plugin(LATE);
        assertThat(victims(node.view(), waits(plugin, containerd))).isEmpty();
    }

    @Test
    void helperInTimeIsNoVictim() {
        var plugin = plugin(Duration.ofSeconds(5));
        assertThat(isSuspect(node.view())).isFalse();
        assertThat(victims(node.view(), waits(plugin, stranger))).isEmpty();
    }

    @Test
    void childThatServesASocketIsADaemon() {
        var daemon = plugin(LATE);
        node.listener("/run/k3s/containerd/containerd.sock", daemon.fd(5));
        assertThat(isSuspect(node.view())).isFalse();
        assertThat(victims(node.view(), waits(daemon, stranger))).isEmpty();
    }

    @Test
    void listenerThatWasInheritedMakesNoDaemon() {
        var plugin = plugin(LATE);
        node.listener("/run/containerd/containerd.sock", containerd.fd(5));
        plugin.inherits(containerd.fd(5));
        assertThat(isSuspect(node.view())).isTrue();
    }

    @Test
    void childWithMountsOfItsOwnIsAContainer() {
        containerd.mountNamespace(1);
        plugin(LATE).mountNamespace(2);
        assertThat(isSuspect(node.view())).isFalse();
    }

    @Test
    void mountsThatCouldNotBeReadCountNobodyOut() {
        containerd.mountNamespace(1);
        plugin(LATE).mountNamespace(0);
        assertThat(isSuspect(node.view())).isTrue();
    }

    @Test
    void helperThatHasEndedIsNotWaitedFor() {
        plugin(LATE).state('Z');
        assertThat(isSuspect(node.view())).isFalse();
    }

    @Test
    void blindLookSuspectsNobody() {
        var plugin = plugin(LATE);
        var blind = node.blindTo(ProcessTable.TYPE);
        assertThat(isSuspect(blind)).isFalse();
        assertThat(victims(blind, waits(plugin, stranger))).isEmpty();
    }
}
