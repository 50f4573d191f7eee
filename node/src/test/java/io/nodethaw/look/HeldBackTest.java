package io.nodethaw.look;

import static org.assertj.core.api.Assertions.assertThat;

import io.nodethaw.evidence.Descriptors;
import io.nodethaw.evidence.Evidence;
import io.nodethaw.evidence.FactType;
import io.nodethaw.evidence.Key;
import io.nodethaw.evidence.Machine;
import io.nodethaw.evidence.Reading;
import io.nodethaw.evidence.Silence;
import io.nodethaw.evidence.Tasks;
import io.nodethaw.evidence.UnixSockets;
import io.nodethaw.hop.WholeNode;
import io.nodethaw.hop.containerd.ContainerdAnswer;
import io.nodethaw.hop.docker.DockerAnswer;
import io.nodethaw.hop.shim.ShimAnswer;
import io.nodethaw.hop.systemd.BusReply;
import io.nodethaw.hop.systemd.NameOwner;
import io.nodethaw.wait.NodeEvidence;
import io.nodethaw.wait.NodeView;
import io.nodethaw.wait.ProcessEvidence;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** Each look at a sick node left one more question with every process that did not answer. */
class HeldBackTest {
    private static final Key CONTAINERD = ContainerdAnswer.TYPE.key(WholeNode.CONTAINERD);

    private final WholeNode here = new WholeNode();

    /** What a look on this node notes after it has asked in vain. */
    private List<Note> noted() {
        var view = here.node.view();
        return new HeldBack(WholeNode.chain(), List.of(), view).after(view);
    }

    /** A later look, before it has asked anything that earlier looks asked in vain. */
    private final class Later {
        private final HeldBack held;
        private final NodeView settled;

        Later(List<Note> notes, FactType<?>... unasked) {
            var evidence = here.node.evidence();
            for (var type : unasked) {
                evidence = evidence.without(type);
            }
            held = new HeldBack(WholeNode.chain(), notes, new NodeView(evidence));
            var builder = evidence.toBuilder();
            held.settle(new NodeView(evidence), builder);
            settled = new NodeView(builder.build());
        }

        <T> Reading<T> reading(FactType<T> type, String instance) {
            return settled.evidence().reading(type, instance);
        }

        Evidence evidence() {
            return settled.evidence();
        }
    }

    private void ran(ProcessEvidence process, long switches) {
        var task = new Tasks.Task(process.pid(), "x", 'S', "", 0, 0, switches);
        here.node.says(Tasks.TYPE, Integer.toString(process.pid()), new Tasks(process.pid(), List.of(task)));
    }

    private List<Note> notedOfTwentySilentShims() {
        for (int i = 0; i < 20; i++) {
            var path = WholeNode.SHIM + i;
            var shim = here.node.process(300 + i, "containerd-shim");
            here.node.listener(path, shim.fd(11)).silent(ShimAnswer.TYPE, path);
            ran(shim, 5);
        }
        return noted();
    }

    @Test
    void healthyNodeLeavesNothingToNote() {
        assertThat(noted()).isEmpty();
    }

    @Test
    void stoppedDaemonThatHasDoneNothingSinceIsNotAskedAgain() {
        here.containerd.stopped();
        here.node.reading(
                ContainerdAnswer.TYPE, WholeNode.CONTAINERD, new Reading.Silent<>(Duration.ofSeconds(1), "connect"));
        var notes = noted();
        assertThat(notes).singleElement().satisfies(note -> {
            assertThat(note.question()).isEqualTo(CONTAINERD);
            assertThat(note.holder()).isEqualTo(here.containerd.vertex());
        });

        var later = new Later(hourBefore(notes), ContainerdAnswer.TYPE);
        assertThat(later.held.holds(CONTAINERD)).isTrue();
        assertThat(later.reading(ContainerdAnswer.TYPE, WholeNode.CONTAINERD))
                .isEqualTo(new Reading.Silent<>(
                        Duration.ofSeconds(3601), "asked by an earlier look, and unanswered since"));
        assertThat(WholeNode.judged(WholeNode.verdict(later.evidence())))
                .isEqualTo("STALLED containerd 60 containerd.stopped");
        assertThat(later.held.after(later.settled)).as("kept for the next look").isEqualTo(hourBefore(notes));
    }

    /** Asking leaves nothing behind there, and tells more than an earlier silence. */
    @Test
    void aDaemonWithAFullAcceptQueueIsAskedAgain() {
        here.containerd.stopped();
        here.node.reading(
                ContainerdAnswer.TYPE,
                WholeNode.CONTAINERD,
                new Reading.Silent<>(Duration.ZERO, "connect", Silence.QUEUE_FULL));
        ran(here.containerd, 40);
        assertThat(noted()).isEmpty();
    }

