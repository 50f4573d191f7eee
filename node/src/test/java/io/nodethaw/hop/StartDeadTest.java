package io.nodethaw.hop;

import static org.assertj.core.api.Assertions.assertThat;

import io.nodethaw.evidence.LastWords;
import io.nodethaw.evidence.Reading;
import io.nodethaw.evidence.Units;
import io.nodethaw.remedy.Diagnosis;
import io.nodethaw.remedy.Target;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

class StartDeadTest {
    private static final Target UNIT = Target.thing("containerd.service");
    private static final StartDead REMEDY = StartDead.of("containerd", Set.of("containerd"));
    private static final Units.Run KILLED = new Units.Run(2, 9, Duration.ofHours(3));
    private static final Reading<ServiceState> FAILED = state("loaded", "failed", "signal", false);

    /** Without a containerd. */
    private final WholeNode here = new WholeNode();

    private StartDeadTest() {
        here.containerd.state('Z');
    }

    private static Reading<ServiceState> state(String load, String active, String result, boolean job) {
        return new Reading.Seen<>(new ServiceState(load, active, result, job, 0, "process", ""));
    }

    private static Units.Unit unit(String result, String wantedBy, Optional<Units.Run> last) {
        return new Units.Unit(
                "containerd.service",
                "loaded",
                "failed",
                "failed",
                "",
                wantedBy.isEmpty() ? List.of() : List.of(wantedBy),
                result,
                Optional.of(Duration.ofMinutes(4)),
                Optional.of(0L),
                Optional.empty(),
                last,
                Optional.empty(),
                Optional.empty());
    }

    private Diagnosis look(Units.Unit unit) {
        here.node.says(Units.TYPE, new Units(List.of(unit)));
        var view = here.node.view();
        var graph = WholeNode.chain().graph(view);
        return new HealingParts(WholeNode.chain().hops())
                .diagnosis(view, graph, WholeNode.chain().judge(view, graph));
    }

    private Diagnosis killed() {
        return look(unit("signal", "multi-user.target", Optional.of(KILLED)));
    }

    private static List<String> refusals(Diagnosis now, Reading<ServiceState> state) {
        return REMEDY.checks(UNIT, state, now).stream()
                .flatMap(check -> check.refusal().stream())
                .toList();
    }

    @Test
    void daemonThatWasKilledIsStarted() {
        var now = killed();
        var root = now.verdict().roots().getFirst();
        assertThat(root.finding().orElseThrow().code()).isEqualTo("containerd.dead");
        assertThat(REMEDY.target(now, root)).contains(UNIT);
        assertThat(refusals(now, FAILED)).isEmpty();
    }

    @Test
    void maskedUnitStaysOff() {
        assertThat(refusals(killed(), state("masked", "failed", "signal", false)))
                .singleElement()
                .asString()
                .startsWith("containerd.service is masked");
    }

    @Test
    void unitThatNoTargetWantsStaysOff() {
        assertThat(refusals(look(unit("signal", "", Optional.of(KILLED))), FAILED))
                .singleElement()
                .asString()
                .contains("it is disabled");
        assertThat(refusals(look(unit("signal", "docker.service", Optional.of(KILLED))), FAILED))
                .as("another service that wants it does not tell what its operator wants")
                .hasSize(1);
    }

    @Test
    void unitThatItsOperatorStoppedStaysOff() {
        for (var last : List.of(
                Optional.of(new Units.Run(1, 0, Duration.ofHours(3))),
                Optional.of(new Units.Run(2, 15, Duration.ofHours(3))),
                Optional.<Units.Run>empty())) {
            assertThat(refusals(
                            look(unit("success", "multi-user.target", last)),
                            state("loaded", "inactive", "success", false)))
                    .singleElement()
                    .asString()
                    .contains("was stopped, as systemctl stop does it, or has not run since the boot");
        }
    }

    @Test
    void unitThatHasNeverRunIsNotStartedEvenIfItFailed() {
        assertThat(refusals(look(unit("resources", "multi-user.target", Optional.empty())), FAILED))
                .hasSize(1);
    }

