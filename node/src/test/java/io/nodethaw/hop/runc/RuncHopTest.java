package io.nodethaw.hop.runc;

import static io.nodethaw.wait.WaitWords.waits;
import static org.assertj.core.api.Assertions.assertThat;

import io.nodethaw.evidence.Goroutine;
import io.nodethaw.evidence.Goroutines;
import io.nodethaw.evidence.Machine;
import io.nodethaw.evidence.Namespaces;
import io.nodethaw.evidence.ProcessTable;
import io.nodethaw.hop.WholeNode;
import io.nodethaw.wait.NodeView;
import io.nodethaw.wait.ProcessEvidence;
import io.nodethaw.wait.Reach;
import io.nodethaw.wait.Victim;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RuncHopTest {
    private static final Duration IN_TIME = Duration.ofMillis(700);
    private static final Duration LATE = Duration.ofSeconds(10);
    private static final Duration PAST_LIMIT = Duration.ofMinutes(2);

    private final RuncHop hop = new RuncHop();
    private final WholeNode here = new WholeNode();

    private List<Victim> victims() {
        return victims(here.node.view());
    }

    private List<Victim> victims(NodeView view) {
        return hop.victims(view, List.of());
    }

    private ProcessEvidence runc(Duration age) {
        return here.node.child(here.shim, 220, "runc").aged(age).mountNamespace(1);
    }

    @Test
    void lateRuncAtUnfinishedWorkIsAVictim() {
        here.startsAContainer(LATE).in("/run/containerd/moby/c0ffee12c0ffee12c0ffee12");
        assertThat(victims()).singleElement().satisfies(victim -> {
            assertThat(victim.why()).isEqualTo("unfinished work on c0ffee12c0ff");
            assertThat(victim.atLeast()).contains(LATE);
            assertThat(victim.pastLimit()).isFalse();
        });
    }

    @Test
    void victimPastItsLimitIsMarked() {
        here.startsAContainer(PAST_LIMIT);
        assertThat(victims()).extracting(Victim::pastLimit).containsExactly(true);
    }

    @Test
    void runcWithoutAnyChildIsAtUnfinishedWorkToo() {
        runc(LATE);
        assertThat(victims()).hasSize(1);
    }

    @Test
    void runcWithinItsTimeIsNoVictim() {
        here.startsAContainer(IN_TIME);
        assertThat(victims()).isEmpty();
    }

    @Test
    void stoppedRuncOrInitIsAVictimAtOnce() {
        here.startsAContainer(IN_TIME).stopped();
        assertThat(victims()).hasSize(1);
        here.node.process(220).state('S');
        here.init().stopped();
        assertThat(victims()).hasSize(1);
    }

    @Test
    void foregroundRunLivesAsLongAsTheUsersProgram() {
        here.node.child(runc(PAST_LIMIT), 221, "make");
        assertThat(victims()).isEmpty();
    }

    @Test
    void runcThatIsAtAHookIsAtUnfinishedWork() {
        var runc = here.startsAContainer(PAST_LIMIT);
        here.node.child(runc, 226, "nvidia-containe");
        assertThat(victims()).extracting(Victim::vertex).containsExactly(runc.vertex());
    }

    @ParameterizedTest
    @ValueSource(strings = {"memfd:runc_clon", "exe", "runc", "runc:[1:CHILD]"})
    void initBearsTheNameOfWhatItsRuncExecuted(String comm) {
        here.node.child(runc(LATE), 221, comm).mountNamespace(1);
        assertThat(victims()).hasSize(1);
    }

    @Test
    void userProgramThatIsNamedExeHasMountsOfItsOwn() {
        var program = here.node.child(runc(PAST_LIMIT), 221, "exe");
        assertThat(victims()).isEmpty();
        program.mountNamespace(7);
        assertThat(victims()).isEmpty();
    }

    @Test
    void programInsideAContainerThatIsNamedRuncIsNoRuntime() {
        here.node.child(here.shim, 220, "runc").aged(PAST_LIMIT).mountNamespace(7);
        assertThat(victims()).isEmpty();
    }

    @Test
    void runcThatNoShimOrDaemonStartedIsAUsersOwn() {
        here.node.process(220, "runc").aged(PAST_LIMIT);
        assertThat(victims()).isEmpty();
    }

    @Test
    void runcThatHasEndedIsOver() {
        runc(PAST_LIMIT).state('Z');
        assertThat(victims()).isEmpty();
    }

    @Test
    void blindLookNamesNobody() {
        here.startsAContainer(PAST_LIMIT);
        assertThat(victims(here.node.blindTo(ProcessTable.TYPE))).isEmpty();
        assertThat(victims(here.node.blindTo(Machine.TYPE))).isEmpty();
    }

    @Test
    void parentOfAnOverdueRuncIsTakenToWaitForIt() {
        here.startsAContainer(LATE);
        assertThat(waits(new OverdueChild(), here.node))
                .containsExactly("containerd-shim 200 inferred runc 220: overdue-child");
    }

    @Test
    void goroutineThatWaitsForAnOverdueRuncIsRead() {
        here.startsAContainer(LATE);
        here.shim.mountNamespace(1);
        var wait = new Goroutine.Frame("os/exec.(*Cmd).Wait", "", "/src/exec.go", 1, 1, false, List.of());
        var waiter =
                new Goroutine(5, "syscall", -1, false, List.of(wait), Optional.empty(), Optional.empty(), List.of());
        here.node.says(Goroutines.TYPE, "200", new Goroutines(200, "go1.19.8", "memory", List.of(waiter)));
        assertThat(waits(new OverdueChild(), here.node))
                .containsExactly("containerd-shim 200 needs runc 220: overdue-child");
    }

    @Test
    void runcWaitsForAnInitThatIsStopped() {
        here.startsAContainer(LATE);
        here.init().stopped();
        assertThat(waits(new OverdueChild(), here.node))
                .containsExactly(
                        "containerd-shim 200 inferred runc 220: overdue-child",
                        "runc 220 inferred runc:[2:INIT] 225: overdue-child");
    }

    @Test
    void namespacesAreAskedForWhereverARuncRuns() {
        here.startsAContainer(IN_TIME);
        assertThat(new OverdueChild().wants(here.node.view(), new Reach(Set.of(), Set.of())))
                .contains(Namespaces.TYPE.key(220), Namespaces.TYPE.key(200));
    }

    @Test
    void roleNamesTheContainerItIsAtWorkOn() {
        here.startsAContainer(LATE).in("/run/containerd/moby/web");
        assertThat(hop.roles(here.node.view()))
                .extracting(role -> role.label() + ": " + role.detail())
                .containsExactly("runc 220: at work on web", "runc init 225: at work on web");
    }
}
