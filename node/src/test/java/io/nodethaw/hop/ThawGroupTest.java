package io.nodethaw.hop;

import static org.assertj.core.api.Assertions.assertThat;

import io.nodethaw.evidence.Freeze;
import io.nodethaw.evidence.Namespaces;
import io.nodethaw.evidence.ProcessTable;
import io.nodethaw.evidence.Reading;
import io.nodethaw.evidence.Tasks;
import io.nodethaw.hop.containerd.ContainerdAnswer;
import io.nodethaw.remedy.Check;
import io.nodethaw.remedy.Diagnosis;
import io.nodethaw.remedy.Target;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ThawGroupTest {
    private static final String GROUP = "/system.slice/containerd.service";
    private static final ThawGroup REMEDY = new ThawGroup("containerd");
    private static final Reading<List<Integer>> NOBODY = new Reading.Seen<>(List.of());

    private final WholeNode here = new WholeNode();

    private Target target() {
        return Target.of(here.containerd.vertex(), "containerd 60");
    }

    private static Freeze frozen(String path) {
        return new Freeze(
                60,
                List.of(":" + GROUP),
                Optional.of(
                        new Freeze.Frozen(path, "FROZEN", 2, Optional.of("/sys/fs/cgroup" + path + "/cgroup.freeze"))));
    }

    private Diagnosis look(Freeze groups) {
        here.node.silent(ContainerdAnswer.TYPE, WholeNode.CONTAINERD).says(Freeze.TYPE, "60", groups);
        var view = here.node.view();
        var graph = WholeNode.chain().graph(view);
        return new HealingParts(WholeNode.chain().hops())
                .diagnosis(view, graph, WholeNode.chain().judge(view, graph));
    }

    private ThawGroup.Group read(Freeze groups, String freezer, Reading<List<Integer>> strangers) {
        return new ThawGroup.Group(
                new NodesOwn(
                        new Reading.Seen<>(new ProcessTable.Entry(
                                60,
                                1,
                                "containerd",
                                'S',
                                here.containerd.vertex().startTicks(),
                                0,
                                0)),
                        new Reading.Seen<>(new Tasks(60, List.of(new Tasks.Task(60, "containerd", 'S', "", 0, 1, 1)))),
                        new Reading.Seen<>(groups),
                        new Reading.Seen<>(new Freeze(1, List.of(":/init.scope"), Optional.empty())),
                        new Namespaces(60, 4, 5, 6),
                        new Namespaces(1, 4, 5, 6)),
                new Reading.Seen<>(new ServiceState("loaded", "active", "success", false, 60, "process", freezer)),
                strangers);
    }

    private List<String> refusals(ThawGroup.Group read, Diagnosis now) {
        return REMEDY.checks(target(), read, now).stream()
                .flatMap(check -> check.refusal().stream())
                .toList();
    }

    @Test
    void frozenServiceIsThawed() {
        var now = look(frozen(GROUP));
        var root = now.verdict().roots().getFirst();
        assertThat(REMEDY.target(now, root)).contains(target());
        assertThat(refusals(read(frozen(GROUP), "running", NOBODY), now)).isEmpty();
        assertThat(refusals(read(frozen(GROUP), "", NOBODY), now))
                .as("a systemd before 246")
                .isEmpty();
    }

    @Test
    void groupOutOfSightIsNotThawed() {
        here.containerd.frozenIn(GROUP);
        here.node.silent(ContainerdAnswer.TYPE, WholeNode.CONTAINERD);
        var view = here.node.view();
        var graph = WholeNode.chain().graph(view);
        var now = new HealingParts(WholeNode.chain().hops())
                .diagnosis(view, graph, WholeNode.chain().judge(view, graph));
        assertThat(REMEDY.target(now, now.verdict().roots().getFirst())).isEmpty();
    }

    @Test
    void whatSystemdHasFrozenStaysSo() {
        assertThat(refusals(read(frozen(GROUP), "frozen", NOBODY), look(frozen(GROUP))))
                .singleElement()
                .asString()
                .contains("systemctl thaw ends it");
    }

    @Test
    void sliceIsNotThawed() {
        var slice = frozen("/system.slice");
        assertThat(refusals(read(slice, "running", NOBODY), look(slice)))
                .containsExactly("the frozen group /system.slice is not that of a service: find out who froze it");
    }

    @Test
    void groupWithAContainerIsNotThawed() {
        assertThat(refusals(read(frozen(GROUP), "running", new Reading.Seen<>(List.of(310))), look(frozen(GROUP))))
                .singleElement()
                .asString()
                .contains("process 310 of a container", "may be paused on purpose");
        assertThat(refusals(read(frozen(GROUP), "running", new Reading.Failed<>("no")), look(frozen(GROUP))))
                .containsExactly("could not read who is in the frozen group");
    }

    @Test
    void groupThatWasThawedMeanwhileIsLeftAlone() {
        var thawed = new Freeze(60, List.of(":" + GROUP), Optional.empty());
        assertThat(refusals(read(thawed, "running", NOBODY), look(frozen(GROUP))))
                .contains("containerd 60 is not frozen any more, or with another group: diagnose again");
    }

    @Test
    void checkpointAtWorkIsWaitedFor() {
        here.node.process(500, "criu");
        assertThat(refusals(read(frozen(GROUP), "running", NOBODY), look(frozen(GROUP))))
                .singleElement()
                .asString()
                .startsWith("criu 500 is at work");
    }

    @Test
    void runtimeAtWorkIsWaitedFor() {
        here.startsAContainer(Duration.ofMillis(200));
        assertThat(REMEDY.passing(look(frozen(GROUP))))
                .singleElement()
                .satisfies(check -> assertThat(check.refusal().orElseThrow()).contains("runc 220"));
    }

    @Test
    void groupTellsWhetherItWasThawed() {
        assertThat(REMEDY.became(target(), "", look(frozen(GROUP))).done()).isFalse();
        assertThat(REMEDY.became(target(), "", look(new Freeze(60, List.of(":" + GROUP), Optional.empty())))
                        .done())
                .isTrue();
    }

    @Test
    void membersAreThoseOfGroupsBelowToo(@TempDir Path group) throws IOException {
        Files.createDirectories(group.resolve("below/deep"));
        Files.writeString(group.resolve("cgroup.procs"), "60\n61\n");
        Files.writeString(group.resolve("below/cgroup.procs"), "");
        Files.writeString(group.resolve("below/deep/cgroup.procs"), "62\n");
        assertThat(FrozenGroup.members(group + "/cgroup.freeze")).containsExactlyInAnyOrder(60, 61, 62);
    }

    @Test
    void onlyTheProcessThatWasDiagnosedAndNoStrangerIsThawed() {
        var now = look(frozen(GROUP));
        Function<NodesOwn, List<Check>> checks = own -> REMEDY.checks(
                target(),
                new ThawGroup.Group(own, read(frozen(GROUP), "running", NOBODY).unit(), NOBODY),
                now);
        ReadBefore.of(target(), 1, new Reading.Seen<>(frozen(GROUP)))
                .mustBeTheSame(checks)
                .mustBeUntraced(checks)
                .mustBeTheNodesOwn(checks);
    }

    @Test
    void systemdThatDoesNotTellLeavesItFrozen() {
        var read = read(frozen(GROUP), "running", NOBODY);
        assertThat(refusals(
                        new ThawGroup.Group(read.process(), new Reading.Failed<>("no answer"), NOBODY),
                        look(frozen(GROUP))))
                .containsExactly("systemd does not tell whether it has frozen the service of containerd 60");
    }

    @Test
    void groupOfNoServiceIsNotOffered() {
        assertThat(REMEDY.offered(look(frozen(GROUP)), target())).isTrue();
        var user = "/user.slice/user-0.slice/session-1.scope";
        var groups = new Freeze(
                60,
                List.of(":" + user),
                Optional.of(new Freeze.Frozen(user, "FROZEN", 2, Optional.of("/sys/fs/cgroup/x/cgroup.freeze"))));
        assertThat(REMEDY.offered(look(groups), target())).isFalse();
    }
}
