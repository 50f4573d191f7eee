package io.nodethaw.hop;

import static org.assertj.core.api.Assertions.assertThat;

import io.nodethaw.evidence.ProcessTable;
import io.nodethaw.wait.Edge;
import io.nodethaw.wait.NodeEvidence;
import io.nodethaw.wait.NodeView;
import io.nodethaw.wait.ProcessEvidence;
import io.nodethaw.wait.Strength;
import io.nodethaw.wait.Vertex;
import io.nodethaw.wait.Victim;
import io.nodethaw.wait.Wait;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

class HelpersTest {
    private static final Duration LATE = Duration.ofMinutes(2);
    private static final Vertex LOCK = new Vertex.Resource(Vertex.ResourceKind.LOCK, "fd:01:42");
    private static final Vertex NAS = new Vertex.Resource(Vertex.ResourceKind.MOUNT, "/mnt/nas");

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

    private static Edge needs(ProcessEvidence from, Vertex to, Wait kind) {
        return Edge.of(from.vertex(), to, Strength.NEEDS, kind, "waits");
    }

    private boolean isSuspect(NodeView view) {
        return helpers.suspects(view, Set.of(containerd.pid())).contains(61);
    }

    @Test
    void lateHelperThatWaitsForALockIsAVictimPastItsLimit() {
        var plugin = plugin(LATE);
        assertThat(victims(node.view(), needs(plugin, LOCK, Wait.FILE_LOCK)))
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
    void helperThatIsInTheKernelAtAFileSystemCounts() {
        var plugin = plugin(LATE);
        assertThat(victims(node.view(), needs(plugin, NAS, Wait.FILE_SYSTEM))).hasSize(1);
    }

    @Test
    void scriptWhoseCommandWaitsForALockCounts() {
        var script = plugin(LATE);
        var command = node.child(script, 62, "host-local");
        assertThat(victims(
                        node.view(), needs(script, command.vertex(), Wait.CHILD), needs(command, LOCK, Wait.FILE_LOCK)))
                .extracting(Victim::vertex)
                .containsExactly(script.vertex());
    }

    @Test
    void helperThatWaitsForSomebodyStoppedCounts() {
        var stop = needs(stranger, new Vertex.Resource(Vertex.ResourceKind.KERNEL, "SIGCONT"), Wait.STOPPED);
        var plugin = plugin(LATE);
        assertThat(victims(node.view(), waits(plugin, stranger), stop)).hasSize(1);
    }

    @Test
    void scriptThatLivesAsLongAsItsDaemonMayWaitForItsCommands() {
        var script = plugin(LATE);
        var sleep = node.child(script, 62, "sleep");
        assertThat(victims(node.view(), needs(script, sleep.vertex(), Wait.CHILD)))
                .isEmpty();
    }

    @Test
    void quietConnectionIsNoTrouble() {
        var plugin = plugin(LATE);
        assertThat(victims(node.view(), needs(plugin, new Vertex.Remote("192.0.2.1:443"), Wait.TCP)))
                .isEmpty();
        assertThat(victims(node.view(), waits(plugin, stranger))).isEmpty();
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
        assertThat(victims(node.view(), waits(plugin, containerd), needs(containerd, NAS, Wait.FILE_SYSTEM)))
                .isEmpty();
    }

    @Test
    void helperInTimeIsNoVictim() {
        var plugin = plugin(Duration.ofSeconds(5));
        assertThat(isSuspect(node.view())).isFalse();
        assertThat(victims(node.view(), needs(plugin, LOCK, Wait.FILE_LOCK))).isEmpty();
    }

    @Test
    void childThatServesASocketIsADaemon() {
        var daemon = plugin(LATE);
        node.listener("/run/k3s/containerd/containerd.sock", daemon.fd(5));
        assertThat(isSuspect(node.view())).isFalse();
        assertThat(victims(node.view(), needs(daemon, LOCK, Wait.FILE_LOCK))).isEmpty();
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
        assertThat(victims(blind, needs(plugin, LOCK, Wait.FILE_LOCK))).isEmpty();
    }
}
