package io.nodethaw.analysis;

import static io.nodethaw.wait.NodeEvidence.node;
import static org.assertj.core.api.Assertions.assertThat;

import io.nodethaw.wait.NodeEvidence;
import io.nodethaw.wait.ProcessEvidence;
import io.nodethaw.wait.Role.Standing;
import io.nodethaw.wait.Vertex;
import io.nodethaw.wait.Victim;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

class JudgeTest {
    private final NodeEvidence node = node();
    private final ProcessEvidence dockerd = node.process(20, "dockerd");
    private final ProcessEvidence containerd = node.process(21, "containerd");
    private final ProcessEvidence shim = node.process(22, "shim");
    private final HandMadeGraph graph = new HandMadeGraph(node);

    private static Finding stuck(String code, ProcessEvidence about) {
        return new Finding.Stuck(code, about.vertex(), Confidence.PROVEN, code, List.of());
    }

    private static Finding doubt(String code, ProcessEvidence about) {
        return new Finding.Warning(code, about.vertex(), Confidence.POSSIBLE, code, List.of());
    }

    @Test
    void nobodyWaitsOnAHealthyNode() {
        var verdict = graph.needs(dockerd, containerd).stopped(shim).verdict();
        assertThat(verdict.state()).isEqualTo(Verdict.State.HEALTHY);
        assertThat(verdict.roots()).isEmpty();
        assertThat(verdict.waits()).isEmpty();
        assertThat(verdict.cure()).isEmpty();
    }

    @Test
    void silenceAloneIsNoStall() {
        containerd.still();
        assertThat(graph.asked(containerd).verdict().state()).isEqualTo(Verdict.State.UNCLEAR);
    }

    @Test
    void silenceOfWhatMovesIsSlow() {
        containerd.moves();
        assertThat(graph.asked(containerd).verdict().state()).isEqualTo(Verdict.State.SLOW);
    }

    @Test
    void movementBelowIsSlowToo() {
        containerd.still();
        shim.moves();
        assertThat(graph.asked(containerd).needs(containerd, shim).verdict().state())
                .isEqualTo(Verdict.State.SLOW);
    }

    @Test
    void movementAboveASilentHopThatSitsStillDoesNotMakeItMove() {
        containerd.still();
        dockerd.moves();
        shim.moves();
        graph.role(containerd, "containerd", Standing.SILENT)
                .asked(containerd)
                .victim(dockerd)
                .needs(dockerd, containerd)
                .inferred(containerd, shim)
                .role(shim, "shim", Standing.ANSWERED);
        assertThat(graph.verdict().state()).isEqualTo(Verdict.State.UNCLEAR);
    }

    @Test
    void silentHopMovesWithTheChildThatAllOfItWaitsFor() {
        containerd.still();
        shim.moves();
        graph.role(containerd, "containerd", Standing.SILENT).asked(containerd).child(containerd, shim);
        assertThat(graph.verdict().state()).isEqualTo(Verdict.State.SLOW);
        containerd.thread(25);
        assertThat(graph.verdict().state()).isEqualTo(Verdict.State.UNCLEAR);
    }

    @Test
    void movementElsewhereTellsNothing() {
        dockerd.moves();
        assertThat(graph.asked(containerd).verdict().state()).isEqualTo(Verdict.State.UNCLEAR);
    }

    @Test
    void movementBehindWhatIsStoppedTellsNothing() {
        shim.moves();
        var verdict = graph.asked(containerd)
                .needs(containerd, shim)
                .stopped(containerd)
                .verdict();
        assertThat(verdict.state()).isEqualTo(Verdict.State.STALLED);
    }

    @Test
    void movementOfARootThatMayBeStuckDoesNotMakeItSlow() {
        containerd.moves();
        var verdict = graph.asked(containerd)
                .rule(doubt("containerd.doubt", containerd))
                .verdict();
        assertThat(verdict.state()).isEqualTo(Verdict.State.UNCLEAR);
    }

    @Test
    void rootThatARuleCallsSlowIsMovementEnough() {
        containerd.still();
        var slow = new Finding.Slow("kernel.slow", containerd.vertex(), Confidence.LIKELY, "slow", List.of());
        assertThat(graph.asked(containerd).rule(slow).verdict().state()).isEqualTo(Verdict.State.SLOW);
    }

