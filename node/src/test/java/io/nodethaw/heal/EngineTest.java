package io.nodethaw.heal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;

import io.nodethaw.analysis.BlindSpot;
import io.nodethaw.analysis.Confidence;
import io.nodethaw.collect.Host;
import io.nodethaw.evidence.EvidenceFacts;
import io.nodethaw.evidence.EvidenceJson;
import io.nodethaw.evidence.OpenCures;
import io.nodethaw.heal.HealResult.Ending;
import io.nodethaw.remedy.Canary;
import io.nodethaw.remedy.LeftBehindException;
import io.nodethaw.remedy.NodeAccess;
import io.nodethaw.remedy.NotYetException;
import io.nodethaw.remedy.PidNamespaces;
import io.nodethaw.remedy.RefusedException;
import io.nodethaw.remedy.Trial;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class EngineTest {
    /** Stands for kill -9: nothing runs after it. */
    private static final class Killed extends Error {
        private static final long serialVersionUID = 1;
    }

    private static final String CROWD = "crowd";

    /**
     * A record of 0.1.0, from before acts had names of their own: it has one mark for all steps, and the cured process beside
     * them.
     */
    private static final String FORMER = """
            {
              "bootId": "boot-1",
              "code": "init.deaf",
              "systemd": {"pid": 1, "startTicks": 5, "name": "systemd 1"},
              "sinceBoot": 990.0,
              "evidence": "/run/nodethaw/evidence-1.json.gz",
              "mark": "50",
              "waiting": [{"pid": 218, "startTicks": 950, "name": "runc 218"}],
              "running": [{"pid": 211, "startTicks": 901, "name": "sleep 211"}],
              "steps": [
                {
                  "kind": "REEXECUTE",
                  "target": {"pid": 1, "startTicks": 5, "name": "systemd 1"},
                  "sinceBoot": 990.0,
                  "state": "BEGUN",
                  "outcome": ""
                }
              ],
              "end": "",
              "left": [],
              "others": []
            }
            """;

    @TempDir
    private Path run;

    private final List<String> canaries = new ArrayList<>();
    private boolean canaryStarts = true;
    private boolean canaryDies;
    private int redials;
    private IOException canaryFails = new IOException("does not start today");

    @Test
    void deafSystemdIsExecutedAnewOnce() {
        var node = SickNode.deaf();
        var result = heal(node);
        assertThat(result.ending()).isEqualTo(Ending.HEALED);
        assertThat(node.done).containsExactly("reexec");
        assertThat(canaries).containsExactly("started");
        assertThat(result.steps()).anyMatch(line -> line.startsWith("proof: 1 of 1 processes of containers"));
    }

    @Test
    void whatIsWrongForOtherReasonsDoesNotFailTheProof() {
        var node = SickNode.deaf();
        node.shimIsStopped = true;
        node.blind = List.of(new BlindSpot("cri", "permission denied", true));
        var result = heal(node);
        assertThat(result.ending()).isEqualTo(Ending.HEALED);
        assertThat(canaries).containsExactly("started");
        assertThat(result.steps()).contains("not healed by this, and already so before: shim 210");
    }

    @Test
    void processesSilentBecauseOfItMustBeWellAfterwards() {
        var node = SickNode.deaf();
        node.shimWaitsForSystemd = true;
        assertThat(heal(node).ending()).isEqualTo(Ending.NOT_HEALED);
    }

    @Test
    void callsOfDaemonsThatHadNoReplyMustHaveEnded() {
        var node = SickNode.deaf();
        node.shimCallsSystemd = true;
        var result = heal(node);
        assertThat(result.ending()).isEqualTo(Ending.HEALED);
        assertThat(result.steps())
                .contains("proof: 1 of 1 processes that waited for a reply of it no longer wait: "
                        + "shim 210 (StopUnit over the bus)");
    }

    @Test
    void callThatStillHasNoReplyFailsTheProof() {
        var node = SickNode.deaf();
        node.shimCallsSystemd = true;
        node.callEnds = false;
        assertThat(heal(node).what()).contains("still waiting: shim 210");
    }

    @Test
    void whatCouldNotBeSeenBeforeTheCureDoesNotFailTheProof() {
        var node = SickNode.deaf();
        node.blind = List.of(new BlindSpot("cri", "permission denied", true));
        assertThat(heal(node).ending()).isEqualTo(Ending.HEALED);
        assertThat(canaries).containsExactly("started");
    }

    @Test
    void canariesDecideWhereOtherTroubleRemains() {
        var node = SickNode.deaf();
        node.shimIsStopped = true;
        canaryStarts = false;
        assertThat(heal(node).ending()).isEqualTo(Ending.NOT_HEALED);
    }

    @Test
    void newTroubleFailsTheProof() {
        var node = SickNode.deaf();
        node.beforeLook = () -> node.shimIsStopped = !node.done.isEmpty();
        var result = heal(node);
        assertThat(result.ending()).isEqualTo(Ending.NOT_HEALED);
        assertThat(result.what()).contains("the node is still stalled, at shim 210");
        assertThat(canaries).isEmpty();
    }

    @Test
    void newBlindnessFailsTheProof() {
        var node = SickNode.deaf();
        node.beforeLook = () -> node.blind =
                node.done.isEmpty() ? List.of() : List.of(new BlindSpot("containerd", "Connection refused", true));
        assertThat(heal(node).ending()).isEqualTo(Ending.NOT_HEALED);
        assertThat(canaries).isEmpty();
    }

    @Test
    void secondRunDoesNothing() {
        var node = SickNode.deaf();
        heal(node);
        assertThat(heal(node).ending()).isEqualTo(Ending.NOTHING_TO_DO);
        assertThat(node.done).containsExactly("reexec");
    }

    @Test
    void dryRunTellsEachStepAndTouchesNothing() {
        var node = SickNode.deaf();
        var result = engine(node).heal(node.look(), node::look, false, Selection.ALL, _ -> {});
        assertThat(result.ending()).isEqualTo(Ending.DRY);
        assertThat(result.steps())
                .contains("check passed: we are root")
                .contains("would do: reexecute of systemd 1")
                .anyMatch(line -> line.endsWith("SIGKILL to runc 218"));
        assertThat(node.done).isEmpty();
        assertThat(run.resolve("heal")).doesNotExist();
    }

    @Test
    void systemdOffTheBusIsOnlyToldToReconnect() {
        var node = SickNode.off();
        assertThat(heal(node).ending()).isEqualTo(Ending.HEALED);
        assertThat(node.done).containsExactly("usr1");
    }

    @Test
    void systemdThatStaysOffTheBusIsExecutedAnew() {
        var node = SickNode.off();
        node.usr1Helps = false;
        assertThat(heal(node).ending()).isEqualTo(Ending.HEALED);
        assertThat(node.done).containsExactly("usr1", "reexec");
    }

    @Test
    void runcThatStillWaitsIsEnded() {
        var node = SickNode.deaf();
        node.runcEndsByItself = false;
        var result = heal(node);
        assertThat(result.ending()).isEqualTo(Ending.HEALED);
        assertThat(node.done).containsExactly("reexec", "kill 218");
    }

    @Test
    void nobodyIsEndedWhileSystemdDoesNotAnswer() {
        var node = SickNode.deaf();
        node.reexecHelps = false;
        node.runcEndsByItself = false;
        var result = heal(node);
        assertThat(result.ending()).isEqualTo(Ending.NOT_HEALED);
        assertThat(node.done).containsExactly("reexec");
        assertThat(heal(node).ending()).isEqualTo(Ending.REFUSED);
        assertThat(node.done).as("not again within the hour").containsExactly("reexec");
    }

    @Test
    void anHourLaterItMayBeTriedAgain() {
        var node = SickNode.deaf();
        node.reexecHelps = false;
        heal(node);
        node.sinceBoot += Cure.HOUR;
        node.reexecHelps = true;
        assertThat(heal(node).ending()).isEqualTo(Ending.HEALED);
        assertThat(node.done).containsExactly("reexec", "reexec");
    }

    @Test
    void theHourCountsForOneActAndOneCause() {
        var node = SickNode.deaf();
        assertThat(heal(node).ending()).isEqualTo(Ending.HEALED);
        node.sinceBoot += 60;
        node.code = SickNode.OFF;
        node.usr1Helps = false;
        assertThat(heal(node).ending()).as("the same act for another cause").isEqualTo(Ending.HEALED);
        assertThat(node.done).containsExactly("reexec", "usr1", "reexec");
        node.sinceBoot += 60;
        node.code = SickNode.OFF;
        assertThat(heal(node).ending()).as("both acts were done for this one").isEqualTo(Ending.REFUSED);
        assertThat(node.done).hasSize(3);
    }

    @Test
    void systemdThatRefusesIsNotForced() {
        var node = SickNode.deaf();
        node.reexecFails = java.util.Optional.of(new RefusedException("no room"));
        var result = heal(node);
        assertThat(result.ending()).isEqualTo(Ending.REFUSED);
        assertThat(result.steps()).contains("systemd 1 refused: no room");
        assertThat(node.done).containsExactly("reexec");
    }

    @Test
    void containerGoneWithTheActionIsNoCure() {
        var node = SickNode.deaf();
        node.programEndsWithReexec = true;
        var result = heal(node);
        assertThat(result.ending()).isEqualTo(Ending.NOT_HEALED);
        assertThat(result.what()).contains("sleep 211");
    }

    /** Whoever was asked to end may do so in the moment of the act, and that is none of its doing. */
    @Test
    void containerWhoseEndWasAskedForIsNoProof() {
        var node = SickNode.deaf();
        node.programEndsWithReexec = true;
        node.programIsAskedToEnd = true;
        var result = heal(node);
        assertThat(result.ending()).isEqualTo(Ending.HEALED);
        assertThat(result.steps())
                .contains(
                        "no proof by the container of sleep 211: somebody has asked for its end, so that it may end at any moment")
                .contains("no proof that containers keep running: none ran before that should run on");
    }

    @Test
    void dryRunTellsWhoseEndWasAskedFor() {
        var node = SickNode.deaf();
        node.programIsAskedToEnd = true;
        var dry = engine(node).heal(node.look(), node::look, false, Selection.ALL, _ -> {});
        assertThat(dry.steps())
                .contains("may end meanwhile: the container of sleep 211, whose end somebody has asked for");
    }

    @Test
    void theReportSaysWhenNothingRanBefore() {
        var result = heal(SickNode.deaf().idle());
        assertThat(result.ending()).isEqualTo(Ending.HEALED);
        assertThat(result.steps())
                .contains("no proof that containers keep running: none ran before that should run on")
                .noneMatch(line -> line.contains("0 of 0 processes"));
    }

    @Test
    void canaryThatDoesNotStartIsNoCure() {
        var node = SickNode.deaf();
        canaryStarts = false;
        assertThat(heal(node).what()).contains("does not start today");
    }

    /** A containerd was started again, and dockerd had not dialled it when the canary ran: the cure was called a failure. */
    @Test
    void canaryIsTriedAgainWhileADaemonConnects() throws IOException {
        var node = SickNode.deaf();
        redials = 3;
        var result = heal(node);
        assertThat(result.ending()).isEqualTo(Ending.HEALED);
        assertThat(redials).isZero();
        assertThat(result.steps()).anyMatch(line -> line.contains("did not start yet"));
        assertThat(open()).isEmpty();
    }

    @Test
    void daemonThatDoesNotConnectInItsTimeIsNoCure() throws IOException {
        var node = SickNode.deaf();
        redials = 4;
        assertThat(heal(node).what()).contains("connection refused");
        assertThat(redials).isZero();
        assertThat(open())
                .singleElement()
                .satisfies(cure ->
                        assertThat(cure.left()).as("nothing was started").isEmpty());
    }

    /** Every probe was answered, but dockerd was in a deadlock: looks said healthy for eleven minutes. */
    @Test
    void cureThatWasNotProvenIsOpenUntilACanaryPasses() throws IOException {
        var node = SickNode.deaf();
        canaryStarts = false;
        heal(node);
        assertThat(open())
                .singleElement()
                .satisfies(cure -> assertThat(cure.end()).contains("does not start today"));
        assertThat(heal(node).ending()).isEqualTo(Ending.NOT_HEALED);
        assertThat(open()).hasSize(1);
        canaryStarts = true;
        var dry = engine(node).heal(node.look(), node::look, false, Selection.ALL, _ -> {});
        assertThat(dry.ending()).isEqualTo(Ending.DRY);
        assertThat(dry.what()).isEqualTo("prove the cure that was not proven");
        assertThat(open()).as("a dry run changes nothing").hasSize(1);
        assertThat(heal(node).ending()).isEqualTo(Ending.HEALED);
        assertThat(open()).isEmpty();
        assertThat(heal(node).ending()).isEqualTo(Ending.NOTHING_TO_DO);
        assertThat(node.done).as("proving does nothing again").containsExactly("reexec");
    }

    @Test
    void canaryThatWasLeftBehindIsNamedUntilACanaryPasses() throws IOException {
        var node = SickNode.deaf();
        canaryStarts = false;
        canaryFails = new LeftBehindException("it started; not removed (500)");
        heal(node);
        assertThat(open())
                .singleElement()
                .satisfies(cure ->
                        assertThat(cure.left()).singleElement().asString().startsWith("rm nodethaw-canary-"));
        canaryFails = new IOException("reply to POST /start: 500");
        assertThat(heal(node).steps())
                .anyMatch(line -> line.startsWith(
                        "its canary may have been left behind; remove it by hand: rm nodethaw-canary-"));
        assertThat(open())
                .singleElement()
                .satisfies(cure -> assertThat(cure.left())
                        .as("the second one left nothing")
                        .hasSize(1));
        canaryStarts = true;
        heal(node);
        assertThat(open()).isEmpty();
    }

    /** A run that is killed while its canary starts leaves the name of the canary. */
    @Test
    void canaryIsNamedBeforeItStarts() throws IOException {
        var node = SickNode.deaf();
        canaryDies = true;
        assertThat(catchThrowable(() -> engine(node).heal(node.look(), node::look, true, Selection.ALL, line -> {
                    if (line.startsWith("not proven")) {
                        throw new Killed();
                    }
                })))
                .isInstanceOf(Killed.class);
        assertThat(open())
                .singleElement()
                .satisfies(cure -> assertThat(cure.left()).hasSize(1));
    }

    private List<OpenCures.OpenCure> open() throws IOException {
        return new Records(run.resolve("heal")).open("boot-1").cures();
    }

    @Test
    void suspicionIsNotEnough() {
        var node = SickNode.deaf();
        node.confidence = Confidence.POSSIBLE;
        var result = heal(node);
        assertThat(result.ending()).isEqualTo(Ending.REFUSED);
        assertThat(result.what()).contains("not proven");
        assertThat(node.done).isEmpty();
    }

    @Test
    void nodeThatCameBackByItselfIsLeftAlone() {
        var node = SickNode.deaf();
        var first = node.look();
        node.reconnect();
        node.done.clear();
        assertThat(engine(node)
                        .heal(first, node::look, true, Selection.ALL, _ -> {})
                        .ending())
                .isEqualTo(Ending.NOTHING_TO_DO);
        assertThat(node.done).isEmpty();
    }

    @Test
    void startUnderWayIsAwaited() {
        var node = SickNode.deaf().starting(230);
        var first = node.look();
        node.beforeLook = () -> {
            if (node.sinceBoot > 1001) {
                node.startingEnds();
            }
        };
        assertThat(engine(node)
                        .heal(first, node::look, true, Selection.ALL, _ -> {})
                        .ending())
                .isEqualTo(Ending.HEALED);
    }

    @Test
    void startThatDoesNotEndStopsIt() {
        var node = SickNode.deaf().starting(230);
        var result = heal(node);
        assertThat(result.ending()).isEqualTo(Ending.REFUSED);
        assertThat(result.what()).contains("runc 230");
        assertThat(node.done).isEmpty();
    }

    @Test
    void failedPreconditionStopsDryRunAndRealOne() {
        var node = SickNode.deaf();
        node.refusal = Optional.of("no room");
        assertThat(engine(node)
                        .heal(node.look(), node::look, false, Selection.ALL, _ -> {})
                        .ending())
                .isEqualTo(Ending.REFUSED);
        assertThat(heal(node).ending()).isEqualTo(Ending.REFUSED);
        assertThat(node.done).isEmpty();
    }

    @Test
    void pidsOfAnotherNamespaceMeanNobodyHere() {
        var node = SickNode.deaf();
        node.pidNamespaces = new PidNamespaces(7, 8);
        assertThat(heal(node).what()).contains("another pid namespace");
        node.pidNamespaces = new PidNamespaces(0, 0);
        assertThat(heal(node).what()).contains("could not tell the pid namespaces");
        assertThat(node.done).isEmpty();
    }

    @Test
    void dryRunTellsWhatComesNextWhenTheMildRemedyDoesNotHelp() {
        var node = SickNode.off();
        assertThat(engine(node)
                        .heal(node.look(), node::look, false, Selection.ALL, _ -> {})
                        .steps())
                .contains("would do: reconnect of systemd 1")
                .contains("would do, if that does not help: reexecute of systemd 1");
    }

    @Test
    void everyRootThatCanBeTreatedIsAndOneProofStandsForAll() {
        var node = stoppedShim(SickNode.deaf());
        node.runcEndsByItself = false;
        var result = heal(node);
        assertThat(result.ending()).isEqualTo(Ending.HEALED);
        assertThat(result.cure()).isEqualTo("work.continue");
        assertThat(node.done)
                .as("what has lost its reply is ended before the next root is treated")
                .containsExactly("reexec", "kill 218", "cont 210");
        assertThat(canaries).containsExactly("started");
        assertThat(result.steps()).anyMatch(line -> line.startsWith("proof: 1 of 1 operations that waited"));
        assertThat(heal(node).ending()).isEqualTo(Ending.NOTHING_TO_DO);
    }

    @Test
    void rootThatIsRefusedDoesNotKeepAnotherFromBeingTreated() {
        var node = stoppedShim(SickNode.deaf());
        node.refusal = Optional.of("no room");
        var dry = engine(node).heal(node.look(), node::look, false, Selection.ALL, _ -> {});
        assertThat(dry.ending()).isEqualTo(Ending.DRY);
        assertThat(dry.steps())
                .contains("check failed: no room", "would do: continue shim 210", "its risk: nobody knows");
        heal(node);
        assertThat(node.done).containsExactly("cont 210");
    }

    @Test
    void nothingElseIsDoneAboutARootThatIsRefused() {
        var node = SickNode.off();
        node.usr1Helps = false;
        node.refusal = Optional.of("no room");
        heal(node);
        assertThat(node.done).containsExactly("usr1");
    }

    @Test
    void onlyWhatIsAllowedIsDone() {
        var node = stoppedShim(SickNode.deaf());
        var only = new Selection(Set.of(SickNode.STOPPED), Set.of());
        engine(node).heal(node.look(), node::look, true, only, _ -> {});
        assertThat(node.done).containsExactly("cont 210");
        var not = new Selection(Set.of(), Set.of("reexecute"));
        assertThat(engine(node)
                        .heal(node.look(), node::look, true, not, _ -> {})
                        .what())
                .startsWith("what could be done is left out by --only or --not");
        assertThat(node.done).hasSize(1);
    }

    @Test
    void whatIsStoppedAgainWithinTheHourIsLeftSo() {
        var node = stoppedShim(new SickNode());
        assertThat(heal(node).ending()).isEqualTo(Ending.HEALED);
        node.shimIsStopped = true;
        var again = heal(node);
        assertThat(again.ending()).isEqualTo(Ending.REFUSED);
        assertThat(again.what()).contains("already done");
        node.sinceBoot += Cure.HOUR;
        assertThat(heal(node).ending()).isEqualTo(Ending.HEALED);
        assertThat(node.done).containsExactly("cont 210", "cont 210");
    }

    @Test
    void containerThatEndsWithTheCureIsSaidBeforeAndNoFailure() {
        var node = stoppedShim(new SickNode());
        node.programEndsWithShim = true;
        assertThat(engine(node)
                        .heal(node.look(), node::look, false, Selection.ALL, _ -> {})
                        .steps())
                .contains("would end the container of sleep 211");
        assertThat(heal(node).ending()).isEqualTo(Ending.HEALED);
    }

    private static SickNode stoppedShim(SickNode node) {
        node.shimIsStopped = true;
        node.shimCanBeTreated = true;
        return node;
    }

    /** 127 starts that went on at once left dockerd in a deadlock of its own. */
    @Test
    void crowdThatWaitsIsLetGoInSteps() {
        var node = SickNode.deaf().crowd(40);
        var dry = engine(node).heal(node.look(), node::look, false, Selection.ALL, _ -> {});
        assertThat(dry.steps()).contains("would hold 41 operations that wait meanwhile, and let them go 8 at a time");
        assertThat(node.held).isEmpty();
        var result = heal(node);
        assertThat(result.ending()).isEqualTo(Ending.HEALED);
        assertThat(node.done).containsExactly("reexec");
        assertThat(node.mostAtOnce).isEqualTo(8);
        assertThat(node.held).isEmpty();
        assertThat(result.steps()).contains("proof: 41 of 41 operations that waited no longer wait");
    }

    @Test
    void fewGoOnByThemselves() {
        var node = SickNode.deaf().crowd(10);
        assertThat(heal(node).ending()).isEqualTo(Ending.HEALED);
        assertThat(node.mostAtOnce).isEqualTo(10);
    }

    /** A remedy that systemd refuses must leave nobody held. */
    @Test
    void crowdIsLetGoAlsoWhereTheRemedyWasRefused() {
        var node = SickNode.deaf().crowd(40);
        node.reexecFails = Optional.of(new RefusedException("no room"));
        assertThat(heal(node).ending()).isEqualTo(Ending.REFUSED);
        assertThat(node.held).isEmpty();
    }

    @Test
    void crowdIsLetGoAlsoWhereTheRemedyBroke() {
        var node = SickNode.deaf().crowd(40);
        node.reexecBreaks = Optional.of(new IllegalStateException("a mistake of ours"));
        assertThatThrownBy(() -> heal(node)).isInstanceOf(IllegalStateException.class);
        assertThat(node.held).isEmpty();
    }

    @Test
    void withoutARecordNothingIsDone() throws IOException {
        Files.writeString(run.resolve("heal"), "a file in the way");
        var node = SickNode.deaf();
        var result = heal(node);
        assertThat(result.ending()).isEqualTo(Ending.REFUSED);
        assertThat(node.done).isEmpty();
    }

    @Test
    void oneHealerAtATime() throws IOException {
        var node = SickNode.deaf();
        try (var _ = new Records(run.resolve("heal")).lock().orElseThrow()) {
            assertThat(heal(node).what()).contains("another nodethaw heal");
        }
        assertThat(heal(node).ending()).isEqualTo(Ending.HEALED);
    }

    /**
     * The run is killed at each line it prints, and these come before and after each record and act: the next run finishes the
     * cure and does nothing twice.
     */
    @Test
    void killedAnywhereNothingIsDoneTwice() throws IOException {
        for (var kind : List.of(SickNode.DEAF, SickNode.OFF, SickNode.STOPPED, CROWD)) {
            int lines = killedAt(kind, Integer.MAX_VALUE);
            assertThat(lines).isGreaterThan(10);
            for (int line = 1; line <= lines; line++) {
                killedAt(kind, line);
            }
        }
    }

    private int killedAt(String kind, int line) throws IOException {
        var node = sick(kind);
        node.runcEndsByItself = false;
        node.usr1Helps = false;
        run = Files.createDirectories(run.resolve(kind + line));
        var said = new int[1];
        Consumer<String> says = _ -> {
            if (++said[0] == line) {
                throw new Killed();
            }
        };
        var killed = catchThrowable(() -> engine(node).heal(node.look(), node::look, true, Selection.ALL, says));
        if (killed == null) {
            return said[0];
        }
        assertThat(killed).isInstanceOf(Killed.class);
        var second = heal(node);
        var expected = new ArrayList<>(wanted(kind));
        if (node.done.equals(List.of("usr1", "usr1", "reexec", "kill 218"))) {
            // killed between SIGUSR1 and its record: it cannot be told, and doing it again does no harm
            expected.addFirst("usr1");
        }
        assertThat(node.done).as(kind + " killed at line " + line).isEqualTo(expected);
        assertThat(node.held).as(kind + " killed at line " + line).isEmpty();
        assertThat(second.ending()).as(kind + " killed at line " + line).isIn(Ending.HEALED, Ending.NOTHING_TO_DO);
        assertThat(heal(node).ending()).isEqualTo(Ending.NOTHING_TO_DO);
        assertThat(node.done).hasSizeLessThanOrEqualTo(expected.size());
        return said[0];
    }

    private static SickNode sick(String kind) {
        return switch (kind) {
            case SickNode.DEAF -> SickNode.deaf();
            case SickNode.OFF -> SickNode.off();
            case CROWD -> SickNode.deaf().crowd(40);
            default -> stoppedShim(new SickNode());
        };
    }

    private static List<String> wanted(String kind) {
        return switch (kind) {
            case SickNode.DEAF, CROWD -> List.of("reexec", "kill 218");
            case SickNode.OFF -> List.of("usr1", "reexec", "kill 218");
            default -> List.of("cont 210");
        };
    }

    /** A record by the previous version, in the same boot: killed between executing systemd anew and recording it. */
    @Test
    void cureThatAnEarlierVersionBeganIsGoneOnWith() throws IOException {
        var node = SickNode.deaf();
        node.runcEndsByItself = false;
        Files.createDirectories(run.resolve("heal"));
        Files.writeString(run.resolve("heal/00000000990.00.json"), FORMER);
        node.reexecute();
        assertThat(open())
                .singleElement()
                .satisfies(cure -> assertThat(cure.code()).isEqualTo(SickNode.DEAF));
        var result = heal(node);
        assertThat(result.ending()).isEqualTo(Ending.HEALED);
        assertThat(result.steps()).contains("its listener tells").contains("done: runc 218 has ended");
        assertThat(node.done).containsExactly("reexec", "kill 218");
        assertThat(open()).isEmpty();
    }

    @Test
    void whatAnEarlierVersionBeganAndDidNotDoIsDoneOnce() throws IOException {
        var node = SickNode.deaf();
        Files.createDirectories(run.resolve("heal"));
        Files.writeString(run.resolve("heal/00000000990.00.json"), FORMER);
        assertThat(heal(node).ending()).isEqualTo(Ending.HEALED);
        assertThat(node.done).containsExactly("reexec");
    }

    @Test
    void whatAnEarlierVersionDidIsNotDoneAgainWithinTheHour() throws IOException {
        var node = SickNode.deaf();
        Files.createDirectories(run.resolve("heal"));
        Files.writeString(
                run.resolve("heal/00000000990.00.json"),
                FORMER.replace("BEGUN", "DONE").replace("\"end\": \"\"", "\"end\": \"not healed: x\""));
        var result = heal(node);
        assertThat(result.ending()).isEqualTo(Ending.REFUSED);
        assertThat(result.what()).contains("within the last hour");
        assertThat(node.done).isEmpty();
    }

    @Test
    void stepThatThisVersionDoesNotKnowCountsAsDone() throws IOException {
        var node = SickNode.deaf();
        Files.createDirectories(run.resolve("heal"));
        Files.writeString(run.resolve("heal/00000000990.00.json"), FORMER.replace("REEXECUTE", "later.version"));
        node.reexecute();
        node.end(SickNode.RUNC);
        node.done.clear();
        var result = heal(node);
        assertThat(result.steps()).contains("later.version is not known to this version, and counts as done");
        assertThat(result.ending()).isEqualTo(Ending.HEALED);
        assertThat(node.done).isEmpty();
    }

    @Test
    void unreadableRecordStopsIt() throws IOException {
        Files.createDirectories(run.resolve("heal"));
        Files.writeString(run.resolve("heal/1.json"), "{\"bootId\": ");
        var node = SickNode.deaf();
        assertThat(heal(node).what()).contains("1.json cannot be read");
        assertThat(node.done).isEmpty();
    }

    @Test
    void withoutRootItRefuses() {
        var node = SickNode.deaf();
        node.uid = 1000;
        assertThat(heal(node).what()).startsWith("not root (uid 1000)");
        assertThat(engine(node)
                        .heal(node.look(), node::look, false, Selection.ALL, _ -> {})
                        .what())
                .startsWith("not root");
    }

    private HealResult heal(SickNode node) {
        return engine(node).heal(node.look(), node::look, true, Selection.ALL, _ -> {});
    }

    private Engine engine(SickNode node) {
        var store = new EvidenceStore(run, new EvidenceJson(EvidenceFacts.ALL), "test");
        var access = new NodeAccess(new Host(Path.of("/"), InstantSource.system()), 0, List.of(), () -> {
            throw new IllegalStateException("no reader child in this test");
        });
        return new Engine(node, access, node.means(new TestCanary()), new Records(run.resolve("heal")), store);
    }

    private final class TestCanary implements Canary {
        @Override
        public String name() {
            return "a test start";
        }

        @Override
        public Duration limit() {
            return Duration.ofSeconds(5);
        }

        @Override
        public Optional<String> removal(String trial) {
            return Optional.of("rm " + trial);
        }

        @Override
        public String start(NodeAccess access, Trial trial) throws IOException {
            if (canaryDies) {
                throw new Killed();
            }
            if (redials > 0) {
                redials--;
                throw new NotYetException("connection refused", Duration.ofSeconds(3));
            }
            if (!canaryStarts) {
                throw canaryFails;
            }
            canaries.add("started");
            return "test start in no time";
        }
    }
}
