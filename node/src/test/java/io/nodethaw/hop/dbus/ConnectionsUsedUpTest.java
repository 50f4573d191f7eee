package io.nodethaw.hop.dbus;

import static org.assertj.core.api.Assertions.assertThat;

import io.nodethaw.analysis.Root;
import io.nodethaw.analysis.Verdict;
import io.nodethaw.evidence.ProcessStatus;
import io.nodethaw.evidence.Reading;
import io.nodethaw.hop.WholeNode;
import io.nodethaw.wait.ProcessEvidence;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class ConnectionsUsedUpTest {
    private static final String FULL =
            "org.freedesktop.DBus.Error.LimitsExceeded: The maximum number of active connections for "
                    + "UID 0 has been reached (max_connections_per_user=256)";

    private final WholeNode here = new WholeNode();

    private void refused(String why) {
        here.node.says(BusEcho.TYPE, new BusEcho(":1.300", 1, Optional.of(why)));
    }

    private void connects(ProcessEvidence process, int first, int count) {
        for (int i = 0; i < count; i++) {
            here.node.accepted(WholeNode.BUS, process.fd(first + i), here.bus.fd(first + i));
        }
    }

    private void runsAs(long user) {
        here.node.says(ProcessStatus.TYPE, "400", new ProcessStatus(400, List.of(400), 0, user));
    }

    private Verdict verdict() {
        var view = here.node.view();
        var chain = WholeNode.chain();
        return chain.judge(view, chain.graph(view));
    }

    @Test
    void oneProgramThatHoldsMostOfThemIsNamedAndIsNoStall() {
        refused(FULL);
        connects(here.node.process(400, "snitch"), 100, 250);
        runsAs(0);
        assertThat(verdict().state()).isEqualTo(Verdict.State.UNCLEAR);
        assertThat(verdict().roots()).singleElement().satisfies(root -> {
            assertThat(root.name()).isEqualTo("snitch 400");
            assertThat(root.finding()).hasValueSatisfying(finding -> {
                assertThat(finding.code()).isEqualTo(ConnectionsUsedUp.CODE);
                assertThat(finding.title())
                        .isEqualTo(
                                "holds 250 of root's 251 connections to the system bus, which no longer lets root in");
            });
        });
    }

    @Test
    void runcProcessesThatWaitForAReplyAreNoLeak() {
        refused(FULL);
        here.deaf();
        here.startsAContainer(Duration.ofMinutes(5));
        for (int i = 0; i < 100; i++) {
            var runc = here.node.child(here.shim, 500 + i, "runc").aged(Duration.ofMinutes(4));
            connects(runc.mountNamespace(1), 1000 + i, 1);
        }
        assertThat(verdict().roots()).extracting(Root::name).containsExactly("systemd 1");
    }

    @Test
    void nobodyIsAccusedWhenNobodyHoldsMost() {
        refused(FULL);
        for (int i = 0; i < 100; i++) {
            connects(here.node.process(500 + i, "client-" + i), 1000 + 2 * i, 2);
        }
        assertThat(verdict().roots()).isEmpty();
        assertThat(verdict().state()).isEqualTo(Verdict.State.UNCLEAR);
    }

    @Test
    void namesakeOfTheOneThatHoldsThemIsNotAccused() {
        refused(FULL);
        var leak = here.node.process(400, "python3");
        connects(leak, 100, 250);
        connects(here.node.process(401, "python3"), 500, 1);
        assertThat(verdict().roots()).extracting(Root::name).containsExactly("python3 400");
    }

    @Test
    void connectionsThatAChildInheritedCountOnce() {
        refused(FULL);
        var leak = here.node.process(400, "snitch").aged(Duration.ofSeconds(2));
        connects(leak, 100, 250);
        var child = here.node.child(leak, 401, "child").aged(Duration.ofSeconds(1));
        for (int fd = 100; fd < 350; fd++) {
            child.inherits(leak.fd(fd));
        }
        assertThat(verdict().roots()).extracting(Root::name).containsExactly("snitch 400");
    }

    @Test
    void busThatTurnsUsAwayIsNotAccused() {
        here.node.reading(BusEcho.TYPE, "", new Reading.Failed<>(FULL));
        var runc = here.startsAContainer(Duration.ofMinutes(5));
        runc.blockedIn("epoll_pwait", 5).polls(5, 7);
        assertThat(verdict().roots()).extracting(Root::name).doesNotContain("dbus-daemon " + here.bus.pid());
    }

    @Test
    void anotherUsersConnectionsAreNotRoots() {
        refused(FULL);
        var desktop = here.node.process(400, "desktop");
        connects(desktop, 100, 250);
        runsAs(1000);
        assertThat(verdict().roots()).isEmpty();
    }
}