    @Test
    void stoppedRootIsAStallAndNamesItsVictims() {
        var verdict = graph.asked(containerd).stopped(containerd).verdict();
        assertThat(verdict.state()).isEqualTo(Verdict.State.STALLED);
        assertThat(verdict.roots())
                .singleElement()
                .satisfies(root ->
                        assertThat(root.victims()).extracting(Victim::vertex).containsExactly(new Vertex.Ourselves()));
    }

    @Test
    void deadlockIsAStall() {
        containerd.thread(21);
        shim.thread(22);
        var verdict = graph.asked(containerd)
                .needs(containerd, shim)
                .needs(shim, containerd)
                .verdict();
        assertThat(verdict.state()).isEqualTo(Verdict.State.STALLED);
        assertThat(verdict.roots().getFirst().cycle()).hasSize(2);
    }

    @Test
    void victimPastItsLimitIsAStallWithoutAReading() {
        var verdict = graph.pastLimit(shim).verdict();
        assertThat(verdict.state()).isEqualTo(Verdict.State.STALLED);
        assertThat(verdict.roots().getFirst().finding()).isEmpty();
    }

    @Test
    void waitForWhatGotNoProcessorIsNoStall() {
        shim.queued(Duration.ofMillis(900));
        var verdict = graph.asked(containerd)
                .needs(containerd, shim)
                .pastLimit(containerd)
                .verdict();
        assertThat(verdict.state()).isEqualTo(Verdict.State.UNCLEAR);
        assertThat(verdict.notes()).singleElement().asString().contains("shim 22", "90 % of the time");
    }

    @Test
    void noWaitOfOneThatGotNoProcessorIsAStall() {
        containerd.queued(Duration.ofMillis(900));
        var verdict = graph.needs(containerd, shim).pastLimit(containerd).verdict();
        assertThat(verdict.state()).isEqualTo(Verdict.State.UNCLEAR);
    }

    /** Work that lasts for minutes is a likely stall; but not that of a process which waits for a processor all the time. */
    @Test
    void whatIsLikelyBecauseItLastsIsNoneOfOneThatGotNoProcessor() {
        var overdue = new Finding.Stuck("shim.overdue", shim.vertex(), Confidence.LIKELY, "for 3 min", List.of());
        graph.pastLimit(shim).rule(overdue);
        assertThat(graph.verdict().state()).isEqualTo(Verdict.State.STALLED);
        shim.queued(Duration.ofMillis(900));
        assertThat(graph.verdict().state()).isEqualTo(Verdict.State.UNCLEAR);
        assertThat(graph.rule(stuck("shim.bad", shim)).verdict().state()).isEqualTo(Verdict.State.STALLED);
    }

    @Test
    void busyProcessorsExcuseNobodyWhoRuns() {
        shim.queued(Duration.ofMillis(400));
        assertThat(graph.pastLimit(shim).verdict().state()).isEqualTo(Verdict.State.STALLED);
    }

    @Test
    void whatIsStoppedIsARootBesideOneThatGotNoProcessor() {
        shim.queued(Duration.ofMillis(900));
        var verdict = graph.stopped(dockerd).asked(dockerd).pastLimit(shim).verdict();
        assertThat(verdict.state()).isEqualTo(Verdict.State.STALLED);
        assertThat(verdict.roots()).extracting(Root::name).containsExactly("dockerd 20");
    }

    @Test
    void findingExplainsARoot() {
        var verdict = graph.asked(containerd)
                .rule(stuck("containerd.bad", containerd))
                .verdict();
        assertThat(verdict.state()).isEqualTo(Verdict.State.STALLED);
        assertThat(verdict.roots().getFirst().finding()).map(Finding::code).contains("containerd.bad");
        assertThat(verdict.cure()).contains("cure of containerd.bad");
    }

    @Test
    void findingNeverMakesARoot() {
        var verdict = graph.asked(containerd)
                .needs(containerd, shim)
                .rule(stuck("containerd.bad", containerd))
                .verdict();
        assertThat(verdict.roots()).extracting(Root::name).containsExactly("shim 22");
        assertThat(verdict.state()).isEqualTo(Verdict.State.UNCLEAR);
    }

    @Test
    void findingOnAHealthyNodeMakesNoStall() {
        var verdict = graph.rule(stuck("containerd.bad", containerd)).verdict();
        assertThat(verdict.state()).isEqualTo(Verdict.State.HEALTHY);
    }

