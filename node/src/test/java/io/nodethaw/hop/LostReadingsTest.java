package io.nodethaw.hop;

import static io.nodethaw.wait.NodeEvidence.node;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import io.nodethaw.analysis.BlindSpot;
import io.nodethaw.evidence.DescriptorInfo;
import io.nodethaw.evidence.Descriptors;
import io.nodethaw.evidence.Evidence;
import io.nodethaw.evidence.EvidenceFacts;
import io.nodethaw.evidence.FactType;
import io.nodethaw.evidence.FileLocks;
import io.nodethaw.evidence.Freeze;
import io.nodethaw.evidence.Goroutines;
import io.nodethaw.evidence.KernelStack;
import io.nodethaw.evidence.Machine;
import io.nodethaw.evidence.Reading;
import io.nodethaw.evidence.Silence;
import io.nodethaw.evidence.SocketFile;
import io.nodethaw.evidence.SystemCall;
import io.nodethaw.evidence.Tasks;
import io.nodethaw.wait.Edge;
import io.nodethaw.wait.NodeEvidence;
import io.nodethaw.wait.NodeView;
import io.nodethaw.wait.Role;
import io.nodethaw.wait.Strength;
import io.nodethaw.wait.Vertex;
import io.nodethaw.wait.Wait;
import io.nodethaw.wait.WaitGraph;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class LostReadingsTest {
    private static final int DOCKERD = 70;
    private static final int PLUGIN = 80;

    /** Of a file descriptor of PID 1. */
    private static final FactType<String> COUNTER = FactType.ofInit("counter", String.class);

    private final NodeEvidence node = node();

    private <T> void out(FactType<T> type, String instance, String stage) {
        node.reading(type, instance, new Reading.Silent<>(Duration.ofMillis(300), stage, Silence.NOT_READ));
    }

    private void memoryOut(int pid) {
        node.process(pid, "tenant-" + pid);
        out(Goroutines.TYPE, Integer.toString(pid), "read of the memory of process " + pid);
    }

    private List<BlindSpot> all() {
        return lost(node.view(), graph(), Set.of(PLUGIN));
    }

    private static List<BlindSpot> lost(NodeView view, WaitGraph graph, Set<Integer> reached) {
        var facts = new ArrayList<FactType<?>>(EvidenceFacts.ALL);
        facts.add(COUNTER);
        return LostReadings.blindSpots(view, graph, facts, () -> reached);
    }

    private static WaitGraph graph(Edge... edges) {
        return new WaitGraph(
                List.of(edges),
                List.of(),
                Stream.of(1, DOCKERD).map(LostReadingsTest::role).toList());
    }

    private static Role role(int pid) {
        return new Role(new Vertex.Process(pid, 0), "hop", "hop " + pid, "", Role.Standing.SILENT);
    }

    private List<String> mattering() {
        return all().stream().filter(BlindSpot::matters).map(BlindSpot::what).toList();
    }

    private List<String> spots() {
        return all().stream().map(BlindSpot::what).toList();
    }

    @Test
    void goroutinesOfADaemonThatDidNotComeAreNotPassedOver() {
        node.process(DOCKERD, "dockerd");
        out(Goroutines.TYPE, "70", "read of the memory of process 70");
        assertThat(spots()).containsExactly("goroutines of dockerd 70");
    }

    @Test
    void epollSetOfPidOneThatDidNotComeIsNotPassedOver() {
        node.systemd();
        out(DescriptorInfo.TYPE, "1/4", "read of /proc/1/fdinfo/4");
        out(DescriptorInfo.TYPE, "1/5", "read of /proc/1/fdinfo/5");
        assertThat(spots()).containsExactly("fdinfo of systemd 1");
    }

    /** Process 44 had nothing to do with it; and where there was none, nothing was said to be missing. */
    @Test
    void numberInTheKeyOfAnotherFactIsNoPid() {
        node.systemd();
        out(COUNTER, "44/:1.3/252", "read of the memory of PID 1");
        assertThat(spots()).containsExactly("counter of systemd 1");
        node.process(44, "kworker");
        assertThat(spots()).containsExactly("counter of systemd 1");
        out(SocketFile.TYPE, "7", "read of socket-file 7");
        assertThat(spots()).contains("socket-file 7");
    }

    @Test
    void whatIsReadOfNoProcessIsNamedByItsPath() {
        out(SocketFile.TYPE, "/run/crio/crio.sock", "read of socket-file /run/crio/crio.sock");
        assertThat(spots()).containsExactly("socket-file /run/crio/crio.sock");
    }

    @Test
    void cgroupsThatDidNotComeAreNotPassedOver() {
        node.process(DOCKERD, "dockerd");
        out(Freeze.TYPE, "70", "read of the cgroups of 70");
        assertThat(spots()).containsExactly("freeze of dockerd 70");
    }

    @Test
    void othersAreCounted() {
        for (int pid = 500; pid < 562; pid++) {
            memoryOut(pid);
        }
        node.reading(Goroutines.TYPE, "561", Reading.NotAsked.heldUp());
        assertThat(spots())
                .containsExactly("readings of 62 processes that have no part in the chain, such as tenant-500 500");
    }

    @Test
    void oneOtherIsNamed() {
        memoryOut(500);
        assertThat(spots()).containsExactly("readings of tenant-500 500, which has no part in the chain");
    }

    @Test
    void readAndUnreadableKeysAreNotOut() {
        node.process(DOCKERD, "dockerd");
        node.says(Goroutines.TYPE, "70", new Goroutines(DOCKERD, "go1.24.4", "memory", List.of()));
        node.reading(Goroutines.TYPE, "71", new Reading.NotAsked<>("not a Go program"));
        assertThat(spots()).isEmpty();
    }

    @Test
    void silenceOfADaemonIsNoUnreadFile() {
        node.silent(Goroutines.TYPE, "70");
        assertThat(spots()).isEmpty();
    }

    @Test
    void clockAndLocksMatter() {
        assertThat(lost(
                        new NodeView(new Evidence.Builder(NodeEvidence.AT)
                                .reading(Machine.TYPE, "", new Reading.Failed<>("Input/output error"))
                                .reading(FileLocks.TYPE, "", new Reading.Failed<>("Input/output error"))
                                .build()),
                        graph(),
                        Set.of()))
                .extracting(BlindSpot::what, BlindSpot::matters)
                .containsExactlyInAnyOrder(tuple("machine", true), tuple("file-locks", true));
    }

    @Test
    void clockThatNobodyReadMatters() {
        assertThat(lost(node.blindTo(Machine.TYPE), graph(), Set.of()))
                .containsExactly(new BlindSpot("machine", "never asked", true));
    }

    @Test
    void whatASuspectWaitsForMatters() {
        node.process(PLUGIN, "bridge");
        node.reading(Tasks.TYPE, "80", new Reading.Failed<>("Input/output error"));
        node.reading(SystemCall.TYPE, "80/80", new Reading.NotAsked<>("no /proc/80/task/80/syscall"));
        assertThat(mattering()).containsExactlyInAnyOrder("tasks of bridge 80", "system-call of bridge 80");
    }

    @Test
    void threadThatEndedIsNotMissedWhereOthersWereRead() {
        node.process(PLUGIN, "bridge").thread(80).blockedIn("futex");
        node.reading(SystemCall.TYPE, "80/81", new Reading.NotAsked<>("no /proc/80/task/81/syscall"));
        assertThat(spots()).isEmpty();
    }

    @Test
    void nothingIsMissedOfAProcessThatEnded() {
        node.reading(Tasks.TYPE, "80", new Reading.Failed<>("No such process"));
        node.reading(Descriptors.TYPE, "81", new Reading.NotAsked<>("no /proc/81/fd"));
        assertThat(spots()).isEmpty();
    }

    @Test
    void anUnknownServerMayBeAHop() {
        node.process(500, "one");
        node.reading(Descriptors.TYPE, "500", new Reading.Failed<>("Input/output error"));
        assertThat(mattering()).containsExactly("open files of one 500");
        node.process(501, "other");
        node.reading(Descriptors.TYPE, "501", new Reading.Refused<>("not permitted to read /proc/501/fd"));
        assertThat(mattering()).containsExactly("open files of 2 processes, such as one 500");
    }

    @Test
    void whoIsNotRootIsToldThatOnce() {
        node.lookedAtBy(1000).process(501, "other");
        node.reading(Descriptors.TYPE, "501", new Reading.Refused<>("not permitted to read /proc/501/fd"));
        assertThat(spots()).isEmpty();
    }

    @Test
    void stackThatMayNotBeReadIsAFacilityThatIsNotThere() {
        node.process(PLUGIN, "bridge");
        node.reading(KernelStack.TYPE, "80/80", new Reading.Refused<>("not permitted to read /proc/80/stack"));
        assertThat(spots()).isEmpty();
        node.reading(KernelStack.TYPE, "80/80", new Reading.Failed<>("Input/output error"));
        assertThat(mattering()).containsExactly("kernel-stack of bridge 80");
    }

    @Test
    void insideOfAProcessThatIsSeenToWaitIsNotMissed() {
        var dockerd = node.process(DOCKERD, "dockerd");
        node.reading(Goroutines.TYPE, "70", new Reading.Failed<>("runtime.allgs holds no slice"));
        assertThat(mattering()).containsExactly("goroutines of dockerd 70");
        var waits = Edge.of(dockerd.vertex(), node.systemd().vertex(), Strength.NEEDS, Wait.UNIX_SOCKET, "read");
        assertThat(lost(node.view(), graph(waits), Set.of())).isEmpty();
    }
}
