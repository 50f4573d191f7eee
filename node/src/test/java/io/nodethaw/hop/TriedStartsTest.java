package io.nodethaw.hop;

import static io.nodethaw.wait.GoroutineWords.frame;
import static io.nodethaw.wait.GoroutineWords.selects;
import static org.assertj.core.api.Assertions.assertThat;

import io.nodethaw.analysis.BlindSpot;
import io.nodethaw.analysis.Finding;
import io.nodethaw.analysis.Proof;
import io.nodethaw.analysis.Verdict;
import io.nodethaw.evidence.CanarySteps;
import io.nodethaw.evidence.Goroutines;
import io.nodethaw.evidence.Reading;
import io.nodethaw.evidence.Sample;
import io.nodethaw.remedy.Canary;
import io.nodethaw.wait.GoroutineWords;
import io.nodethaw.wait.ReadTwice;
import io.nodethaw.wait.Victim;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

class TriedStartsTest {
    private static final String DOCKER = "a container through dockerd";
    private static final String SCOPE = "a scope through the bus";

    private final WholeNode here = new WholeNode();

    private void came(Reading<Canary.Started> reading) {
        here.node.reading(Canary.Started.TYPE, DOCKER, reading);
    }

    @Test
    void startThatSucceededIsTold() {
        came(new Reading.Seen<>(new Canary.Started("container x started and removed in 512 ms")));
        assertThat(WholeNode.judged(here.verdict())).isEqualTo("HEALTHY");
        assertThat(here.verdict().notes()).containsExactly("container x started and removed in 512 ms");
    }

    private List<String> ruledOut() {
        return here.verdict().ruledOut().stream()
                .map(Finding.Clear::code)
                .filter(code -> code.endsWith(".start-succeeds"))
                .toList();
    }

    @Test
    void startThatSucceededRulesOutWhoWasAsked() {
        came(new Reading.Seen<>(new Canary.Started("container x started and removed in 512 ms")));
        here.node.says(Canary.Started.TYPE, SCOPE, new Canary.Started("x.scope started and stopped in 93 ms"));
        assertThat(ruledOut()).containsExactlyInAnyOrder("docker.start-succeeds", "systemd.start-succeeds");
        assertThat(here.verdict().ruledOut())
                .filteredOn(clear -> clear.code().endsWith(".start-succeeds"))
                .extracting(Finding.Clear::about)
                .containsExactlyInAnyOrder(here.dockerd.vertex(), here.systemd.vertex());
    }

    @Test
    void startThatSucceededRulesOutNobodyWhoIsWaitedFor() {
        here.node.says(Canary.Started.TYPE, SCOPE, new Canary.Started("x.scope started and stopped in 93 ms"));
        here.startsAContainer(Duration.ofSeconds(60));
        here.deaf();
        assertThat(ruledOut()).isEmpty();
    }

    @Test
    void startThatDidNotEndRulesOutNobody() {
        came(new Reading.Silent<>(Duration.ofSeconds(10), "reply"));
        assertThat(ruledOut()).isEmpty();
        came(new Reading.Failed<>("500 runc: exit status 1"));
        assertThat(ruledOut()).isEmpty();
    }

    @Test
    void startThatWasNotTriedRulesOutNobody() {
        came(new Reading.NotAsked<>("no dockerd on this node"));
        assertThat(ruledOut()).isEmpty();
    }

    @Test
    void scopeThatHangsIsExplainedByTheRoot() {
        here.startsAContainer(Duration.ofSeconds(60));
        here.deaf();
        here.node.reading(
                Canary.Started.TYPE, SCOPE, new Reading.Silent<>(Duration.ofSeconds(9), "StartTransientUnit"));
        assertThat(WholeNode.judged(here.verdict())).isEqualTo("STALLED systemd 1 systemd.deaf-on-bus");
        assertThat(here.verdict().notSeen()).extracting(BlindSpot::what).noneMatch(what -> what.contains(SCOPE));
    }

    @Test
    void scopeThatHangsForNoReasonThatIsSeenIsNamed() {
        here.node.reading(
                Canary.Started.TYPE, SCOPE, new Reading.Silent<>(Duration.ofSeconds(9), "StartTransientUnit"));
        assertThat(here.verdict().state().exitCode()).isEqualTo(2);
        assertThat(here.verdict().notSeen()).extracting(BlindSpot::what).contains("why " + SCOPE + " does not start");
    }

    @Test
    void startThatHangsMakesItsDaemonAVictim() {
        came(new Reading.Silent<>(Duration.ofSeconds(10), "reply"));
        assertThat(here.verdict().victims()).extracting(Victim::vertex).containsExactly(here.dockerd.vertex());
        assertThat(here.verdict().state().exitCode())
                .as("who is to blame is not seen")
                .isEqualTo(2);
    }