    @Test
    void unitThatIsBeingStartedIsLeftAlone() {
        assertThat(refusals(killed(), state("loaded", "failed", "signal", true)))
                .singleElement()
                .asString()
                .contains("a job for it is queued");
        assertThat(refusals(killed(), state("loaded", "active", "signal", false)))
                .isNotEmpty();
        assertThat(refusals(killed(), state("loaded", "activating", "signal", false)))
                .isNotEmpty();
    }

    @Test
    void daemonThatEndsSoonAfterItsStartIsLeftAloneWithItsLastWords() {
        var brief = new Units.Run(1, 3, Duration.ofMillis(70));
        here.node.says(
                LastWords.TYPE,
                "containerd.service",
                new LastWords(List.of(new LastWords.Line(Duration.ofSeconds(9), "invalid plugin config"))));
        assertThat(refusals(
                        look(unit("exit-code", "multi-user.target", Optional.of(brief))),
                        state("loaded", "failed", "exit-code", false)))
                .containsExactly(
                        "containerd.service ended 70 ms after its start, exit code 3: mend what ends it first; "
                                + "its last words: invalid plugin config");
    }

    @Test
    void daemonThatWasStartedTooOftenIsLeftAlone() {
        assertThat(refusals(
                        look(unit(
                                "start-limit-hit",
                                "multi-user.target",
                                Optional.of(new Units.Run(1, 3, Duration.ofMinutes(2))))),
                        state("loaded", "failed", "start-limit-hit", false)))
                .singleElement()
                .asString()
                .contains("too often for systemd to start it again");
    }

    /** Whoever is killed from outside says nothing about how long it would have lived. */
    @Test
    void daemonThatWasKilledSoonIsStarted() {
        var soon = new Units.Run(2, 9, Duration.ofSeconds(5));
        assertThat(refusals(look(unit("signal", "multi-user.target", Optional.of(soon))), FAILED))
                .isEmpty();
        var crashed = new Units.Run(2, 11, Duration.ofSeconds(5));
        assertThat(refusals(look(unit("signal", "multi-user.target", Optional.of(crashed))), FAILED))
                .hasSize(1);
    }

    @Test
    void daemonThatRunsWithoutItsUnitIsNotGivenASecond() {
        here.node.process(400, "containerd");
        assertThat(refusals(killed(), FAILED))
                .singleElement()
                .asString()
                .startsWith("containerd 400 runs without this unit");
    }

    @Test
    void programOfAContainerWithItsNameIsNoSuchDaemon() {
        here.systemd.mountNamespace(1);
        here.node.process(400, "containerd").mountNamespace(7);
        assertThat(refusals(killed(), FAILED)).isEmpty();
    }

    @Test
    void nothingIsStartedWhenSystemdDoesNotTell() {
        assertThat(refusals(killed(), new Reading.NotAsked<>("no socket at /run/systemd/private")))
                .containsExactly("systemd did not tell of containerd.service: no socket at /run/systemd/private");
    }

    @Test
    void itsLastRunTellsWhetherItWasStarted() {
        var before = killed();
        var mark = REMEDY.mark(before);
        assertThat(REMEDY.became(UNIT, mark, before).done()).isFalse();
        var later = look(unit("signal", "multi-user.target", Optional.of(new Units.Run(2, 9, Duration.ofSeconds(1)))));
        assertThat(REMEDY.became(UNIT, mark, later).done())
                .as("it ran once more")
                .isTrue();
        assertThat(REMEDY.became(UNIT, "", before).done())
                .as("where it cannot be told it is not done again")
                .isTrue();
    }

    @Test
    void whatElseItCostsIsTold() {
        assertThat(REMEDY.risk()).endsWith("it may end again");
        assertThat(new StartDead("docker", Set.of(), "containers end", Premise.NONE).risk())
                .endsWith("it may end again; containers end");
    }

    @Test
    void daemonOfAContainerWithTheNodesMountsIsNoSuchDaemon() {
        here.systemd.pidNamespace(1);
        here.node.process(400, "containerd").pidNamespace(7);
        assertThat(refusals(killed(), FAILED)).isEmpty();
    }

    @Test
    void unitThatSystemdDidNotTellOfIsNotStarted() {
        var other = new Target(0, 0, "docker.service");
        assertThat(REMEDY.checks(other, FAILED, killed()).stream().flatMap(check -> check.refusal().stream()))
                .containsExactly("systemd did not tell of docker.service");
    }
}
