package io.nodethaw.hop;

import static io.nodethaw.hop.WholeNode.judged;
import static io.nodethaw.hop.WholeNode.verdict;
import static org.assertj.core.api.Assertions.assertThat;

import io.nodethaw.analysis.BlindSpot;
import io.nodethaw.analysis.Cause;
import io.nodethaw.analysis.Confidence;
import io.nodethaw.analysis.Finding;
import io.nodethaw.collect.Probe;
import io.nodethaw.evidence.Containers;
import io.nodethaw.evidence.DescriptorInfo;
import io.nodethaw.evidence.Descriptors;
import io.nodethaw.evidence.FactType;
import io.nodethaw.evidence.Goroutines;
import io.nodethaw.evidence.ProcessTable;
import io.nodethaw.evidence.Reading;
import io.nodethaw.evidence.Silence;
import io.nodethaw.evidence.Tasks;
import io.nodethaw.evidence.UnixSockets;
import io.nodethaw.hop.containerd.ContainerdAnswer;
import io.nodethaw.hop.dbus.BusEcho;
import io.nodethaw.hop.docker.DockerAnswer;
import io.nodethaw.hop.kubelet.KubeletAnswer;
import io.nodethaw.hop.shim.Bundles;
import io.nodethaw.hop.shim.ShimAnswer;
import io.nodethaw.hop.systemd.BusReply;
import io.nodethaw.hop.systemd.NameOwner;
import io.nodethaw.hop.systemd.PrivateReply;
import io.nodethaw.wait.Edge;
import io.nodethaw.wait.NodeEvidence;
import io.nodethaw.wait.NodeView;
import io.nodethaw.wait.Victim;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** Whole nodes made by hand, judged by every hop together. */
class ChainTest {
    private static final Duration LONG_AGO = Duration.ofMinutes(41);
    private static final Duration JUST_NOW = Duration.ofMillis(500);

    private final WholeNode here = new WholeNode();

    @Test
    void whereSomebodyWaitsItIsReadWhetherWeGetAProcessorOurselves() {
        var view = new WholeNode().node.view();
        var ours = Tasks.TYPE.key(NodeEvidence.OURS);
        assertThat(WholeNode.chain().wants(view, Depth.COSTLY)).contains(ours);
        assertThat(WholeNode.chain().wants(view, Depth.LIGHT)).doesNotContain(ours);
    }

    @Test
    void healthyNodeIsHealthy() {
        assertThat(here.judged()).isEqualTo("HEALTHY");
        assertThat(here.shown()).isEmpty();
        assertThat(here.verdict().ruledOut())
                .extracting(Finding::code)
                .contains("dbus.passes-messages", "kernel.no-hop-in-d");
    }

    @Test
    void deafSystemdIsFoundFromTheTopOfTheChain() {
        here.deaf().startsAContainer(LONG_AGO);
        assertThat(here.judged()).isEqualTo("STALLED systemd 1 systemd.deaf-on-bus");
        assertThat(here.shown())
                .containsExactly(
                        "kubelet 80 inferred dockerd 70: open-connection",
                        "dockerd 70 inferred containerd 60: open-connection",
                        "containerd 60 inferred containerd-shim 200: open-connection",
                        "containerd-shim 200 inferred runc 220: overdue-child",
                        "runc 220 inferred systemd 1: dbus-call",
                        "runc:[2:INIT] 225 fd 3 needs runc 220 fd 8: unix-socket",
                        "nodethaw needs systemd 1: probe");
    }

    @Test
    void deafSystemdIsProvenByFourSignsAndItsCauseIsAnotherClaim() {
        var verdict = here.deaf().verdict();
        assertThat(verdict.roots().getFirst().finding()).hasValueSatisfying(finding -> {
            assertThat(((Finding.Stuck) finding).confidence()).isEqualTo(Confidence.PROVEN);
            assertThat(finding.proofs()).hasSize(5);
        });
        assertThat(verdict.causes()).extracting(Cause::confidence).containsExactly(Confidence.UNKNOWN);
    }

