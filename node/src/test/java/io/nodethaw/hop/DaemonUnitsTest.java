package io.nodethaw.hop;

import static org.assertj.core.api.Assertions.assertThat;

import io.nodethaw.analysis.BlindSpot;
import io.nodethaw.analysis.Confidence;
import io.nodethaw.analysis.Finding;
import io.nodethaw.analysis.UnitCondition;
import io.nodethaw.analysis.Verdict;
import io.nodethaw.evidence.LastWords;
import io.nodethaw.evidence.Reading;
import io.nodethaw.evidence.UnitFiles;
import io.nodethaw.evidence.Units;
import io.nodethaw.hop.containerd.ContainerdAnswer;
import io.nodethaw.hop.cri.CriAnswer;
import io.nodethaw.wait.NodeEvidence;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** A daemon that should be here and is not is no healthy node's. */
class DaemonUnitsTest {
    private static final Units.Unit RUNNING = new Units.Unit(
            "containerd.service",
            "loaded",
            "active",
            "running",
            "",
            List.of(),
            "",
            Optional.empty(),
            Optional.empty(),
            Optional.empty(),
            Optional.empty(),
            Optional.empty(),
            Optional.empty());

    private static final String LINK = "/etc/systemd/system/multi-user.target.wants/crio.service";

    private final WholeNode here = new WholeNode();

    private static Units.Unit unit(String active, String sub, String... wantedBy) {
        return new Units.Unit(
                RUNNING.name(),
                RUNNING.load(),
                active,
                sub,
                "",
                List.of(wantedBy),
                "success",
                Optional.of(Duration.ofMinutes(5)),
                Optional.of(0L),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty());
    }

    private static Units.Unit ended(Units.Unit unit, String result, long restarts, Units.Run last) {
        return new Units.Unit(
                unit.name(),
                unit.load(),
                unit.active(),
                unit.sub(),
                unit.job(),
                unit.wantedBy(),
                result,
                unit.since(),
                Optional.of(restarts),
                unit.mainPid(),
                Optional.of(last),
                unit.startLimit(),
                unit.failedBefore());
    }

    /** One that runs since some seconds, of which the journal tells that it was started again this long ago, each. */
    private void runsAgain(long restarts, Duration since, Duration... ago) {
        here.node.says(
                Units.TYPE,
                new Units(List.of(new Units.Unit(
                        RUNNING.name(),
                        "loaded",
                        "active",
                        "running",
                        "",
                        List.of(),
                        "",
                        Optional.of(since),
                        Optional.of(restarts),
                        Optional.empty(),
                        Optional.empty(),
                        Optional.empty(),
                        Optional.empty()))));
        here.node.says(
                LastWords.TYPE,
                RUNNING.name(),
                new LastWords(List.of(), List.of(ago), Optional.of(new LastWords.Ended(false, 3))));
    }

    private static Duration seconds(long count) {
        return Duration.ofSeconds(count);
    }

    @Test
    void unitThatRunsAndHasBeenStartedAgainAndAgainIsCrashLooping() {
        runsAgain(7, seconds(2), seconds(2), seconds(5), seconds(8));
        var finding = here.verdict().roots().getFirst().finding().orElseThrow();
        assertThat(finding.code()).isEqualTo("containerd.crash-looping");
        assertThat(finding.title()).isEqualTo("crash-looping, exit code 3");
    }

    /** Of a run that has only just begun systemd tells nothing, and nothing any more of the one before. */
    @Test
    void unitWhoseNextStartHasJustBegunIsCrashLoopingByTheJournal() {
        nobodyListens();
        var starts = startingAgain(5, Duration.ofMillis(50), false);
        assertThat(WholeNode.judged(verdict(starts))).endsWith("containerd.changing");
        here.node.says(
                LastWords.TYPE,
                RUNNING.name(),
                new LastWords(
                        List.of(),
                        List.of(seconds(1), seconds(2), seconds(3)),
                        Optional.of(new LastWords.Ended(false, 3))));
        var finding = verdict(starts).roots().getFirst().finding().orElseThrow();
        assertThat(finding.code()).isEqualTo("containerd.crash-looping");
        assertThat(finding.title()).isEqualTo("crash-looping, exit code 3");
    }

