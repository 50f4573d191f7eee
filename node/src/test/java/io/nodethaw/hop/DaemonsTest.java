package io.nodethaw.hop;

import static org.assertj.core.api.Assertions.assertThat;

import io.nodethaw.analysis.BlindSpot;
import io.nodethaw.evidence.Reading;
import io.nodethaw.hop.containerd.ContainerdAnswer;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;

class DaemonsTest {
    private static final String OTHER = "/run/k3s/containerd/containerd.sock";
    private static final String ON_DISK = "/var/snap/microk8s/common/run/containerd.sock";
    private static final Reading<ContainerdAnswer> NO_SOCKET = new Reading.NotAsked<>("no socket there");

    private final WholeNode here = new WholeNode();
    private final Daemons daemons = new Daemons(
            "containerd",
            new SocketFolder(Path.of("/nowhere")).host(),
            ContainerdAnswer.TYPE,
            "containerd's version",
            List.of(WholeNode.CONTAINERD, OTHER, ON_DISK));

    private List<BlindSpot> blindSpots(Reading<ContainerdAnswer> one, Reading<ContainerdAnswer> other) {
        here.node
                .reading(ContainerdAnswer.TYPE, WholeNode.CONTAINERD, one)
                .reading(ContainerdAnswer.TYPE, OTHER, other);
        return daemons.blindSpots(here.node.view());
    }

    @Test
    void everyPathOnRunIsAskedAtAndADiskOnlyWhereSomebodyListens() {
        assertThat(daemons.toAsk(here.node.view())).containsExactly(WholeNode.CONTAINERD, OTHER);
        here.node.listener(ON_DISK, here.node.process(300, "containerd").fd(3));
        assertThat(daemons.toAsk(here.node.view())).containsExactly(WholeNode.CONTAINERD, OTHER, ON_DISK);
    }

    @Test
    void whatSystemdWouldStartForUsIsNotAsked() {
        here.node.listener(OTHER, here.systemd.fd(40)).reading(ContainerdAnswer.TYPE, WholeNode.CONTAINERD, NO_SOCKET);
        assertThat(daemons.toAsk(here.node.view())).doesNotContain(OTHER);
        assertThat(daemons.blindSpots(here.node.view()))
                .containsExactly(new BlindSpot(
                        "containerd", "does not run; systemd starts it when somebody asks at " + OTHER, false));
    }

    @Test
    void pathWithoutASocketIsNothingToMissWhereAnotherAnswers() {
        assertThat(blindSpots(new Reading.Seen<>(new ContainerdAnswer("1.6.20", "")), NO_SOCKET))
                .isEmpty();
    }

    @Test
    void noSocketAtAnyPathIsNoSuchDaemon() {
        assertThat(blindSpots(NO_SOCKET, NO_SOCKET))
                .containsExactly(new BlindSpot("containerd", "not on this node", false));
    }

    @Test
    void daemonThatRefusesMattersBesideAnyOther() {
        assertThat(blindSpots(new Reading.Failed<>("Connection refused"), NO_SOCKET))
                .containsExactly(new BlindSpot("containerd", "Connection refused", true));
    }

    @Test
    void socketAtWhichNobodyListensIsLeftBehindWhereAnotherRuntimeServes() {
        var answer = new Reading.Seen<>(new ContainerdAnswer("1.6.20", ""));
        var refused = new Reading.Failed<ContainerdAnswer>("Connection refused");
        assertThat(blindSpots(answer, refused)).isEmpty();
        here.node.process(300, "containerd"); // which may be about to listen
        assertThat(blindSpots(answer, refused))
                .containsExactly(new BlindSpot("containerd", "Connection refused", true));
    }

    @Test
    void daemonThatWeMayNotAskMatters() {
        assertThat(blindSpots(new Reading.Refused<>("not permitted: it"), NO_SOCKET))
                .containsExactly(new BlindSpot("containerd", "not permitted: it", true));
    }

    @Test
    void evidenceOfANodethawWithoutThisHopIsJudgedAsBefore() {
        var unheardOf = new Daemons(
                "udev", daemons.host(), ContainerdAnswer.TYPE, "udev's word", List.of("/run/nobody-listens.sock"));
        assertThat(unheardOf.blindSpots(here.node.blindTo(ContainerdAnswer.TYPE)))
                .isEmpty();
    }

    @Test
    void beingNeverAskedDoesNotMeanAbsent() {
        assertThat(daemons.blindSpots(here.node.blindTo(ContainerdAnswer.TYPE)))
                .containsExactly(new BlindSpot("containerd", "could not tell: never asked", true));
    }

    @Test
    void onlyWhoAcceptsThereHasARole() {
        here.node.reading(ContainerdAnswer.TYPE, OTHER, NO_SOCKET);
        assertThat(daemons.roles(here.node.view()))
                .singleElement()
                .satisfies(role -> assertThat(role.vertex()).isEqualTo(here.containerd.vertex()));
    }
}