    @Test
    void deafSystemdIsNoLongerProvenWithoutItsEpollSetsAndNotSlowEither() {
        here.deaf();
        here.systemd.moves();
        assertThat(judged(verdict(here.node.evidence().without(DescriptorInfo.TYPE))))
                .isEqualTo("UNCLEAR systemd 1 systemd.deaf-on-bus");
    }

    @Test
    void deafSystemdIsNeverCalledWellWithoutRoot() {
        here.deaf().notSeenByRoot();
        here.systemd.moves();
        var blind = here.node.evidence().without(Descriptors.TYPE).without(DescriptorInfo.TYPE);
        assertThat(judged(verdict(blind))).isEqualTo("UNCLEAR systemd 1 systemd.deaf-on-bus");
    }

    @Test
    void healthyNodeSeenWithoutRootNamesWhatCouldNotBeSeen() {
        here.notSeenByRoot();
        var verdict = verdict(here.node.evidence().without(Descriptors.TYPE));
        assertThat(verdict.state().exitCode()).isIn(0, 2);
        assertThat(verdict.roots()).isEmpty();
        assertThat(verdict.notSeen()).extracting(spot -> spot.what()).contains("other users' processes", "docker");
    }

    @Test
    void systemdOffTheBusIsFound() {
        here.offTheBus().startsAContainer(Duration.ofSeconds(10));
        assertThat(here.judged()).isEqualTo("STALLED systemd 1 systemd.off-the-bus");
        assertThat(here.shown())
                .contains(
                        "runc 220 inferred org.freedesktop.systemd1: dbus-call",
                        "org.freedesktop.systemd1 needs systemd 1: bus-name");
    }

    @Test
    void stoppedSystemdIsTheRoot() {
        here.systemd.stopped();
        here.node.silent(BusReply.TYPE).silent(PrivateReply.TYPE);
        assertThat(here.judged()).isEqualTo("STALLED systemd 1 systemd.stopped");
    }

    @Test
    void systemdThatWaitsForAGeneratorIsSlow() {
        here.systemd.moves();
        here.node.silent(BusReply.TYPE).silent(PrivateReply.TYPE).unread(here.systemd.fd(WholeNode.BUS_FD), 2128);
        assertThat(here.judged()).isEqualTo("SLOW systemd 1");
        assertThat(here.command()).isEqualTo("nodethaw systemd");
    }

    /** What PID 1 is at tells nothing where it is another that does not answer. */
    @Test
    void daemonThatIsSilentAndDoesNotMoveIsLookedAtByItsChain() {
        here.dockerd.still();
        here.node.silent(DockerAnswer.TYPE, WholeNode.DOCKER);
        assertThat(here.judged()).startsWith("UNCLEAR dockerd 70");
        assertThat(here.command()).isEqualTo("nodethaw chain 70");
    }

    @Test
    void systemdThatIsSilentAndDoesNotMoveIsUnclear() {
        here.systemd.still();
        here.node.silent(BusReply.TYPE).silent(PrivateReply.TYPE);
        assertThat(here.judged()).isEqualTo("UNCLEAR systemd 1");
        assertThat(here.command()).isEqualTo("nodethaw systemd");
    }

    @Test
    void stoppedBusIsTheRootAndNotSystemdThatHoldsTheSameListener() {
        here.bus.stopped();
        here.node.silent(BusEcho.TYPE).silent(NameOwner.TYPE).silent(BusReply.TYPE);
        assertThat(here.judged()).isEqualTo("STALLED dbus-daemon 50 dbus.stopped");
    }

    @Test
    void frozenBusIsTheRoot() {
        here.bus.frozenIn("/system.slice/dbus.service");
        here.node.silent(BusEcho.TYPE).silent(NameOwner.TYPE).silent(BusReply.TYPE);
        assertThat(here.judged()).isEqualTo("STALLED dbus-daemon 50 dbus.frozen");
    }