    @Test
    void unitThatWasStartedAgainLongAgoOrHasRunForLongIsNone() {
        runsAgain(7, seconds(2), seconds(2), seconds(500), seconds(900));
        assertThat(here.verdict().roots()).isEmpty();
        runsAgain(2, seconds(2), seconds(2), seconds(5), seconds(8));
        assertThat(here.verdict().roots()).isEmpty();
        runsAgain(7, seconds(40), seconds(40), seconds(42), seconds(44));
        assertThat(here.verdict().roots()).isEmpty();
    }

    @Test
    void unitWhoseJournalCouldNotBeReadIsNotSaidToLoop() {
        runsAgain(7, seconds(2), seconds(2), seconds(5), seconds(8));
        here.node.reading(LastWords.TYPE, RUNNING.name(), new Reading.Failed<>("no journal"));
        assertThat(here.verdict().roots()).isEmpty();
    }

    private Verdict verdict(Units.Unit unit) {
        here.node.says(Units.TYPE, new Units(List.of(unit)));
        return here.verdict();
    }

    private void nobodyListens() {
        here.node
                .reading(ContainerdAnswer.TYPE, WholeNode.CONTAINERD, new Reading.Failed<>("Connection refused"))
                .reading(CriAnswer.TYPE, WholeNode.CONTAINERD, new Reading.Failed<>("Connection refused"));
    }

    @Test
    void unitThatRunsIsFine() {
        assertThat(verdict(RUNNING).state()).isEqualTo(Verdict.State.HEALTHY);
    }

    @Test
    void unitThatATargetWantsAndThatWasStoppedIsDead() {
        nobodyListens();
        var verdict = verdict(unit("inactive", "dead", "multi-user.target"));
        assertThat(WholeNode.judged(verdict)).isEqualTo("FAILING containerd containerd.dead");
        assertThat(verdict.roots().getFirst().finding().orElseThrow().title()).isEqualTo("stopped, for 5 min");
    }

    @Test
    void unitThatHasOnlyJustBegunItsNextStartIsStillCrashLooping() {
        nobodyListens();
        var start = unit("activating", "start", "multi-user.target");
        var last = new Units.Run(1, 1, Duration.ofMillis(300));
        assertThat(WholeNode.judged(verdict(since(ended(start, "success", 7, last), Duration.ofMillis(15)))))
                .isEqualTo("FAILING containerd containerd.crash-looping");
        assertThat(WholeNode.judged(verdict(since(ended(start, "success", 7, last), Duration.ofMinutes(1)))))
                .startsWith("SLOW");
    }

    private static Units.Unit since(Units.Unit unit, Duration since) {
        return new Units.Unit(
                unit.name(),
                unit.load(),
                unit.active(),
                unit.sub(),
                unit.job(),
                unit.wantedBy(),
                unit.result(),
                Optional.of(since),
                unit.restarts(),
                unit.mainPid(),
                unit.last(),
                unit.startLimit(),
                unit.failedBefore());
    }

    @Test
    void whatHasJustEndedIsNotSaidToBeSoForNoTimeAtAll() {
        nobodyListens();
        var stopped = since(unit("inactive", "dead", "multi-user.target"), Duration.ofMillis(700));
        assertThat(verdict(stopped).roots().getFirst().finding().orElseThrow().title())
                .isEqualTo("stopped, just now");
    }

    @Test
    void onlyOfUnitsThatHaveEndedTheLastWordsAreRead() {
        nobodyListens();
        verdict(unit("inactive", "dead", "multi-user.target"));
        var wanted = LastWords.TYPE.key("containerd.service");
        assertThat(WholeNode.chain().wants(here.node.view(), Depth.CLOSE)).contains(wanted);
        assertThat(WholeNode.chain().wants(here.node.view(), Depth.LIGHT)).doesNotContain(wanted);
        verdict(unit("activating", "start", "multi-user.target"));
        assertThat(WholeNode.chain().wants(here.node.view(), Depth.CLOSE)).doesNotContain(wanted);
    }

    @Test
    void unitThatOnlyAServiceWantsOrNobodyIsItsOperatorsBusiness() {
        assertThat(verdict(unit("inactive", "dead", "docker.service")).state()).isEqualTo(Verdict.State.HEALTHY);
        assertThat(verdict(unit("failed", "failed")).state()).isEqualTo(Verdict.State.HEALTHY);
    }