    @Test
    void startThatHangsLeadsToWhateverHoldsItUp() {
        came(new Reading.Silent<>(Duration.ofSeconds(10), "reply"));
        here.startsAContainer(Duration.ofSeconds(60));
        here.deaf();
        assertThat(WholeNode.judged(here.verdict())).isEqualTo("STALLED systemd 1 systemd.deaf-on-bus");
    }

    private static CanarySteps steps(CanarySteps.Outcome outcome, String words) {
        return new CanarySteps(List.of(
                new CanarySteps.Step("create", Duration.ofMillis(40), CanarySteps.Outcome.DONE, ""),
                new CanarySteps.Step("start", Duration.ofMillis(90), outcome, words),
                new CanarySteps.Step("delete", Duration.ofMillis(20), CanarySteps.Outcome.DONE, "")));
    }

    private Verdict triedTwice(CanarySteps first, CanarySteps second) {
        return tried(first, second, Duration.ofSeconds(1));
    }

    /** @param between the beginnings of the trials of which these are the steps */
    private Verdict tried(CanarySteps first, CanarySteps second, Duration between) {
        var builder = here.node.evidence().toBuilder();
        var asked = here.node.evidence().at();
        for (var steps : List.of(first, second)) {
            builder.reading(Canary.Started.TYPE, DOCKER, new Reading.Failed<>("500 runc: exit status 1"))
                    .put(CanarySteps.TYPE, DOCKER, new Sample<>(new Reading.Seen<>(steps), asked, asked));
            asked = asked.plus(between);
        }
        return WholeNode.verdict(builder.build());
    }

    /** Its start was refused, and its removal hangs: its steps are put into the evidence twice. */
    @Test
    void oneTrialThatIsToldTwiceIsOne() {
        var refused = steps(CanarySteps.Outcome.REFUSED, "500 runc: exit status 1");
        assertThat(tried(refused, refused, Duration.ZERO).state()).isEqualTo(Verdict.State.UNCLEAR);
    }

    @Test
    void removalThatHangsAfterARefusedStartIsNamed() {
        came(new Reading.Silent<>(Duration.ofSeconds(10), "delete"));
        here.node.says(
                CanarySteps.TYPE,
                DOCKER,
                new CanarySteps(List.of(
                        new CanarySteps.Step("start", Duration.ofMillis(90), CanarySteps.Outcome.REFUSED, "500"),
                        new CanarySteps.Step("delete", Duration.ofSeconds(9), CanarySteps.Outcome.OUT, ""))));
        assertThat(here.verdict().victims())
                .extracting(Victim::why)
                .containsExactly(DOCKER + " does not start, no answer to delete");
    }

    @Test
    void startThatFailsTwiceIsFailing() {
        var refused = steps(CanarySteps.Outcome.REFUSED, "500 runc: exit status 1");
        var verdict = triedTwice(refused, refused);
        assertThat(WholeNode.judged(verdict)).isEqualTo("FAILING " + DOCKER + " docker.start-fails");
        assertThat(verdict.state().exitCode()).isEqualTo(1);
        assertThat(verdict.roots().getFirst().finding().orElseThrow().title()).isEqualTo("fails in start, tried twice");
        assertThat(verdict.roots().getFirst().finding().orElseThrow().proofs())
                .extracting(Proof::text)
                .containsExactly("500 runc: exit status 1");
        assertThat(verdict.notSeen()).extracting(BlindSpot::what).noneMatch(what -> what.contains("start"));
    }

    @Test
    void eachTryIsToldWhereTheyFailedInDifferentSteps() {
        var created = new CanarySteps(List.of(new CanarySteps.Step(
                "create", Duration.ofMillis(40), CanarySteps.Outcome.REFUSED, "500 no space left")));
        var started = steps(CanarySteps.Outcome.REFUSED, "500 runc: exit status 1");
        var verdict = triedTwice(created, started);
        var finding = verdict.roots().getFirst().finding().orElseThrow();
        assertThat(finding.title()).isEqualTo("fails in create, then in start, tried twice");
        assertThat(finding.proofs())
                .extracting(Proof::text)
                .containsExactly("create: 500 no space left", "start: 500 runc: exit status 1");
        assertThat(verdict.victims())
                .extracting(Victim::why)
                .containsExactly(DOCKER + " fails in create, then in start");
    }

