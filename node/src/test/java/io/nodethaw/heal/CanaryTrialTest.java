package io.nodethaw.heal;

import static org.assertj.core.api.Assertions.assertThat;

import io.nodethaw.collect.NotAskedException;
import io.nodethaw.collect.ScriptedTime;
import io.nodethaw.evidence.CanarySteps;
import io.nodethaw.evidence.Evidence;
import io.nodethaw.evidence.Reading;
import io.nodethaw.remedy.Canary;
import io.nodethaw.remedy.LeftBehindException;
import io.nodethaw.remedy.NodeAccess;
import io.nodethaw.remedy.NotYetException;
import io.nodethaw.remedy.RefusedStartException;
import io.nodethaw.remedy.Trial;
import io.nodethaw.remedy.TrialName;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.junit.jupiter.api.Test;

class CanaryTrialTest {
    private static final Duration LIMIT = Duration.ofSeconds(30);

    private final ScriptedTime time = new ScriptedTime();

    /** What its one step does. */
    private record Start(Callable<String> step) implements Canary {
        @Override
        public String name() {
            return "a start";
        }

        @Override
        public Duration limit() {
            return LIMIT;
        }

        @Override
        public Optional<String> removal(String trial) {
            return Optional.of("rm " + trial);
        }

        @Override
        public String start(NodeAccess access, Trial trial) throws IOException {
            return trial.step("create", _ -> {
                try {
                    return step.call();
                } catch (IOException | RuntimeException e) {
                    throw e;
                } catch (Exception e) {
                    throw new IllegalStateException(e);
                }
            });
        }
    }

    private CanaryTrial trial(Callable<String> step) {
        var access = new NodeAccess(time.host(), 0, List.of(), () -> {
            throw new IllegalStateException("no reader child in this test");
        });
        var trial = new CanaryTrial(access, new Start(step));
        trial.start();
        return trial;
    }

    private CanaryTrial failing(Exception why) {
        var trial = trial(() -> {
            throw why;
        });
        trial.end();
        return trial;
    }

    private CanaryTrial slow(Duration takes) {
        return trial(() -> {
            time.pause(takes);
            return "started";
        });
    }

    @Test
    void onceItHasStartedNothingIsLeft() {
        var trial = trial(() -> "started");
        assertThat(trial.end().reading().seen()).contains(new Canary.Started("started"));
        assertThat(trial.hasStarted()).isTrue();
        assertThat(trial.mayBeLeft()).isFalse();
        assertThat(trial.mayStartWithin()).isZero();
    }

    @Test
    void untilItHasComeBackSomethingMayBeLeft() {
        var trial = slow(Duration.ofSeconds(5));
        assertThat(trial.mayBeLeft()).isTrue();
        assertThat(trial.hasStarted()).isFalse();
        trial.end();
        assertThat(trial.mayBeLeft()).isFalse();
    }

    @Test
    void oneThatFailedHasRemovedWhatItMadeUnlessItSaysOtherwise() {
        assertThat(failing(new RefusedStartException("exit status 1")).mayBeLeft())
                .isFalse();
        assertThat(failing(new IOException("Connection reset")).mayBeLeft()).isFalse();
        assertThat(failing(new NotAskedException("no dockerd")).mayBeLeft()).isFalse();
        assertThat(failing(new LeftBehindException("not removed")).mayBeLeft()).isTrue();
    }

    /** A fault of this program says nothing of what it had made by then. */
    @Test
    void oneThatBrokeMayHaveLeftSomething() {
        var trial = failing(new IllegalStateException("a reply that nobody expected"));
        assertThat(trial.mayBeLeft()).isTrue();
        assertThat(trial.hasStarted()).isFalse();
        assertThat(trial.end().reading()).isInstanceOf(Reading.Failed.class);
    }

    @Test
    void daemonThatHasNotConnectedAgainIsToBeTriedLater() {
        var trial = failing(new NotYetException("dial unix: connection refused", Duration.ofSeconds(10)));
        assertThat(trial.mayStartWithin()).isEqualTo(Duration.ofSeconds(10));
        assertThat(trial.mayBeLeft()).isFalse();
    }

    @Test
    void stepWithoutAnAnswerIsNamedWhileItIsOut() {
        var trial = slow(Duration.ofSeconds(12));
        var sample = trial.await(time.host().deadline(Duration.ofSeconds(3)));
        assertThat(sample.reading())
                .isInstanceOfSatisfying(
                        Reading.Silent.class,
                        silent -> assertThat(silent.stage()).isEqualTo("create"));
    }

    private Evidence put(CanaryTrial trial) {
        var into = new Evidence.Builder(time.instant());
        trial.put(into);
        return into.build();
    }

    @Test
    void evidenceHasWhatIsKnownOfItByThen() {
        var trial = slow(Duration.ofSeconds(12));
        trial.await(time.host().deadline(Duration.ofSeconds(3)));
        assertThat(put(trial).reading(Canary.Started.TYPE, "a start").isSilent())
                .isTrue();
        assertThat(trial.wasOut()).isTrue();
        trial.end();
        var later = put(trial);
        assertThat(later.seen(Canary.Started.TYPE, "a start")).isPresent();
        assertThat(later.seen(CanarySteps.TYPE, "a start").map(CanarySteps::told))
                .contains("create 12000 ms");
        assertThat(trial.wasOut()).isFalse();
    }

    @Test
    void oneThatCouldNotBeTriedHasNoSteps() {
        var evidence = put(failing(new NotAskedException("no dockerd on this node")));
        assertThat(evidence.reading(Canary.Started.TYPE, "a start"))
                .isEqualTo(new Reading.NotAsked<>("no dockerd on this node"));
        assertThat(evidence.asked(CanarySteps.TYPE.key("a start"))).isFalse();
    }

    @Test
    void itIsNotWaitedForBeyondItsLimit() {
        var trial = slow(Duration.ofMinutes(10));
        assertThat(trial.end().reading().isSilent()).isTrue();
        assertThat(time.passed()).isBetween(LIMIT, LIMIT.plusSeconds(1));
        assertThat(trial.mayBeLeft()).isTrue();
    }

    @Test
    void eachTrialHasANameOfItsOwn() {
        var trial = trial(() -> "started");
        var name = trial.removal().orElseThrow().substring("rm ".length());
        assertThat(TrialName.maker(name)).hasValue(ProcessHandle.current().pid());
        var again = trial.again();
        assertThat(again.removal()).isPresent().isNotEqualTo(trial.removal());
        assertThat(again.canary()).isEqualTo(trial.canary());
    }
}