    /** It was continued and stopped again, and may have answered meanwhile. */
    @Test
    void daemonThatRanSinceIsAskedAgain() {
        here.node.silent(ContainerdAnswer.TYPE, WholeNode.CONTAINERD);
        ran(here.containerd, 40);
        var notes = noted();
        ran(here.containerd, 41);
        var later = new Later(notes, ContainerdAnswer.TYPE);
        assertThat(later.held.holds(CONTAINERD)).isFalse();
        assertThat(later.evidence().asked(CONTAINERD)).isFalse();
    }

    /** It answered within the look, after we had given up, and has had nothing to do since: it is idle, and would answer. */
    @Test
    void daemonThatRanWithinTheLookIsAskedAgain() {
        here.containerd.moves();
        here.node.silent(ContainerdAnswer.TYPE, WholeNode.CONTAINERD);
        var later = new Later(noted(), ContainerdAnswer.TYPE);
        assertThat(later.held.holds(CONTAINERD)).isFalse();
    }

    /** Its answer may lie in our socket: that it has rested since says nothing then. */
    @Test
    void daemonThatWeHadNoTimeToHearIsAskedAgain() {
        here.node.silent(ContainerdAnswer.TYPE, WholeNode.CONTAINERD);
        ran(here.containerd, 40);
        here.node.process(NodeEvidence.OURS, "java").queued(Duration.ofMillis(930));
        assertThat(noted()).isEmpty();
    }

    @Test
    void daemonWhoseThreadsWereNotReadIsAskedAgain() {
        here.node.silent(ContainerdAnswer.TYPE, WholeNode.CONTAINERD);
        var later = new Later(noted(), ContainerdAnswer.TYPE);
        assertThat(later.held.holds(CONTAINERD)).isFalse();
    }

    @Test
    void anotherProcessOfThatNumberIsAsked() {
        here.node.silent(ContainerdAnswer.TYPE, WholeNode.CONTAINERD);
        ran(here.containerd, 40);
        var notes = noted();
        here.containerd.aged(Duration.ofSeconds(1));
        assertThat(new Later(notes, ContainerdAnswer.TYPE).held.isAny()).isFalse();
    }

    /** The process that was asked still hangs, but another one now accepts at that path. */
    @Test
    void anotherProcessAtThatPathIsAsked() {
        here.node.silent(ContainerdAnswer.TYPE, WholeNode.CONTAINERD);
        ran(here.containerd, 40);
        ran(here.nginx, 40);
        var notes = noted().stream()
                .map(note -> new Note(note.question(), here.nginx.vertex(), note.asked(), note.still(), note.sign()))
                .toList();
        assertThat(new Later(notes, ContainerdAnswer.TYPE).held.holds(CONTAINERD))
                .isFalse();
    }

    @Test
    void pingThatLiesUnreadAtPidOneIsNotSentAgain() {
        here.deaf();
        var notes = noted();
        assertThat(notes)
                .singleElement()
                .satisfies(note -> assertThat(note.sign()).endsWith(" 2128"));
        var later = new Later(notes, BusReply.TYPE);
        assertThat(later.reading(BusReply.TYPE, "").isSilent()).isTrue();
        assertThat(WholeNode.judged(WholeNode.verdict(later.evidence())))
                .isEqualTo("STALLED systemd 1 systemd.deaf-on-bus");
    }

    @Test
    void systemdThatHasReadFromTheBusIsAskedAgain() {
        here.deaf();
        var notes = noted();
        here.node.unread(here.systemd.fd(WholeNode.BUS_FD), 2000);
        assertThat(new Later(notes, BusReply.TYPE).held.holds(BusReply.TYPE.key()))
                .isFalse();
    }

    @Test
    void systemdThatPollsTheBusAgainIsAskedAgain() {
        here.deaf();
        var notes = noted();
        here.systemd.polls(WholeNode.EPOLL, WholeNode.BUS_FD);
        assertThat(new Later(notes, BusReply.TYPE).held.holds(BusReply.TYPE.key()))
                .isFalse();
    }

    @Test
    void theBusHasToAnswerWhatItHasNotPassedOn() {
        here.bus.stopped();
        here.node.silent(NameOwner.TYPE).silent(BusReply.TYPE);
        assertThat(noted()).extracting(Note::holder).containsExactly(here.bus.vertex(), here.bus.vertex());
        var later = new Later(noted(), NameOwner.TYPE, BusReply.TYPE);
        assertThat(later.reading(NameOwner.TYPE, "").isSilent()).isTrue();
        assertThat(later.reading(BusReply.TYPE, "").isSilent()).isTrue();
    }