    @Test
    void fourStoppedDaemonsAreAllRootsTheDeepestFirst() {
        for (var daemon : List.of(here.dockerd, here.containerd, here.bus, here.systemd)) {
            daemon.stopped();
        }
        here.node
                .silent(BusEcho.TYPE)
                .silent(NameOwner.TYPE)
                .silent(BusReply.TYPE)
                .silent(PrivateReply.TYPE)
                .silent(ContainerdAnswer.TYPE, WholeNode.CONTAINERD)
                .silent(DockerAnswer.TYPE, WholeNode.DOCKER);
        assertThat(here.judged())
                .isEqualTo("STALLED systemd 1 systemd.stopped, dbus-daemon 50 dbus.stopped, "
                        + "containerd 60 containerd.stopped, dockerd 70 docker.stopped");
    }

    @Test
    void tracerThatSitsOnDockerdIsNamedAndDockerdIsTheRoot() {
        here.node.process(300, "gdb").still();
        here.dockerd.tracedBy(300);
        here.node.silent(DockerAnswer.TYPE, WholeNode.DOCKER);
        assertThat(here.judged()).isEqualTo("STALLED dockerd 70 docker.stopped");
        assertThat(here.shown()).contains("dockerd 70 needs gdb 300: traced");
    }

    @Test
    void coreDumpOfDockerdIsNoStall() {
        here.node.process(300, "gcore").moves();
        here.dockerd.tracedBy(300).still();
        here.node.silent(DockerAnswer.TYPE, WholeNode.DOCKER);
        assertThat(here.verdict().state().exitCode()).isNotEqualTo(1);
    }

    @Test
    void stoppedShimIsTheRootWithEveryContainerItServes() {
        here.shim.stopped();
        here.node
                .silent(ShimAnswer.TYPE, WholeNode.SHIM)
                .says(Bundles.TYPE, WholeNode.SHIM, new Bundles(List.of("aaa", "bbb")))
                .says(
                        Containers.TYPE,
                        "docker " + WholeNode.DOCKER,
                        new Containers(List.of(new Containers.Container("aaa", "web"))));
        assertThat(here.judged()).isEqualTo("STALLED shim 200 shim.stopped");
        assertThat(here.verdict().roles())
                .filteredOn(role -> role.vertex().equals(here.shim.vertex()))
                .extracting(role -> role.detail())
                .containsExactly("aaa (web), bbb");
    }

    @Test
    void stoppedRuncIsTheRoot() {
        here.startsAContainer(Duration.ofSeconds(1)).stopped();
        assertThat(here.judged()).isEqualTo("STALLED runc 220 runc.stopped");
    }

    @Test
    void stoppedRuncInitIsTheRoot() {
        here.startsAContainer(Duration.ofSeconds(1));
        here.init().stopped();
        assertThat(here.judged()).isEqualTo("STALLED runc init 225 runc.stopped");
    }

    @Test
    void stoppedKubeletIsTheRoot() {
        here.kubelet.stopped();
        here.node.silent(KubeletAnswer.TYPE);
        assertThat(here.judged()).isEqualTo("STALLED kubelet 80 kubelet.stopped");
    }

    @Test
    void runcPastItsLimitIsAStallThoughNobodyIsSilent() {
        here.startsAContainer(LONG_AGO);
        assertThat(here.verdict().state().exitCode()).isEqualTo(1);
        assertThat(here.judged()).isEqualTo("STALLED runc 220");
    }

    @Test
    void containersThatComeAndGoAreHealthy() {
        here.startsAContainer(JUST_NOW);
        assertThat(here.judged()).isEqualTo("HEALTHY");
    }

    @Test
    void foregroundRunOfHoursIsHealthy() {
        var runc = here.node.child(here.shim, 220, "runc").aged(LONG_AGO).mountNamespace(1);
        here.node.child(runc, 221, "make").aged(LONG_AGO);
        here.node.accepted(WholeNode.BUS, runc.fd(7), here.bus.fd(21));
        assertThat(here.judged()).isEqualTo("HEALTHY");
    }

