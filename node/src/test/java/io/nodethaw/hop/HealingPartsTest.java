package io.nodethaw.hop;

import static org.assertj.core.api.Assertions.assertThat;

import io.nodethaw.analysis.Explanation;
import io.nodethaw.remedy.Act;
import io.nodethaw.remedy.Canary;
import io.nodethaw.remedy.Diagnosis;
import io.nodethaw.remedy.Remedy;
import io.nodethaw.remedy.Target;
import io.nodethaw.remedy.Work;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class HealingPartsTest {
    private final HealingParts healing = new HealingParts(WholeNode.chain().hops());
    private final WholeNode here = new WholeNode();

    private List<String> running() {
        return diagnosis().running().stream().map(Target::name).toList();
    }

    private Diagnosis diagnosis() {
        var view = here.node.view();
        var graph = WholeNode.chain().graph(view);
        return healing.diagnosis(view, graph, WholeNode.chain().judge(view, graph));
    }

    @Test
    void eachRemedyAnswersCodesThatRulesGive() {
        var codes =
                WholeNode.chain().explanations().stream().map(Explanation::code).toList();
        assertThat(healing.means().remedies())
                .isNotEmpty()
                .allSatisfy(remedy -> assertThat(codes).containsAll(remedy.answers()));
        assertThat(healing.means().remedies()).flatExtracting(Remedy::answers).isNotEmpty();
    }

    /** They never change, because records contain them. New ones may be added, but none of these is removed. */
    @Test
    void actsAreNamedAfterTheirHop() {
        var names = Stream.<Act>concat(healing.means().remedies().stream(), healing.means().aftercare().stream())
                .map(Act::name)
                .toList();
        assertThat(names).contains("systemd.reconnect", "systemd.reexecute", "runc.end");
        var hops = WholeNode.chain().hops().stream().map(Hop::name).toList();
        assertThat(names).allSatisfy(name -> {
            assertThat(name).matches("[a-z]+\\.[a-z-]+");
            assertThat(hops).contains(name.substring(0, name.indexOf('.')));
        });
    }

    @Test
    void canariesComeFromTheBottomOfTheChainUp() {
        assertThat(healing.means().canaries())
                .extracting(Canary::name)
                .containsExactly(
                        "a scope through the bus",
                        "a pod sandbox through CRI",
                        "a pod sandbox through CRI-O",
                        "a pod sandbox through CRI of dockerd",
                        "a container through dockerd");
    }

    @Test
    void childrenOfAShimRunUnlessTheyAreARuntimeAtWork() {
        here.startsAContainer(Duration.ofMinutes(3));
        here.node.child(here.shim, 240, "runc:[2:INIT]"); // left behind by a runc that was killed
        assertThat(running()).containsExactly("nginx 210");
    }

    /** CRI-O has no shims: the proof that containers run on read "0 of 0". */
    @Test
    void childrenOfConmonRunToo() {
        var conmon = here.node.process(300, "conmon").mountNamespace(1);
        here.node.child(conmon, 301, "sleep").mountNamespace(3);
        here.node.child(conmon, 302, "crun").mountNamespace(1);
        here.node.child(conmon, 303, "runc").mountNamespace(4); // a program that happens to have this name
        assertThat(running()).containsExactlyInAnyOrder("nginx 210", "sleep 301", "runc 303");
    }

    @Test
    void whatIsUnderWayIsToldByItsHop() {
        here.startsAContainer(Duration.ofMillis(500));
        assertThat(diagnosis().underWay())
                .containsExactly(new Work("runc 220", "pid 220 (its user was not read), child of containerd-shim 200"));
    }

    @Test
    void startThatIsAtAHookIsUnderWayAndOneWithItsProgramIsNot() {
        var runc = here.startsAContainer(Duration.ofMillis(500));
        here.node.child(runc, 226, "nvidia-containe");
        assertThat(diagnosis().underWay()).hasSize(1);
        var foreground = new WholeNode();
        var run = foreground
                .node
                .child(foreground.shim, 220, "runc")
                .aged(Duration.ofMillis(500))
                .mountNamespace(1);
        foreground.node.child(run, 226, "make");
        assertThat(healing.diagnosis(
                                foreground.node.view(),
                                WholeNode.chain().graph(foreground.node.view()),
                                foreground.verdict())
                        .underWay())
                .isEmpty();
    }

    @Test
    void whatIsStuckIsNotUnderWay() {
        here.deaf().startsAContainer(Duration.ofMinutes(3));
        assertThat(diagnosis().underWay()).isEmpty();
    }
}
