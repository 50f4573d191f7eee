package io.nodethaw.hop.shim;

import static org.assertj.core.api.Assertions.assertThat;

import io.nodethaw.evidence.Freeze;
import io.nodethaw.evidence.Namespaces;
import io.nodethaw.evidence.ProcessTable;
import io.nodethaw.evidence.Reading;
import io.nodethaw.evidence.Tasks;
import io.nodethaw.hop.HealingParts;
import io.nodethaw.hop.NodesOwn;
import io.nodethaw.hop.ReadBefore;
import io.nodethaw.hop.WholeNode;
import io.nodethaw.hop.containerd.ContainerdAnswer;
import io.nodethaw.remedy.Diagnosis;
import io.nodethaw.remedy.Target;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class EndShimTest {
    private final WholeNode here = new WholeNode();
    private final EndShim remedy = new EndShim();

    private Target target() {
        return Target.of(here.shim.vertex(), "shim 200");
    }

    private Diagnosis look() {
        var view = here.node.view();
        var graph = WholeNode.chain().graph(view);
        return new HealingParts(WholeNode.chain().hops())
                .diagnosis(view, graph, WholeNode.chain().judge(view, graph));
    }

    private NodesOwn read(String group) {
        return new NodesOwn(
                new Reading.Seen<>(new ProcessTable.Entry(
                        200, 1, "containerd-shim", 'S', here.shim.vertex().startTicks(), 0, 0)),
                new Reading.Seen<>(new Tasks(200, List.of(new Tasks.Task(200, "containerd-shim", 'S', "", 0, 1, 1)))),
                new Reading.Seen<>(new Freeze(200, List.of(":" + group), Optional.empty())),
                new Reading.Seen<>(new Freeze(1, List.of(":/init.scope"), Optional.empty())),
                new Namespaces(200, 4, 5, 6),
                new Namespaces(1, 4, 5, 6));
    }

    @Test
    void itsOwnDeadlockIsTreatedAndNothingElse() {
        assertThat(remedy.answers()).containsExactlyInAnyOrder("shim.deadlock", "shim.silent-without-container");
        here.containerd.stopped();
        here.node.silent(ContainerdAnswer.TYPE, WholeNode.CONTAINERD);
        var now = look();
        assertThat(remedy.target(now, now.verdict().roots().getFirst()))
                .as("a root that is no shim")
                .isEmpty();
    }

    @Test
    void containersThatEndWithItAreKnownBefore() {
        assertThat(remedy.ends(look(), target())).extracting(Target::name).containsExactly("nginx 210");
        assertThat(remedy.ends(look(), new Target(60, 5, "containerd 60"))).isEmpty();
    }

    @Test
    void goroutinesAreKeptBefore() {
        assertThat(EndShim.checks(target(), read("/system.slice/containerd.service"), look()).stream()
                        .flatMap(check -> check.refusal().stream()))
                .singleElement()
                .asString()
                .contains("nodethaw stacks 200 first");
    }

    @Test
    void shimOfATenantIsNotEnded() {
        assertThat(EndShim.checks(target(), read("/kubepods/besteffort/pod1/c0ffee"), look()).stream()
                        .flatMap(check -> check.refusal().stream()))
                .anyMatch(why -> why.contains("is in no service of the node"));
    }

    @Test
    void itsLifeTellsWhetherItWasEnded() {
        assertThat(remedy.became(target(), "", look()).done()).isFalse();
        assertThat(remedy.became(new Target(200, 1, "x"), "", look()).done()).isTrue();
    }

    @Test
    void onlyTheShimThatWasDiagnosedIsEndedAndNoTracedOne() {
        ReadBefore.of(target(), 1)
                .mustBeTheSame(own -> EndShim.checks(target(), own, look()))
                .mustBeUntraced(own -> EndShim.checks(target(), own, look()));
    }
}
