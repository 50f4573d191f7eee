package io.nodethaw.hop.systemd;

import static org.assertj.core.api.Assertions.assertThat;

import io.nodethaw.evidence.FileSystemRoom;
import io.nodethaw.evidence.ProcessTable;
import io.nodethaw.evidence.Reading;
import io.nodethaw.evidence.UnixSockets;
import io.nodethaw.hop.HealingParts;
import io.nodethaw.hop.WholeNode;
import io.nodethaw.hop.containerd.ContainerdAnswer;
import io.nodethaw.remedy.Check;
import io.nodethaw.remedy.Diagnosis;
import io.nodethaw.remedy.Remedy;
import io.nodethaw.remedy.Target;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** Both remedies of systemd: whom they treat, what must hold, what became of them. */
class ReexecuteTest {
    private static final Target SYSTEMD = new Target(1, 5, "systemd 1");
    private static final ReexecRoom ROOM = new ReexecRoom("/usr/lib/systemd/systemd", true, Reexecute.ROOM);

    private final WholeNode here = new WholeNode();

    private Diagnosis look() {
        var view = here.node.view();
        var graph = WholeNode.chain().graph(view);
        return new HealingParts(WholeNode.chain().hops())
                .diagnosis(view, graph, WholeNode.chain().judge(view, graph));
    }

    private static List<Check> checks(Reading<ProcessTable.Entry> init, Reading<ReexecRoom> room) {
        return Reexecute.checks(SYSTEMD, init, room);
    }

    private static String refusal(Reading<ProcessTable.Entry> init, Reading<ReexecRoom> room) {
        var refusals = checks(init, room).stream()
                .flatMap(check -> check.refusal().stream())
                .toList();
        assertThat(refusals)
                .as("each has its own message")
                .doesNotHaveDuplicates()
                .isNotEmpty();
        return refusals.getFirst();
    }

    private static Reading<ProcessTable.Entry> init(long startTicks, String comm) {
        return new Reading.Seen<>(new ProcessTable.Entry(1, 0, comm, 'S', startTicks, 0, 0));
    }

    private static Reading<ReexecRoom> room(boolean executable, long free) {
        return new Reading.Seen<>(new ReexecRoom("/usr/lib/systemd/systemd", executable, free));
    }

    @Test
    void deafIsForExecutingItAnewAndOffTheBusForReconnectingFirst() {
        here.deaf();
        assertThat(remedies()).containsExactly("systemd.reexecute");
        here.offTheBus();
        assertThat(remedies()).containsExactly("systemd.reconnect", "systemd.reexecute");
    }

    private List<String> remedies() {
        var now = look();
        var root = now.verdict().roots().getFirst();
        assertThat(new Reexecute().target(now, root)).contains(Target.of(here.systemd.vertex(), "systemd 1"));
        return new HealingParts(WholeNode.chain().hops())
                .means().answering(root.finding().orElseThrow().code()).stream()
                        .map(Remedy::name)
                        .toList();
    }

    @Test
    void aRootThatIsNotPidOneIsNotTreated() {
        here.containerd.stopped();
        here.node.silent(ContainerdAnswer.TYPE, WholeNode.CONTAINERD);
        var now = look();
        var root = now.verdict().roots().getFirst();
        assertThat(root.vertex()).isEqualTo(here.containerd.vertex());
        assertThat(new Reexecute().target(now, root)).isEmpty();
        assertThat(new Reconnect().target(now, root)).isEmpty();
    }

    @Test
    void allHoldOnAnOrdinaryNode() {
        assertThat(checks(init(5, "systemd"), room(true, Reexecute.ROOM)))
                .hasSize(3)
                .allSatisfy(check -> assertThat(check.refusal()).isEmpty());
    }

    @Test
    void initThatIsNoSystemdIsNotSignalled() {
        assertThat(refusal(init(5, "tini"), new Reading.Seen<>(ROOM))).contains("PID 1 is tini");
    }

    @Test
    void initThatStartedAtAnotherTimeIsAnotherOne() {
        assertThat(refusal(init(6, "systemd"), new Reading.Seen<>(ROOM)))
                .contains("not the process that was diagnosed");
    }

    @Test
    void initThatCannotBeReadRefuses() {
        assertThat(refusal(new Reading.Failed<>("gone"), new Reading.Seen<>(ROOM)))
                .contains("could not read who PID 1 is");
    }