    @Test
    void wordsThatDifferOnlyInTheNameOfTheTrialAreToldOnce() {
        var finding = triedTwice(
                        steps(CanarySteps.Outcome.REFUSED, "reply to POST /containers/nodethaw-canary-7-a/start: 500"),
                        steps(CanarySteps.Outcome.REFUSED, "reply to POST /containers/nodethaw-canary-7-b/start: 500"))
                .roots()
                .getFirst()
                .finding()
                .orElseThrow();
        assertThat(finding.proofs())
                .extracting(Proof::text)
                .containsExactly("reply to POST /containers/nodethaw-canary-7-b/start: 500");
        assertThat(finding.title()).isEqualTo("fails in start, tried twice");
    }

    @Test
    void startThatFailsForAReasonOfOursAccusesNobody() {
        var broken = steps(CanarySteps.Outcome.BROKEN, "Connection reset");
        assertThat(triedTwice(broken, broken).state()).isEqualTo(Verdict.State.UNCLEAR);
        var refused = steps(CanarySteps.Outcome.REFUSED, "500 runc: exit status 1");
        assertThat(triedTwice(refused, broken).state()).isEqualTo(Verdict.State.UNCLEAR);
    }

    @Test
    void startThatFailedOnceAccusesNobody() {
        came(new Reading.Failed<>("500 runc: exit status 1"));
        here.node.says(CanarySteps.TYPE, DOCKER, steps(CanarySteps.Outcome.REFUSED, "500 runc: exit status 1"));
        assertThat(here.verdict().state()).isEqualTo(Verdict.State.UNCLEAR);
    }

    @Test
    void startThatFailsLeadsToWhateverItNeeds() {
        here.startsAContainer(Duration.ofSeconds(60));
        here.deaf();
        var refused = steps(CanarySteps.Outcome.REFUSED, "500 runc: timed out");
        assertThat(WholeNode.judged(triedTwice(refused, refused))).contains("systemd 1 systemd.deaf-on-bus");
    }

    @Test
    void stepThatHangsIsNamed() {
        came(new Reading.Silent<>(Duration.ofSeconds(10), "start"));
        here.node.says(CanarySteps.TYPE, DOCKER, steps(CanarySteps.Outcome.OUT, ""));
        assertThat(here.verdict().victims())
                .extracting(Victim::why)
                .containsExactly(DOCKER + " does not start, no answer to start");
    }

    @Test
    void stepsOfAStartThatSucceededAreTold() {
        came(new Reading.Seen<>(new Canary.Started("container x started and removed in 150 ms")));
        here.node.says(CanarySteps.TYPE, DOCKER, steps(CanarySteps.Outcome.DONE, ""));
        assertThat(here.verdict().notes())
                .containsExactly("container x started and removed in 150 ms: create 40 ms, start 90 ms, delete 20 ms");
    }

    @Test
    void startThatFailedLeavesNoNodeHealthy() {
        came(new Reading.Failed<>("reply to POST /containers/x/start: 500 no space left on device"));
        assertThat(here.verdict().state().exitCode()).isEqualTo(2);
        assertThat(here.verdict().notSeen()).extracting(BlindSpot::what).contains("why " + DOCKER + " did not start");
    }

    @Test
    void whereNoStartCouldBeTriedTheNodeIsNotCalledHealthy() {
        came(new Reading.NotAsked<>("dockerd has no pause image, and none is pulled"));
        assertThat(here.verdict().state().exitCode()).isEqualTo(2);
    }

    @Test
    void oneOfSeveralThatCouldNotBeTriedIsSaid() {
        came(new Reading.NotAsked<>("dockerd has no pause image, and none is pulled"));
        here.node.reading(
                Canary.Started.TYPE,
                "a pod sandbox through CRI",
                new Reading.Seen<>(new Canary.Started("pod sandbox x started and removed in 152 ms")));
        assertThat(WholeNode.judged(here.verdict())).isEqualTo("HEALTHY");
        assertThat(here.verdict().notSeen()).extracting(BlindSpot::what).contains("whether " + DOCKER + " starts");
    }

    @Test
    void startThatHangsHidesNoWorkThatIsOverdue() {
        here.node.says(
                Goroutines.TYPE,
                Integer.toString(here.dockerd.pid()),
                GoroutineWords.of(
                        here.dockerd,
                        GoroutineWords.serves(12, 4, "postContainersStart"),
                        selects(9, 3, frame("main.idle", "0x1"))));
        came(new Reading.Silent<>(Duration.ofSeconds(10), "reply"));
        assertThat(WholeNode.judged(WholeNode.verdict(ReadTwice.same(here.node).evidence())))
                .isEqualTo("STALLED dockerd 70 goroutine 12 docker.work-overdue");
    }

    @Test
    void withoutCanariesNothingIsSaidOfThem() {
        assertThat(here.verdict().notSeen()).extracting(BlindSpot::what).noneMatch(what -> what.contains("start"));
    }
}