    @Test
    void containersOwnProgramNamedRuncIsHealthy() {
        here.node.child(here.shim, 220, "runc").aged(LONG_AGO).mountNamespace(7);
        here.node.process(230, "runc").aged(LONG_AGO).stopped();
        assertThat(here.judged()).isEqualTo("HEALTHY");
    }

    @Test
    void usersOwnTroubleIsTheUsersBusiness() {
        here.node.process(300, "vim").stopped();
        here.node.process(301, "job").tracedBy(302);
        here.node.process(302, "gdb").still();
        here.node.process(303, "cp").inD("rpc_wait_bit_killable").still();
        here.node.process(304, "batch").frozenIn("/user.slice/frozen");
        here.node.process(305, "dbus-daemon").stopped();
        here.node.child(here.nginx, 211, "worker").stopped();
        assertThat(here.judged()).isEqualTo("HEALTHY");
    }

    @Test
    void deadlockOfAUsersProcessesIsTheUsersBusiness() {
        var one = here.node.process(300, "one");
        var two = here.node.process(301, "two");
        here.node.pipe(one.fd(3), two.fd(4)).pipe(two.fd(5), one.fd(6));
        one.blockedIn("read", 3);
        two.blockedIn("read", 5);
        here.node.lock(1, "POSIX", 300, "fd:01:1").lockWanted(1, "POSIX", 301, "fd:01:1");
        here.node.lock(2, "POSIX", 301, "fd:01:2").lockWanted(2, "POSIX", 300, "fd:01:2");
        assertThat(here.judged()).isEqualTo("HEALTHY");
    }

    @Test
    void secondContainerdThatNobodyUsesMayBeStopped() {
        var other = here.node.process(300, "containerd").stopped();
        here.node.listener("/home/me/containerd.sock", other.fd(3));
        assertThat(here.judged()).isEqualTo("HEALTHY");
    }

    @Test
    void wedgedNestedNodeIsANoteAndNoMore() {
        var inner = here.node.child(here.shim, 400, "systemd").knownAs(400, 1).stopped();
        var itsShim = here.node.child(inner, 401, "containerd-shim").stopped();
        here.node.listener("/run/containerd/s/inner", itsShim.fd(3));
        here.node.child(itsShim, 402, "runc").aged(LONG_AGO);
        assertThat(here.judged()).isEqualTo("HEALTHY");
        assertThat(here.verdict().notes())
                .singleElement()
                .satisfies(note -> assertThat(note).contains("400"));
    }

    @Test
    void whoHasMoreFilesOpenThanAreReadIsNamed() {
        here.node.process(300, "one");
        here.node.says(Descriptors.TYPE, "300", new Descriptors(300, List.of(), "", Optional.of(0)));
        assertThat(here.judged()).isEqualTo("HEALTHY");
        assertThat(here.verdict().notes()).containsExactly("of the open files of one 300 only the first 0 were read");
        here.node.says(Descriptors.TYPE, "301", new Descriptors(301, List.of(), "", Optional.of(0)));
        assertThat(here.verdict().notes())
                .containsExactly("of the open files of one 300 only the first 0 were read, and of 1 more not all");
    }

    @Test
    void strangerThatHoldsAFileLockOfAPluginIsTheRoot() {
        var plugin = here.node.child(here.containerd, 500, "host-local").aged(LONG_AGO);
        plugin.opens(3, "/run/cni/lock").blockedIn("flock", 3);
        var backup = here.node.process(510, "backup").opens(7, "/run/cni/lock");
        here.containerd.thread(61).blockedIn("waitid", 3, 30);
        here.containerd.pidfd(30, 500);
        here.node.lock(5, "FLOCK", backup.pid(), "fd:01:42").lockWanted(5, "FLOCK", plugin.pid(), "fd:01:42");
        assertThat(here.judged()).isEqualTo("STALLED backup 510 kernel.file-lock-held");
        assertThat(here.shown())
                .contains(
                        "containerd 60 fd 30 needs host-local 500: child",
                        "host-local 500 fd 3 needs fd:01:42: file-lock",
                        "fd:01:42 needs backup 510 fd 7: held-by");
    }