    @Test
    void killedUnitSaysByWhatSignal() {
        nobodyListens();
        var killed = ended(
                unit("failed", "failed", "multi-user.target"), "signal", 0, new Units.Run(2, 9, Duration.ofHours(2)));
        assertThat(verdict(killed).roots().getFirst().finding().orElseThrow().title())
                .isEqualTo("dead, signal 9, for 5 min");
    }

    @Test
    void howLongItRanIsSaidInMillisecondsOnlyOfAStartThatFailed() {
        assertThat(ran(Duration.ofMillis(300))).contains(", last run 300 ms, signal 9");
        assertThat(ran(Duration.ofMillis(61_706))).contains(", last run 61 s, signal 9");
        assertThat(ran(Duration.ofMillis(1_425_706))).contains(", last run 23 min, signal 9");
    }

    private String ran(Duration lasted) {
        nobodyListens();
        var killed = ended(unit("failed", "failed", "multi-user.target"), "signal", 0, new Units.Run(2, 9, lasted));
        return verdict(killed)
                .roots()
                .getFirst()
                .finding()
                .orElseThrow()
                .proofs()
                .toString();
    }

    @Test
    void unitThatEndsSoonAfterEachStartIsCrashLooping() {
        nobodyListens();
        var loop = ended(
                unit("activating", "auto-restart", "multi-user.target"),
                "exit-code",
                7,
                new Units.Run(1, 1, Duration.ofMillis(300)));
        assertThat(WholeNode.judged(verdict(loop))).isEqualTo("FAILING containerd containerd.crash-looping");
    }

    private static Units.Unit startingAgain(long restarts, Duration since, boolean failedBefore) {
        return new Units.Unit(
                RUNNING.name(),
                RUNNING.load(),
                "activating",
                "start",
                "",
                List.of("multi-user.target"),
                "success",
                Optional.of(since),
                Optional.of(restarts),
                Optional.of(60),
                Optional.empty(),
                Optional.empty(),
                Optional.of(failedBefore));
    }

    /** Its target may be gone from systemd's memory; and a runtime that somebody started by hand is one. */
    @Test
    void failedUnitIsMissingWhereNoRuntimeIsInSight() {
        var bare = NodeEvidence.node();
        bare.systemd();
        var failed = ended(unit("failed", "failed"), "signal", 0, new Units.Run(2, 9, Duration.ofHours(1)));
        bare.says(Units.TYPE, new Units(List.of(failed)));
        assertThat(WholeNode.judged(WholeNode.verdict(bare.evidence())))
                .isEqualTo("FAILING containerd containerd.dead");
    }

    @Test
    void failedUnitThatNobodyWantsIsFineWhereARuntimeIsAtWork() {
        assertThat(verdict(ended(unit("failed", "failed"), "signal", 0, new Units.Run(2, 9, Duration.ofHours(1))))
                        .state())
                .isEqualTo(Verdict.State.HEALTHY);
    }

    /** While a main process runs, systemd tells nothing of the one before. */
    @Test
    void loopStaysOneWhileItsNextRunLasts() {
        assertThat(UnitCondition.of(startingAgain(23, Duration.ofSeconds(8), true)))
                .isEqualTo(UnitCondition.CRASH_LOOPING);
        assertThat(UnitCondition.of(startingAgain(23, Duration.ofSeconds(40), true)))
                .isEqualTo(UnitCondition.CHANGING);
        assertThat(UnitCondition.of(startingAgain(1, Duration.ofSeconds(8), true)))
                .isEqualTo(UnitCondition.CHANGING);
    }

    /** It was started again three times in its life, and was killed a moment ago. */
    @Test
    void firstStartSinceItLastRanIsNoLoop() {
        assertThat(UnitCondition.of(startingAgain(3, Duration.ofSeconds(2), false)))
                .isEqualTo(UnitCondition.CHANGING);
    }

    @Test
    void unitThatWasKilledOnceAndStartsAgainIsOnItsWay() {
        nobodyListens();
        var again = ended(
                unit("activating", "auto-restart", "multi-user.target"),
                "signal",
                1,
                new Units.Run(2, 9, Duration.ofHours(2)));
        assertThat(WholeNode.judged(verdict(again))).startsWith("SLOW containerd containerd.changing");
    }

