package io.nodethaw.hop.systemd;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.nodethaw.collect.wire.dbus.FakePeer;
import io.nodethaw.evidence.Key;
import io.nodethaw.evidence.Machine;
import io.nodethaw.evidence.Reading;
import io.nodethaw.evidence.RefusedStarts;
import io.nodethaw.hop.Depth;
import io.nodethaw.hop.Obstacle;
import io.nodethaw.hop.WholeNode;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

class CallsRefusedTest {
    private static final Reading<BusReply> DENIED = new Reading.Failed<>(
            "org.freedesktop.DBus.Error.AccessDenied: Rejected send message, 1 matched rules; type=\"method_call\"");

    private final WholeNode here = new WholeNode();
    private final CallsRefused obstacle = new CallsRefused();

    private List<Obstacle.Met> met() {
        return obstacle.met(here.node.view());
    }

    @Test
    void refusedPingIsASuspicion() {
        here.node.reading(BusReply.TYPE, "", DENIED);
        assertThat(met()).extracting(Obstacle.Met::certainty).containsExactly(Obstacle.Certainty.SUSPECTED);
        assertThat(obstacle.wants(here.node.view(), Depth.CLOSE)).containsExactly(RefusedStarts.TYPE.key());
    }

    @Test
    void refusedStartMakesItCertain() {
        here.node.reading(BusReply.TYPE, "", DENIED);
        here.node.says(
                RefusedStarts.TYPE,
                new RefusedStarts(List.of(new RefusedStarts.Line(
                        RefusedStarts.Why.BUS_REFUSED,
                        "docker.service",
                        Duration.ofSeconds(9),
                        "unable to start unit \"docker-1.scope\": Rejected send message, 1 matched rules"))));
        assertThat(met()).extracting(Obstacle.Met::certainty).containsExactly(Obstacle.Certainty.CERTAIN);
    }

    private static final Reading<BusReply> LIMITED = new Reading.Failed<>(
            "org.freedesktop.DBus.Error.LimitsExceeded: The maximum number of pending replies per connection has been reached");

    private void said(RefusedStarts.Why why) {
        here.node.says(
                RefusedStarts.TYPE,
                new RefusedStarts(List.of(new RefusedStarts.Line(
                        why, "docker.service", Duration.ofSeconds(9), "unable to start unit: refused"))));
    }

    @Test
    void limitThatAllowsNoCallRefusesToo() {
        here.node.reading(BusReply.TYPE, "", LIMITED);
        assertThat(met()).singleElement().satisfies(met -> {
            assertThat(met.certainty()).isEqualTo(Obstacle.Certainty.SUSPECTED);
            assertThat(met.label()).isEqualTo("max_replies_per_connection of the system bus");
            assertThat(obstacle.step(here.node.view(), met).orElseThrow().command())
                    .startsWith("grep -rl max_replies_per_connection ");
        });
        said(RefusedStarts.Why.BUS_REFUSED);
        assertThat(met()).extracting(Obstacle.Met::certainty).containsExactly(Obstacle.Certainty.SUSPECTED);
        said(RefusedStarts.Why.BUS_REPLIES);
        assertThat(met()).extracting(Obstacle.Met::certainty).containsExactly(Obstacle.Certainty.CERTAIN);
    }

    @Test
    void otherLimitsRefuseNoCall() {
        here.node.reading(
                BusReply.TYPE,
                "",
                new Reading.Failed<>(
                        "org.freedesktop.DBus.Error.LimitsExceeded: The maximum number of active connections for UID 0 has been reached"));
        assertThat(met()).isEmpty();
    }

    @Test
    void systemdThatAnswersRefusesNobody() {
        assertThat(met()).isEmpty();
        assertThat(obstacle.wants(here.node.view(), Depth.CLOSE)).isEqualTo(java.util.Set.<Key>of());
    }

    /** The bus had no room for root, so that we asked as nobody: a policy may well refuse that. */
    @Test
    void whatNobodyIsRefusedIsNotRefusedToRoot() {
        var denied = FakePeer.error(
                FakePeer.signal(7, ":1.9", "Ping"), "org.freedesktop.DBus.Error.AccessDenied", "Rejected send message");
        assertThatThrownBy(() -> SystemdProbe.answered(denied, SystemdProbe.AS_NOBODY))
                .satisfies(refused -> here.node.reading(
                        BusReply.TYPE, "", new Reading.Failed<>(String.valueOf(refused.getMessage()))));
        assertThat(met()).isEmpty();
        assertThatThrownBy(() -> SystemdProbe.answered(denied, ""))
                .satisfies(refused -> here.node.reading(
                        BusReply.TYPE, "", new Reading.Failed<>(String.valueOf(refused.getMessage()))));
        assertThat(met()).hasSize(1);
    }

    @Test
    void whoIsNotRootMayWellBeRefused() {
        here.node.says(Machine.TYPE, new Machine(99, 1000, "6.1", "x86_64", "b", 100, 50));
        here.node.reading(BusReply.TYPE, "", DENIED);
        assertThat(met()).isEmpty();
    }

    @Test
    void otherErrorsAreNoPolicy() {
        here.node.reading(BusReply.TYPE, "", new Reading.Failed<>("connection reset"));
        assertThat(met()).isEmpty();
    }
}