    /** 127 stuck shims that were asked once a minute grew by a gigabyte a day. */
    @Test
    void aFewOfManyAlikeStandForTheRest() {
        var notes = notedOfTwentySilentShims();
        assertThat(notes).hasSize(20);
        var later = new Later(notes, ShimAnswer.TYPE);
        var readings = later.evidence().readings(ShimAnswer.TYPE).values();
        assertThat(readings.stream().filter(Reading::isSilent)).hasSize(HeldBack.MOST);
        assertThat(readings.stream().filter(Reading.NotAsked.class::isInstance)).hasSize(20 - HeldBack.MOST);
        assertThat(later.held.few(ShimAnswer.TYPE))
                .as("one that is new may be stuck otherwise")
                .isEqualTo(1);
        assertThat(later.held.after(later.settled)).hasSize(20);
    }

    @Test
    void theRestIsAskedAgainWhenPartOfAKindWentOn() {
        var notes = notedOfTwentySilentShims();
        for (int i = 0; i < 20; i++) {
            ran(here.node.process(300 + i), 6);
        }
        var later = new Later(notes, ShimAnswer.TYPE);
        assertThat(later.held.isAny()).isFalse();
        assertThat(later.held.few(ShimAnswer.TYPE)).isEqualTo(HeldBack.MOST);
    }

    /** The server's end of a connection of ours that we have left. */
    private void leftConnection(String path, long inode) {
        long client = inode - 1;
        here.node.says(
                Descriptors.TYPE,
                Integer.toString(NodeEvidence.OURS),
                new Descriptors(
                        NodeEvidence.OURS, List.of(new Descriptors.Descriptor(9, "socket:[" + client + "]")), "/"));
        var sockets = here.node.evidence().seen(UnixSockets.TYPE).orElseThrow().sockets();
        here.node.says(UnixSockets.TYPE, with(sockets, inode, client, path));
        here.node.alsoSays(UnixSockets.TYPE, "", with(sockets, inode, 0, path));
    }

    private static UnixSockets with(List<UnixSockets.Socket> others, long inode, long peer, String path) {
        var sockets = new ArrayList<>(others);
        sockets.add(new UnixSockets.Socket(inode, peer, path, 1, UnixSockets.State.ESTABLISHED, 0, 0, List.of()));
        return new UnixSockets(sockets);
    }

    @Test
    void busyServerThatStillHasTheConnectionIsNotAskedAgainForSomeMinutes() {
        var docker = DockerAnswer.TYPE.key(WholeNode.DOCKER);
        here.node.silent(DockerAnswer.TYPE, WholeNode.DOCKER);
        here.dockerd.moves();
        leftConnection(WholeNode.DOCKER, 4711);
        var notes = noted();
        assertThat(new Later(notes, DockerAnswer.TYPE).held.holds(docker)).isTrue();
        assertThat(new Later(hourBefore(notes), DockerAnswer.TYPE).held.holds(docker))
                .isFalse();
    }

    @Test
    void busyServerThatHasClosedTheConnectionIsAskedAgain() {
        here.node.silent(DockerAnswer.TYPE, WholeNode.DOCKER);
        here.dockerd.moves();
        leftConnection(WholeNode.DOCKER, 4711);
        var notes = noted();
        here.node.says(UnixSockets.TYPE, new UnixSockets(List.of()));
        assertThat(new Later(notes, DockerAnswer.TYPE).held.holds(DockerAnswer.TYPE.key(WholeNode.DOCKER)))
                .isFalse();
    }

    private List<Note> hourBefore(List<Note> notes) {
        double now = here.node.evidence().seen(Machine.TYPE).orElseThrow().sinceBoot();
        return notes.stream()
                .map(note -> new Note(note.question(), note.holder(), now - 3601, note.still(), note.sign()))
                .toList();
    }

    @Test
    void factThatNobodyKnowsIsForgotten() {
        var note = new Note(new Key("of another version", ""), here.containerd.vertex(), 1, "1 threads", "");
        var later = new Later(List.of(note));
        assertThat(later.held.isAny()).isFalse();
        assertThat(later.held.after(later.settled)).isEmpty();
        assertThat(Optional.of(later.held.few(ShimAnswer.TYPE))).contains(HeldBack.MOST);
    }
}
