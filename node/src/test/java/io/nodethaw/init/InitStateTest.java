package io.nodethaw.init;

import static org.assertj.core.api.Assertions.assertThat;

import io.nodethaw.analysis.Confidence;
import io.nodethaw.analysis.Finding;
import io.nodethaw.evidence.Descriptors;
import io.nodethaw.evidence.Evidence;
import io.nodethaw.evidence.Freeze;
import io.nodethaw.evidence.Machine;
import io.nodethaw.evidence.ProcessStatus;
import io.nodethaw.evidence.ProcessTable;
import io.nodethaw.evidence.Reading;
import io.nodethaw.evidence.Tasks;
import io.nodethaw.wait.Vertex;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class InitStateTest {
    private static final Instant AT = Instant.parse("2026-03-04T05:06:07Z");
    private static final Finding DEAF = new Finding.Stuck(
            "systemd.deaf-on-bus", new Vertex.Process(1, 0), Confidence.PROVEN, "deaf on the system bus", List.of());

    private final Evidence.Builder evidence = new Evidence.Builder(AT);

    private void process(String comm, char state, long... ticks) {
        for (int i = 0; i < ticks.length; i++) {
            evidence.seen(Machine.TYPE, "", new Machine(99, 0, "6.1", "x86_64", "b", 100, 1000 + i));
            evidence.seen(
                    ProcessTable.TYPE,
                    "",
                    new ProcessTable(List.of(
                            new ProcessTable.Entry(1, 0, comm, state, 0, ticks[i], 0),
                            new ProcessTable.Entry(7, 5, "gdb", 'S', 0, 0, 0))));
        }
    }

    private void answers(String state) {
        for (var way : Way.values()) {
            evidence.seen(ManagerSaid.TYPE, way.instance(), said(state));
        }
    }

    static ManagerSaid said(String state) {
        return new ManagerSaid(
                "252",
                Optional.of(state),
                Optional.of("info"),
                Optional.of("journal-or-kmsg"),
                Optional.of(60L),
                Optional.of(0L),
                Optional.of(0L),
                Optional.of(Duration.ZERO),
                Optional.empty(),
                12,
                Duration.ofMillis(3));
    }

    private void silent() {
        for (var way : Way.values()) {
            evidence.reading(ManagerSaid.TYPE, way.instance(), new Reading.Silent<>(Duration.ofSeconds(1), "auth"));
        }
    }

    private void threads(char state, String wchan, long switchesBefore, long switchesAfter) {
        for (long switches : new long[] {switchesBefore, switchesAfter}) {
            evidence.seen(
                    Tasks.TYPE,
                    "1",
                    new Tasks(1, List.of(new Tasks.Task(1, "systemd", state, wchan, 0, 10, switches))));
        }
    }

    private InitState state(Finding... findings) {
        return InitState.of(evidence.build(), List.of(findings));
    }

    private static void is(InitState state, InitState.Kind kind, String words) {
        assertThat(state).isEqualTo(new InitState(kind, words));
    }

    @Test
    void whatSystemdSaysOfItselfIsItsState() {
        process("systemd", 'S', 5, 6);
        answers("degraded");
        is(state(), InitState.Kind.DEGRADED, "says that it is degraded");
    }

    @Test
    void stateThatIsNotKnownIsNoFault() {
        process("systemd", 'S', 5, 6);
        answers("hibernating");
        is(state(), InitState.Kind.RUNNING, "says that it is hibernating");
    }

    @Test
    void anotherInitIsNoSystemd() {
        process("tini", 'S', 5, 6);
        is(state(), InitState.Kind.OTHER, "PID 1 is tini, no systemd");
        assertThat(InitState.of(new Evidence.Builder(AT).build(), List.of()).kind())
                .isEqualTo(InitState.Kind.UNTOLD);
    }

    @Test
    void stoppedTracedAndFrozenAreSeenOfTheProcess() {
        process("systemd", 'T', 5, 5);
        is(state(DEAF), InitState.Kind.STOPPED, "stopped by a signal (state T)");
        process("systemd", 't', 5, 5);
        evidence.seen(ProcessStatus.TYPE, "1", new ProcessStatus(1, List.of(1), 7, 0));
        is(state(), InitState.Kind.TRACED, "held by its tracer gdb 7");
        process("systemd", 'S', 5, 5);
        evidence.seen(
                Freeze.TYPE, "1", new Freeze(1, List.of(), Optional.of(new Freeze.Frozen("/init.scope", "FROZEN", 1))));
        is(state(), InitState.Kind.FROZEN, "frozen with its control group /init.scope");
    }

    @Test
    void findingOfARuleComesBeforeWhatItSays() {
        process("systemd", 'S', 5, 6);
        answers("running");
        is(state(DEAF), InitState.Kind.DEAF, "deaf on the system bus");
        var doubtful = new Finding.Warning(
                "systemd.deaf-on-bus", new Vertex.Process(1, 0), Confidence.POSSIBLE, "silent", List.of());
        assertThat(state(doubtful).kind()).isEqualTo(InitState.Kind.RUNNING);
        var ofAnother = new Finding.Stuck(
                "systemd.deaf-on-bus", new Vertex.Process(8, 0), Confidence.PROVEN, "deaf", List.of());
        assertThat(state(ofAnother).kind()).isEqualTo(InitState.Kind.RUNNING);
    }

    @Test
    void busySystemdHasAReasonWhereOneWasSeen() {
        process("systemd", 'R', 5, 95);
        answers("running");
        is(state(), InitState.Kind.BUSY, "90 % of a processor: what keeps it at work was not seen");
        churn(new UnitChurn.OfKind("mount", 30, 30, 200), new UnitChurn.OfKind("scope", 5, 5, 0));
        is(state(), InitState.Kind.BUSY, "90 % of a processor: mounts come and go, 260 changes a second");
        churn(new UnitChurn.OfKind("scope", 80, 80, 0));
        is(state(), InitState.Kind.BUSY, "90 % of a processor: units come and go, 160 a second, mostly run-#.scope");
        churn(new UnitChurn.OfKind("service", 0, 0, 50));
        is(state(), InitState.Kind.BUSY, "90 % of a processor: units change, 50 times a second");
    }

    private void churn(UnitChurn.OfKind... kinds) {
        evidence.seen(
                UnitChurn.TYPE,
                "",
                new UnitChurn(Duration.ofSeconds(1), List.of(kinds), 0, 0, 0, false, "run-#.scope", 70));
    }

    @Test
    void manyUnitsThatComeAndGoDoNotMakeItBusy() {
        process("systemd", 'S', 5, 15);
        answers("running");
        churn(new UnitChurn.OfKind("scope", 80, 80, 0));
        assertThat(state().kind()).isEqualTo(InitState.Kind.RUNNING);
    }

    @Test
    void silentSystemdThatUsesAProcessorIsBusy() {
        process("systemd", 'R', 5, 105);
        silent();
        is(state(), InitState.Kind.BUSY, "100 % of a processor, and has not answered meanwhile");
    }

    @Test
    void reloadWaitsForItsGenerators() {
        process("systemd", 'S', 5, 5);
        silent();
        evidence.seen(
                ProcessTable.TYPE,
                "",
                new ProcessTable(List.of(
                        new ProcessTable.Entry(1, 0, "systemd", 'S', 0, 5, 0),
                        new ProcessTable.Entry(20, 1, "(sd-gens)", 'S', 99_000, 0, 0),
                        new ProcessTable.Entry(21, 20, "(sd-executor)", 'S', 99_000, 0, 0),
                        new ProcessTable.Entry(23, 21, "slow-generator", 'S', 99_000, 0, 0),
                        new ProcessTable.Entry(22, 21, "gone-generator", 'Z', 99_000, 0, 0))));
        is(
                state(),
                InitState.Kind.RELOADING,
                "loads all its units anew, and waits for generator slow-generator 23, for 11 s at least");
    }

    @Test
    void kernelHoldsItWhereItHasNotRunBetweenTwoReadings() {
        process("systemd", 'D', 5, 5);
        silent();
        threads('D', "rpc_wait_bit_killable", 100, 100);
        is(state(), InitState.Kind.HELD, "the kernel holds it, in rpc_wait_bit_killable (state D)");
    }

    @Test
    void momentInStateDIsNoHold() {
        process("systemd", 'D', 5, 5);
        silent();
        threads('D', "io_schedule", 100, 101);
        assertThat(state().kind()).isEqualTo(InitState.Kind.SILENT);
    }

    @Test
    void systemdThatHasClosedAllHasCrashed() {
        process("systemd", 'S', 5, 5);
        silent();
        evidence.seen(
                Descriptors.TYPE,
                "1",
                new Descriptors(
                        1,
                        List.of(new Descriptors.Descriptor(0, "/dev/null"), new Descriptors.Descriptor(2, "/dev/null")),
                        "/"));
        assertThat(state().kind()).isEqualTo(InitState.Kind.CRASHED);
        answers("running");
        assertThat(state().kind()).isEqualTo(InitState.Kind.RUNNING);
    }

    @Test
    void silenceWithoutASignIsNotExplained() {
        process("systemd", 'S', 5, 5);
        silent();
        threads('S', "ep_poll", 100, 100);
        is(state(), InitState.Kind.SILENT, "does not answer, and no reading shows why");
    }

    /** Nanoseconds, of the second between the readings. */
    private void queuedFor(long nanos) {
        for (long queued : new long[] {0, nanos}) {
            evidence.seen(
                    Tasks.TYPE,
                    "1",
                    new Tasks(1, List.of(new Tasks.Task(1, "systemd", 'R', "", 0, 10, queued).queued(queued))));
        }
    }

    /** On a busy machine it would use all that it is not given. */
    @Test
    void systemdThatWouldBeBusyWithoutItsQueueIsBusy() {
        process("systemd", 'R', 5, 49);
        answers("running");
        queuedFor(490_000_000L);
        is(
                state(),
                InitState.Kind.BUSY,
                "44 % of a processor, queued for one 49 % of the time: what keeps it at work was not seen");
    }

    @Test
    void systemdThatRestsOrIsHardlyLetRunIsNotCalledBusy() {
        process("systemd", 'S', 5, 25);
        answers("running");
        queuedFor(490_000_000L);
        assertThat(state().kind()).isEqualTo(InitState.Kind.RUNNING);
    }

    /** How much it would use is a guess. */
    @Test
    void systemdThatAnswersAndIsHardlyEverLetRunIsStarved() {
        process("systemd", 'R', 5, 25);
        answers("running");
        queuedFor(800_000_000L);
        is(state(), InitState.Kind.STARVED, "could run and had no processor for 80 % of the time");
    }

    @Test
    void systemdThatRestsBetweenLongQueuesIsNot() {
        process("systemd", 'S', 5, 9);
        answers("running");
        queuedFor(800_000_000L);
        assertThat(state().kind()).isEqualTo(InitState.Kind.RUNNING);
    }

    @Test
    void whoGetsNoProcessorIsStarved() {
        process("systemd", 'R', 5, 6);
        silent();
        queuedFor(900_000_000L);
        is(state(), InitState.Kind.STARVED, "could run and had no processor for 90 % of the time");
    }
}