    @Test
    void missingBinaryRefuses() {
        assertThat(refusal(init(5, "systemd"), room(false, Reexecute.ROOM)))
                .contains("/usr/lib/systemd/systemd is not there or not executable");
    }

    @Test
    void fullRunRefuses() {
        assertThat(refusal(init(5, "systemd"), room(true, Reexecute.ROOM - 1)))
                .contains("/run/systemd has 16383 KiB free");
    }

    @Test
    void unreadRoomRefuses() {
        Reading<ReexecRoom> silent = new Reading.Silent<>(Duration.ofSeconds(2), "read of /proc/1/exe");
        assertThat(refusal(init(5, "systemd"), silent))
                .contains("could not look for systemd's binary: read of /proc/1/exe silent for 2000 ms");
    }

    private void free(long bytes) {
        here.node.says(
                FileSystemRoom.TYPE,
                "1/run/systemd",
                new FileSystemRoom(1, "/run/systemd", 0x01021994, 5, 1, 64L << 20, bytes, bytes, 0, 0, false));
    }

    private boolean offered() {
        return new Reexecute().offered(look(), SYSTEMD);
    }

    @Test
    void roomIsMadeFirstWhereSystemdWouldRefuse() {
        here.deaf();
        free(Reexecute.ROOM - 1);
        assertThat(offered()).isFalse();
        assertThat(here.command()).isEqualTo("du -xhd1 /run | sort -h | tail");
    }

    @Test
    void itIsOfferedWhereThereIsRoomAndWhereThatWasNotRead() {
        here.deaf();
        assertThat(offered()).isTrue();
        assertThat(here.command()).isEqualTo("nodethaw heal --yes");
        free(Reexecute.ROOM);
        assertThat(offered()).isTrue();
        assertThat(here.command()).isEqualTo("nodethaw heal --yes");
    }

    @Test
    void startUnderWayRefusesAndSaysWhoseItIs() {
        here.deaf().startsAContainer(Duration.ofMillis(500)).ofUser(65534);
        assertThat(passing(new Reexecute()).orElseThrow())
                .startsWith(
                        "a start is under way (runc 220): pid 220 (uid 65534), child of containerd-shim 200; its call");
        assertThat(passing(new Reconnect())).as("SIGUSR1 loses no call").isEmpty();
    }

    @Test
    void startThatIsStuckDoesNotRefuse() {
        here.deaf().startsAContainer(Duration.ofMinutes(3));
        assertThat(passing(new Reexecute())).isEmpty();
    }

    private Optional<String> passing(Remedy remedy) {
        return remedy.passing(look()).stream()
                .flatMap(check -> check.refusal().stream())
                .findFirst();
    }

    @Test
    void newPrivateListenerShowsThatItWasExecutedAnew() {
        here.node.listener("/run/systemd/private", here.systemd.fd(20));
        var remedy = new Reexecute();
        var before = look();
        var mark = remedy.mark(before);
        assertThat(mark).isNotEmpty();
        assertThat(remedy.became(SYSTEMD, mark, before).done()).isFalse();
        assertThat(remedy.became(SYSTEMD, "12345", before).done()).isTrue();
        var blind = here.node.blindTo(UnixSockets.TYPE);
        var graph = WholeNode.chain().graph(blind);
        var unseen = new Diagnosis(
                blind.evidence(), graph, WholeNode.chain().judge(blind, graph), List.of(), List.of(), List.of());
        assertThat(remedy.became(SYSTEMD, mark, unseen).done())
                .as("where it cannot be told it is not done again")
                .isTrue();
    }

    /** A nested systemd that shares our network namespace listens at the same path. */
    @Test
    void listenerOfAnotherSystemdIsNoMark() {
        here.node.listener("/run/systemd/private", here.nginx.fd(20));
        assertThat(new Reexecute().mark(look())).isEmpty();
    }

    @Test
    void systemdStillOffTheBusCountsAsNotToldToReconnect() {
        assertThat(new Reconnect().became(SYSTEMD, "", look()).done()).isTrue();
        here.offTheBus();
        assertThat(new Reconnect().became(SYSTEMD, "", look()).done()).isFalse();
    }

    @Test
    void recordsOfEarlierVersionsNameThem() {
        assertThat(new Reexecute().isNamed("REEXECUTE")).isTrue();
        assertThat(new Reconnect().isNamed("RECONNECT")).isTrue();
        assertThat(new Reconnect().isNamed("REEXECUTE")).isFalse();
    }
}