    @Test
    void severalRootsComeDeepestFirst() {
        var verdict = graph.role(dockerd, "docker", Standing.SILENT)
                .role(containerd, "containerd", Standing.SILENT)
                .role(shim, "shim", Standing.SILENT)
                .asked(dockerd)
                .asked(shim)
                .asked(containerd)
                .stopped(dockerd)
                .stopped(containerd)
                .stopped(shim)
                .verdict();
        assertThat(verdict.roots()).extracting(Root::name).containsExactly("shim 22", "containerd 21", "docker 20");
    }

    @Test
    void verticesOutsideTheChainAreDeeperThanAllHops() {
        var outsider = node.process(40, "backup");
        var verdict = graph.role(shim, "shim", Standing.SILENT)
                .asked(shim)
                .asked(outsider)
                .stopped(shim)
                .stopped(outsider)
                .verdict();
        assertThat(verdict.roots()).extracting(Root::name).containsExactly("backup 40", "shim 22");
    }

    @Test
    void stallHidesRootsThatAreMerelyLate() {
        var verdict = graph.asked(dockerd).asked(containerd).stopped(containerd).verdict();
        assertThat(verdict.roots()).extracting(Root::name).containsExactly("containerd 21");
    }

    @Test
    void serviceFrozenAsAWholeIsOneRootTheHighestOfItsProcesses() {
        var verdict = graph.role(containerd, "containerd", Standing.SILENT)
                .role(shim, "shim", Standing.SILENT)
                .asked(containerd)
                .asked(shim)
                .frozen(containerd, "/containerd.service")
                .frozen(shim, "/containerd.service")
                .verdict();
        assertThat(verdict.roots()).extracting(Root::name).containsExactly("containerd 21");
    }

    @Test
    void processesFrozenInCgroupsOfTheirOwnAreRootsOfTheirOwn() {
        var verdict = graph.asked(containerd)
                .asked(shim)
                .frozen(containerd, "/a")
                .frozen(shim, "/b")
                .verdict();
        assertThat(verdict.roots()).hasSize(2);
    }

    @Test
    void blindSpotThatMattersKeepsANodeFromBeingCalledHealthy() {
        assertThat(graph.blind("docker", true).verdict().state()).isEqualTo(Verdict.State.UNCLEAR);
    }

    @Test
    void blindSpotThatMattersKeepsANodeFromBeingCalledSlow() {
        containerd.moves();
        graph.asked(containerd).blind("docker", false);
        assertThat(graph.verdict().state()).isEqualTo(Verdict.State.SLOW);
        assertThat(graph.blind("systemd", true).verdict().state()).isEqualTo(Verdict.State.UNCLEAR);
    }

    @Test
    void hopThatIsNotHereDoesNotMatter() {
        var verdict = graph.blind("docker", false).verdict();
        assertThat(verdict.state()).isEqualTo(Verdict.State.HEALTHY);
        assertThat(verdict.notSeen()).hasSize(1);
    }

    @Test
    void blindSpotDoesNotExcuseAStall() {
        var verdict = graph.blind("docker", true).asked(shim).stopped(shim).verdict();
        assertThat(verdict.state()).isEqualTo(Verdict.State.STALLED);
    }

    @Test
    void causesAreSoughtForWhatIsFoundAtTheRootsOfAStall() {
        graph.cause((view, findings) -> findings.stream()
                .map(finding -> new Cause(finding.code(), "why", Confidence.LIKELY, List.of()))
                .toList());
        graph.rule(stuck("containerd.bad", containerd)).rule(stuck("shim.bad", shim));
        assertThat(graph.verdict().causes()).isEmpty();
        assertThat(graph.asked(containerd).verdict().causes())
                .extracting(Cause::code)
                .containsExactly("containerd.bad");
    }

    @Test
    void whatIsProvenInnocentIsRuledOut() {
        var verdict = graph.rule(new Finding.Clear("dbus.fine", shim.vertex(), "fine", List.of()))
                .verdict();
        assertThat(verdict.ruledOut()).extracting(Finding::code).containsExactly("dbus.fine");
        assertThat(verdict.findings()).isEmpty();
    }

    @Test
    void exitCodesAreFixed() {
        assertThat(Verdict.State.HEALTHY.exitCode()).isZero();
        assertThat(Verdict.State.SLOW.exitCode()).isZero();
        assertThat(Verdict.State.STALLED.exitCode()).isEqualTo(1);
        assertThat(Verdict.State.UNCLEAR.exitCode()).isEqualTo(2);
    }
}
