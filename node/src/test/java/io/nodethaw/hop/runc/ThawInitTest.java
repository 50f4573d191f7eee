package io.nodethaw.hop.runc;

import static org.assertj.core.api.Assertions.assertThat;

import io.nodethaw.evidence.Freeze;
import io.nodethaw.evidence.Namespaces;
import io.nodethaw.evidence.ProcessTable;
import io.nodethaw.evidence.Reading;
import io.nodethaw.evidence.Tasks;
import io.nodethaw.hop.HealingParts;
import io.nodethaw.hop.NoAccess;
import io.nodethaw.hop.NodesOwn;
import io.nodethaw.hop.ReadBefore;
import io.nodethaw.hop.WholeNode;
import io.nodethaw.remedy.Diagnosis;
import io.nodethaw.remedy.Target;
import io.nodethaw.wait.ProcessEvidence;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class ThawInitTest {
    private static final String GROUP = "/system.slice/docker-c0ffee12.scope";
    private static final String OWN = "/system.slice/containerd.service";
    private static final Reading<List<String>> NOBODY = new Reading.Seen<>(List.of());

    private final WholeNode here = new WholeNode();
    private final ThawInit remedy = new ThawInit();

    private ProcessEvidence starts(Duration ago) {
        var runc = here.startsAContainer(ago).blockedIn("read", 8);
        here.node.says(Freeze.TYPE, "225", frozen());
        return runc;
    }

    private static Freeze frozen() {
        return new Freeze(
                225,
                List.of(":" + GROUP),
                Optional.of(new Freeze.Frozen(
                        GROUP, "FROZEN", 2, Optional.of("/sys/fs/cgroup" + GROUP + "/cgroup.freeze"))));
    }

    private Diagnosis look() {
        var view = here.node.view();
        var graph = WholeNode.chain().graph(view);
        return new HealingParts(WholeNode.chain().hops())
                .diagnosis(view, graph, WholeNode.chain().judge(view, graph));
    }

    private Target init() {
        return Target.of(here.init().vertex(), "runc init 225");
    }

    private static NodesOwn read(ProcessEvidence process, Reading<Freeze> groups, int tracer) {
        int pid = process.pid();
        return new NodesOwn(
                new Reading.Seen<>(new ProcessTable.Entry(
                        pid, 200, "runc", 'S', process.vertex().startTicks(), 0, 0)),
                new Reading.Seen<>(new Tasks(pid, List.of(new Tasks.Task(pid, "runc", 'S', "", tracer, 1, 1)))),
                groups,
                new Reading.Seen<>(new Freeze(1, List.of(":/init.scope"), Optional.empty())),
                new Namespaces(pid, 4, 5, 6),
                new Namespaces(1, 4, 5, 6));
    }

    private static Reading<Freeze> in(String group) {
        return new Reading.Seen<>(new Freeze(220, List.of(":" + group), Optional.empty()));
    }

    private List<String> refusals(ProcessEvidence runc, String group, int tracer, Reading<List<String>> programs) {
        var now = look();
        var operation = Operation.all(now.view()).getFirst();
        var read = new ThawInit.Read(
                read(here.init(), new Reading.Seen<>(frozen()), tracer), read(runc, in(group), 0), programs);
        return ThawInit.checks(init(), operation, read, now).stream()
                .flatMap(check -> check.refusal().stream())
                .toList();
    }

    @Test
    void frozenInitOfARuntimePastItsLimitIsThawed() {
        var runc = starts(Duration.ofMinutes(3));
        var now = look();
        var root = now.verdict().roots().getFirst();
        assertThat(root.finding().orElseThrow().code()).isEqualTo("runc.frozen");
        assertThat(remedy.target(now, root)).contains(Target.of(here.init().vertex(), root.name()));
        assertThat(refusals(runc, OWN, 0, NOBODY)).isEmpty();
    }

    @Test
    void runtimeThatMayStillThawItIsWaitedFor() {
        assertThat(refusals(starts(Duration.ofSeconds(20)), OWN, 0, NOBODY))
                .containsExactly("runc 220 has not been at work for 60 s: it may still thaw what it has frozen");
    }

    @Test
    void containerWithAProgramMayBePausedOnPurpose() {
        var runc = starts(Duration.ofMinutes(3));
        assertThat(refusals(runc, OWN, 0, new Reading.Seen<>(List.of("nginx 300"))))
                .containsExactly("nginx 300 is in that group: the container may be paused on purpose");
        assertThat(refusals(runc, OWN, 0, new Reading.Failed<>("no")))
                .containsExactly("could not read who is in the frozen group");
    }

    @Test
    void anotherRuntimeAtWorkOnItIsWaitedFor() {
        var runc = starts(Duration.ofMinutes(3));
        here.node.child(here.shim, 230, "runc").aged(Duration.ofMillis(100)).mountNamespace(1);
        assertThat(refusals(runc, OWN, 0, NOBODY)).containsExactly("runc 230 may be at work on it too: wait for it");
    }

    @Test
    void runtimeOfATenantIsItsOwnersMatter() {
        assertThat(refusals(starts(Duration.ofMinutes(3)), "/kubepods/besteffort/pod1/c0ffee", 0, NOBODY))
                .singleElement()
                .asString()
                .contains("is in no service of the node");
    }

    @Test
    void tracedInitAndCheckpointAreLeftAlone() {
        var runc = starts(Duration.ofMinutes(3));
        here.node.process(500, "criu");
        assertThat(refusals(runc, OWN, 7, NOBODY))
                .satisfiesExactly(
                        why -> assertThat(why).startsWith("process 7 traces"),
                        why -> assertThat(why).startsWith("criu 500 is at work"));
    }

    @Test
    void groupTellsWhetherItWasThawed() {
        starts(Duration.ofMinutes(3));
        assertThat(remedy.became(init(), "", look()).done()).isFalse();
        assertThat(remedy.became(new Target(225, 1, "runc init 225"), "", look())
                        .done())
                .isTrue();
    }

    @Test
    void onlyTheInitAndTheRuntimeThatWereDiagnosedCount() {
        var runc = starts(Duration.ofMinutes(3));
        var now = look();
        var operation = Operation.all(now.view()).getFirst();
        var own = Target.of(runc.vertex(), operation.label());
        ReadBefore.of(init(), 220, new Reading.Seen<>(frozen()))
                .mustBeTheSame(read -> ThawInit.checks(
                        init(), operation, new ThawInit.Read(read, read(runc, in(OWN), 0), NOBODY), now));
        var init = read(here.init(), new Reading.Seen<>(frozen()), 0);
        ReadBefore.of(own, 200)
                .mustBeTheSame(read -> ThawInit.checks(init(), operation, new ThawInit.Read(init, read, NOBODY), now))
                .mustBeTheNodesOwn(
                        read -> ThawInit.checks(init(), operation, new ThawInit.Read(init, read, NOBODY), now));
    }

    @Test
    void initThatIsFrozenNoMoreOrWithAnotherGroupIsLeftAlone() {
        var runc = starts(Duration.ofMinutes(3));
        var now = look();
        var operation = Operation.all(now.view()).getFirst();
        for (var groups : List.of(in(GROUP), in("/system.slice"))) {
            var read = new ThawInit.Read(read(here.init(), groups, 0), read(runc, in(OWN), 0), NOBODY);
            assertThat(ThawInit.checks(init(), operation, read, now).stream()
                            .flatMap(check -> check.refusal().stream()))
                    .containsExactly("runc init 225 is not frozen any more, or with another group: diagnose again");
        }
    }

    @Test
    void initThatASignalHasStoppedTooIsNotThawed() {
        starts(Duration.ofMinutes(3));
        here.init().stopped();
        var now = look();
        var root = now.verdict().roots().getFirst();
        assertThat(remedy.target(now, root)).isEmpty();
    }

    /** It is executed as "runc", and names itself later. */
    @Test
    void initBeforeItsFirstStageIsNoProgramOfTheContainer() {
        starts(Duration.ofMinutes(3));
        var operation = Operation.all(look().view()).getFirst();
        var later = operation.inits().getFirst();
        var init =
                new ProcessTable.Entry(225, 220, "runc", 'S', later.startTicks().orElseThrow(), 0, 0);
        var ofRuntime = new Namespaces(220, 4, 5, 6);
        assertThat(ThawInit.isStage(init, operation, new Namespaces(225, 4, 5, 6), ofRuntime))
                .isTrue();
        assertThat(ThawInit.isStage(init, operation, new Namespaces(225, 77, 5, 6), ofRuntime))
                .as("a program called runc")
                .isFalse();
        assertThat(ThawInit.isStage(init, operation, new Namespaces(225, 0, 0, 0), new Namespaces(220, 0, 0, 0)))
                .as("nobody could read it")
                .isFalse();
        var other = new ProcessTable.Entry(300, 220, "runc", 'S', 5, 0, 0);
        assertThat(ThawInit.isStage(other, operation, new Namespaces(300, 4, 5, 6), ofRuntime))
                .isFalse();
        var stage = new ProcessTable.Entry(300, 220, "runc:[2:INIT]", 'S', 5, 0, 0);
        assertThat(ThawInit.isStage(stage, operation, new Namespaces(300, 77, 5, 6), ofRuntime))
                .isTrue();
    }

    @Test
    void initWithoutARuntimeIsLeftAlone() {
        assertThat(remedy.checks(NoAccess.any(), new Target(225, 5, "runc init 225"), look()).stream()
                        .flatMap(check -> check.refusal().stream()))
                .containsExactly("runc init 225 has no runtime any more: diagnose again");
    }
}