    @Test
    void maskedUnitIsFine() {
        var masked = new Units.Unit(
                RUNNING.name(),
                "masked",
                "inactive",
                "dead",
                "",
                List.of("multi-user.target"),
                "",
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty());
        assertThat(verdict(masked).state()).isEqualTo(Verdict.State.HEALTHY);
    }

    private Verdict filesSay(Integer... processes) {
        here.node.says(
                UnitFiles.TYPE,
                new UnitFiles(List.of(new UnitFiles.Enabled("crio.service", LINK, List.of(processes)))));
        return here.verdict();
    }

    @Test
    void enabledUnitOfWhichNothingIsSeenIsDeadWhereSystemdCannotBeAsked() {
        var verdict = filesSay();
        assertThat(WholeNode.judged(verdict)).isEqualTo("FAILING crio cri.dead");
        assertThat(verdict.roots().getFirst().finding())
                .get()
                .isInstanceOfSatisfying(
                        Finding.Failing.class,
                        finding -> assertThat(finding.confidence()).isEqualTo(Confidence.LIKELY));
    }

    @Test
    void processInTheGroupOfAnEnabledUnitMayBeTheDaemon() {
        here.node.process(90, "some-crio");
        assertThat(filesSay(90).state()).isEqualTo(Verdict.State.HEALTHY);
    }

    @Test
    void shimInTheGroupOfAnEnabledUnitIsNotTheDaemon() {
        here.node.process(90, "conmon");
        assertThat(WholeNode.judged(filesSay(90))).isEqualTo("FAILING crio cri.dead");
    }

    @Test
    void filesSayNothingOnceSystemdHasToldOfItsUnits() {
        here.node.says(Units.TYPE, new Units(List.of(RUNNING)));
        assertThat(filesSay().state()).isEqualTo(Verdict.State.HEALTHY);
    }

    @Test
    void filesSayNothingWhileSystemdIsTooBusyToTell() {
        here.node.silent(Units.TYPE);
        assertThat(filesSay().roots()).isEmpty();
        assertThat(here.verdict().state()).isEqualTo(Verdict.State.UNCLEAR);
    }

    @Test
    void daemonOfThatNameIsThereWhateverFilesSay() {
        here.node.says(
                UnitFiles.TYPE, new UnitFiles(List.of(new UnitFiles.Enabled("containerd.service", LINK, List.of()))));
        assertThat(here.verdict().state()).isEqualTo(Verdict.State.HEALTHY);
    }

    private Verdict startingFor(Duration since, Optional<Duration> limit) {
        return verdict(new Units.Unit(
                "docker.service",
                RUNNING.load(),
                "activating",
                "start",
                "start",
                List.of("multi-user.target"),
                "",
                Optional.of(since),
                Optional.empty(),
                Optional.of(90),
                Optional.empty(),
                limit,
                Optional.empty()));
    }

    @Test
    void startThatLastsIsSlowWhileItsProcessWorks() {
        here.node.process(90, "prepare").moves();
        assertThat(WholeNode.judged(startingFor(Duration.ofMinutes(31), Optional.empty())))
                .startsWith("SLOW");
    }

    @Test
    void startPastItsLimitOfWhichTheProcessSitsStillFails() {
        here.node.process(90, "prepare").still();
        assertThat(WholeNode.judged(startingFor(Duration.ofMinutes(31), Optional.empty())))
                .isEqualTo("FAILING prepare 90 docker.changing");
        assertThat(WholeNode.judged(startingFor(Duration.ofMinutes(31), Optional.of(Duration.ofHours(1)))))
                .startsWith("SLOW");
        assertThat(WholeNode.judged(startingFor(Duration.ofSeconds(20), Optional.empty())))
                .startsWith("SLOW");
    }

    @Test
    void whatItsOperatorSwitchedOffIsNamed() {
        var off = new Units.Unit(
                "crio.service",
                "loaded",
                "inactive",
                "dead",
                "",
                List.of(),
                "",
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty());
        here.node.reading(CriAnswer.TYPE, "/run/crio/crio.sock", new Reading.Failed<>("Connection refused"));
        assertThat(verdict(off).state()).isEqualTo(Verdict.State.HEALTHY);
        assertThat(here.verdict().notSeen())
                .filteredOn(spot -> spot.what().equals("cri"))
                .extracting(BlindSpot::why)
                .containsExactly("switched off: crio.service is inactive, and no target wants it");
    }
}
