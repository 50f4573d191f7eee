package io.nodethaw.hop;

import static org.assertj.core.api.Assertions.assertThat;

import io.nodethaw.analysis.Root;
import io.nodethaw.evidence.Freeze;
import io.nodethaw.evidence.Namespaces;
import io.nodethaw.evidence.ProcessTable;
import io.nodethaw.evidence.Reading;
import io.nodethaw.evidence.Tasks;
import io.nodethaw.remedy.Check;
import io.nodethaw.remedy.Diagnosis;
import io.nodethaw.remedy.Target;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import org.junit.jupiter.api.Test;

/** What has to hold before a daemon is started anew. */
class RestartServiceTest {
    private static final Target CONTAINERD = new Target(60, 500, "containerd 60");
    private static final RestartDeadlocked REMEDY =
            new RestartDeadlocked("containerd", Set.of("containerd.service"), true, Premise.NONE);
    private static final String UNIT = "containerd.service";
    private static final Reading<ServiceState> RUNS = state("active", false, 60, "process");

    private final WholeNode here = new WholeNode();

    private static Reading<ServiceState> state(String active, boolean job, int pid, String killMode) {
        return new Reading.Seen<>(new ServiceState("loaded", active, "success", job, pid, killMode, "running"));
    }

    private static NodesOwn read(int tracer) {
        return new NodesOwn(
                new Reading.Seen<>(new ProcessTable.Entry(60, 1, "containerd", 'S', 500, 0, 0)),
                new Reading.Seen<>(new Tasks(60, List.of(new Tasks.Task(60, "containerd", 'S', "", tracer, 1, 1)))),
                new Reading.Seen<>(new Freeze(60, List.of(":/system.slice/" + UNIT), Optional.empty())),
                new Reading.Seen<>(new Freeze(1, List.of(":/init.scope"), Optional.empty())),
                new Namespaces(60, 4, 5, 6),
                new Namespaces(1, 4, 5, 6));
    }

    private static List<String> refusals(NodesOwn read, String unit, Reading<ServiceState> state) {
        return REMEDY.checks(CONTAINERD, read, unit, state).stream()
                .flatMap(check -> check.refusal().stream())
                .toList();
    }

    private Diagnosis look() {
        var view = here.node.view();
        var graph = WholeNode.chain().graph(view);
        return new HealingParts(WholeNode.chain().hops())
                .diagnosis(view, graph, WholeNode.chain().judge(view, graph));
    }

    @Test
    void allHoldsOfADaemonOfItsOwnUnit() {
        assertThat(refusals(read(0), UNIT, RUNS)).isEmpty();
    }

    @Test
    void tracedDaemonIsLeftToWhoeverLooksAtIt() {
        assertThat(refusals(read(300), UNIT, RUNS)).singleElement().asString().startsWith("process 300 traces");
    }

    @Test
    void daemonInAnUnknownUnitIsLeftToAPerson() {
        assertThat(refusals(read(0), "k3s.service", RUNS))
                .containsExactly(
                        "containerd 60 runs in k3s.service, of which it is not known what else it runs: restart it by hand");
        assertThat(refusals(read(0), "", RUNS)).containsExactly("containerd 60 runs in no unit: restart it by hand");
    }

    @Test
    void anotherMainProcessIsNotRestarted() {
        assertThat(refusals(read(0), UNIT, state("active", false, 61, "process")))
                .containsExactly("systemd does not tell that containerd 60 is the main process of containerd.service");
    }

    @Test
    void unitThatIsBeingStoppedIsLeftAlone() {
        assertThat(refusals(read(0), UNIT, state("deactivating", false, 60, "process")))
                .hasSize(1);
        assertThat(refusals(read(0), UNIT, state("active", true, 60, "process")))
                .hasSize(1);
    }

    @Test
    void shimsMustLiveOn() {
        assertThat(refusals(read(0), UNIT, state("active", false, 60, "control-group")))
                .containsExactly(
                        "containerd.service has KillMode=control-group: its shims, and the containers with them, would be ended too");
    }

    @Test
    void nothingIsRestartedWhenSystemdDoesNotTell() {
        assertThat(refusals(read(0), UNIT, new Reading.Failed<>("no answer"))).hasSize(3);
    }

    @Test
    void goroutinesAreKeptBefore() {
        var now = look();
        assertThat(REMEDY.premises(NoAccess.any(), CONTAINERD, now))
                .singleElement()
                .satisfies(check -> assertThat(check.refusal().orElseThrow()).contains("nodethaw stacks 60 first"));
    }

    @Test
    void itsEndTellsWhetherItWasRestarted() {
        var target = Target.of(here.containerd.vertex(), "containerd 60");
        assertThat(REMEDY.became(target, "", look()).done()).isFalse();
        assertThat(REMEDY.became(new Target(60, 1, "containerd 60"), "", look()).done())
                .isTrue();
    }

    @Test
    void anotherProcessOfTheSameUnitIsNoOtherCause() {
        assertThat(REMEDY.countsEachTarget()).isFalse();
    }

    @Test
    void onlyTheDaemonThatWasDiagnosedAndTheNodesOwnIsStartedAnew() {
        Function<NodesOwn, List<Check>> checks = own -> REMEDY.checks(CONTAINERD, own, UNIT, RUNS);
        ReadBefore.of(CONTAINERD, 1).mustBeTheSame(checks).mustBeTheNodesOwn(checks);
    }

    @Test
    void deadlockOfAnotherHopIsNotItsMatter() {
        var root =
                new Root(here.dockerd.vertex(), "dockerd 70", "docker", List.of(), Optional.empty(), List.of(), true);
        assertThat(REMEDY.target(look(), root)).isEmpty();
    }
}