    @Test
    void pluginThatLivesAsLongAsItsDaemonIsNoVictim() {
        here.node.child(here.containerd, 500, "nri-plugin").aged(LONG_AGO).blockedIn("epoll_wait", 4);
        assertThat(here.judged()).isEqualTo("HEALTHY");
    }

    @Test
    void hopThatAnswersWithAnErrorCannotBeCalledHealthy() {
        here.node.reading(DockerAnswer.TYPE, WholeNode.DOCKER, new Reading.Failed<>("connection refused"));
        assertThat(here.judged()).isEqualTo("UNCLEAR");
    }

    @Test
    void withoutProcessesOrSocketsNobodyCallsTheNodeHealthy() {
        assertThat(judged(verdict(here.node.evidence().without(ProcessTable.TYPE))))
                .startsWith("UNCLEAR");
        assertThat(judged(verdict(here.node.evidence().without(UnixSockets.TYPE))))
                .startsWith("UNCLEAR");
    }

    @Test
    void chainOfAnyProcessLeadsAsFarAsTheNodesOwnVictimsShow() {
        var client = here.node.process(300, "client");
        here.startsAContainer(Duration.ofSeconds(10));
        here.node.pair(client.fd(3), here.shim.fd(44));
        client.blockedIn("read", 3);
        var view = here.deaf().node.view();
        var graph = WholeNode.chain().graph(view, List.of(Victim.askedAbout(client.vertex())));
        assertThat(graph.reach(List.of(client.vertex()), Edge::leadsOn))
                .contains(here.shim.vertex(), here.node.process(220).vertex(), here.systemd.vertex());
    }

    /** A bus that could not be asked, and a runc that may be waiting for systemd over it. */
    @Test
    void systemdIsNotCalledWellWhilePossibleWaitersWereNotRead() {
        here.startsAContainer(Duration.ofSeconds(10));
        here.node
                .reading(NameOwner.TYPE, "", new Reading.NotAsked<>("no socket at " + WholeNode.BUS))
                .reading(BusReply.TYPE, "", new Reading.NotAsked<>("no socket at " + WholeNode.BUS))
                .reading(Goroutines.TYPE, "220", new Reading.Failed<>("Input/output error"));
        assertThat(here.judged()).startsWith("UNCLEAR");
        assertThat(here.verdict().notSeen())
                .contains(new BlindSpot("goroutines of runc 220", "Input/output error", true));
    }

    /** An earlier look asked it in vain, and this one did not ask again. */
    @Test
    void silentDaemonWhoseGoroutinesWereNotReadIsNotCalledSlow() {
        here.node.silent(DockerAnswer.TYPE, WholeNode.DOCKER);
        here.node.reading(
                Goroutines.TYPE, "70", new Reading.Silent<>(Duration.ofMillis(300), "read", Silence.NOT_READ));
        assertThat(here.judged()).startsWith("UNCLEAR");
        assertThat(here.verdict().notSeen())
                .contains(new BlindSpot("goroutines of dockerd 70", "did not come back in time", true));
    }

    /** Otherwise one that an earlier look held back is never asked once the others are answered. */
    @Test
    void noAnswerTakesAnUnaskedQuestionAway() {
        for (var hop : WholeNode.chain().hops()) {
            var questions = hop.probes(here.node.view(), Depth.LIGHT).stream()
                    .<FactType<?>>map(Probe::type)
                    .toList();
            var evidence = here.node.evidence();
            for (var question : questions) {
                evidence = evidence.without(question);
            }
            var unanswered = new NodeView(evidence);
            assertThat(hop.probes(here.node.view(), Depth.LIGHT))
                    .as(hop.name())
                    .extracting(Probe::key)
                    .containsAll(hop.probes(unanswered, Depth.LIGHT).stream()
                            .map(Probe::key)
                            .toList());
        }
    }
}
