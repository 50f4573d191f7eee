package io.nodethaw.wait.kernel;

import static io.nodethaw.wait.NodeEvidence.node;
import static io.nodethaw.wait.WaitWords.waits;
import static org.assertj.core.api.Assertions.assertThat;

import io.nodethaw.evidence.Freeze;
import io.nodethaw.evidence.ProcessStatus;
import io.nodethaw.evidence.ProcessTable;
import io.nodethaw.evidence.Tasks;
import io.nodethaw.wait.NodeEvidence;
import io.nodethaw.wait.ProcessEvidence;
import io.nodethaw.wait.Reach;
import java.util.Set;
import org.junit.jupiter.api.Test;

class StopEdgesTest {
    private final StopEdges source = new StopEdges();
    private final NodeEvidence node = node();
    private final ProcessEvidence daemon = node.process(20, "dockerd");

    @Test
    void stoppedProcessNeedsToBeContinued() {
        daemon.stopped();
        assertThat(waits(source, node)).containsExactly("dockerd 20 needs SIGCONT: stopped");
    }

    @Test
    void stateInTheProcessTableIsEnough() {
        daemon.state('T');
        assertThat(waits(source, node)).containsExactly("dockerd 20 needs SIGCONT: stopped");
    }

    @Test
    void oneStoppedThreadAmongOthersStopsNoProcess() {
        daemon.thread(20);
        daemon.thread(25).state('T');
        assertThat(waits(source, node)).isEmpty();
    }

    @Test
    void tracedProcessNeedsItsTracer() {
        daemon.tracedBy(30);
        node.process(30, "gdb");
        assertThat(waits(source, node)).containsExactly("dockerd 20 needs gdb 30: traced");
    }

    @Test
    void oneThreadHeldByATracerHoldsTheProcess() {
        daemon.thread(25).heldBy(30);
        node.process(30, "strace");
        assertThat(waits(source, node)).containsExactly("dockerd 20 needs strace 30: traced");
    }

    @Test
    void tracerOutsideOurPidNamespaceIsSaidToBeThere() {
        daemon.tracedBy(0);
        assertThat(waits(source, node)).containsExactly("dockerd 20 needs a tracer outside our pid namespace: traced");
    }

    @Test
    void tracedProcessThatRunsIsNotHeld() {
        daemon.tracedBy(30).state('S');
        daemon.thread(20).state('S');
        node.process(30, "strace");
        assertThat(waits(source, node)).isEmpty();
    }

    @Test
    void frozenProcessNeedsTheCgroupThatIsFrozenHoweverFarAboveIt() {
        daemon.frozenIn("/kubepods.slice");
        assertThat(waits(source, node)).containsExactly("dockerd 20 needs /kubepods.slice: frozen");
    }

    @Test
    void processInACgroupThatIsNotFrozenGoesOn() {
        daemon.inCgroup("/system.slice/docker.service");
        assertThat(waits(source, node)).isEmpty();
    }

    @Test
    void threadsTellOfAFreezerThatIsOutOfSight() {
        threads('D', "futex_do_wait", "__refrigerator");
        assertThat(waits(source, node)).containsExactly("dockerd 20 needs cgroup of dockerd 20: frozen");
        daemon.inCgroups("cpu,cpuacct:/x", "freezer:/../outer", ":/system.slice/docker.service");
        assertThat(waits(source, node)).containsExactly("dockerd 20 needs /../outer: frozen");
        assertThat(source.edges(node.view()).getFirst().text())
                .isEqualTo(
                        "frozen by a cgroup v1 freezer out of our sight, in /../outer or above: state D in futex_do_wait, "
                                + "no processor time between two looks");
    }

    @Test
    void kernelThatCallsFrozenThreadsRunningGivesThemAwayByTheirWait() {
        threads('R', "futex_wait_queue", "do_epoll_wait");
        assertThat(waits(source, node)).containsExactly("dockerd 20 needs cgroup of dockerd 20: frozen");
    }

    @Test
    void freezerOfCgroupV2HoldsThreadsInATrap() {
        threads('S', "do_freezer_trap", "get_signal");
        daemon.inCgroups("freezer:/x", ":/../outer");
        assertThat(waits(source, node)).containsExactly("dockerd 20 needs /../outer: frozen");
    }

    @Test
    void frozenProcessMayHaveThreadsThatWereStoppedOrInTheKernelBefore() {
        threads('D', "futex_do_wait", "rpc_wait_bit_killable");
        daemon.thread(26).state('T');
        assertThat(waits(source, node)).containsExactly("dockerd 20 needs cgroup of dockerd 20: frozen");
    }

    @Test
    void processWithAThreadThatSleepsOrRunsIsNotFrozen() {
        threads('D', "futex_do_wait", "__refrigerator");
        daemon.thread(26).state('S').wchan("do_epoll_wait");
        assertThat(waits(source, node)).isEmpty();
        daemon.thread(26).state('R').wchan("");
        assertThat(waits(source, node)).isEmpty();
    }

    @Test
    void processInTheKernelAtADiskIsNotFrozen() {
        threads('D', "folio_wait_bit_common", "do_wait_for_common");
        assertThat(waits(source, node)).isEmpty();
    }

    @Test
    void oneLookShowsNobodyFrozenByItsThreads() {
        daemon.thread(20).state('D').wchan("__refrigerator");
        assertThat(waits(source, node)).isEmpty();
        daemon.moves();
        assertThat(waits(source, node)).isEmpty();
    }

    private void threads(char state, String... waits) {
        daemon.still();
        for (int i = 0; i < waits.length; i++) {
            daemon.thread(20 + i).state(state).wchan(waits[i]);
        }
    }

    @Test
    void stoppedProcessOfANestedNodeIsNotOurs() {
        var inner = node.process(40, "systemd").knownAs(40, 1);
        node.child(inner, 41, "dockerd").stopped();
        assertThat(waits(source, node)).isEmpty();
    }

    @Test
    void blindLookAccusesNobody() {
        daemon.stopped().frozenIn("/x");
        assertThat(waits(source, node.blindTo(ProcessTable.TYPE))).isEmpty();
        assertThat(waits(source, node.blindTo(Freeze.TYPE))).containsExactly("dockerd 20 needs SIGCONT: stopped");
        assertThat(source.wants(node.view(), new Reach(Set.of(20), Set.of())))
                .containsExactlyInAnyOrder(Tasks.TYPE.key(20), ProcessStatus.TYPE.key(20));
        assertThat(source.wants(node.view(), new Reach(Set.of(), Set.of(20)))).containsExactly(Freeze.TYPE.key(20));
    }
}
