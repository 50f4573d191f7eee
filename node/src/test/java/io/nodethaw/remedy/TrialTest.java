package io.nodethaw.remedy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.nodethaw.collect.Deadline;
import io.nodethaw.collect.NotAskedException;
import io.nodethaw.collect.ScriptedTime;
import io.nodethaw.collect.SilentException;
import io.nodethaw.evidence.CanarySteps;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class TrialTest {
    private final List<String> done = new ArrayList<>();
    private final ScriptedTime time = new ScriptedTime();
    private final Trial trial = new Trial(TrialName.make(), time.host().deadline(Trial.LIMIT));

    @Test
    void whatStartedIsRemoved() {
        assertThatCode(() -> trial.run(() -> done.add("start"), () -> done.add("remove"), "rm x"))
                .doesNotThrowAnyException();
        assertThat(done).containsExactly("start", "remove");
    }

    @Test
    void aStartWithoutAnswerIsRemovedToo() {
        assertThatThrownBy(() -> trial.run(TrialTest::silent, () -> done.add("remove"), "rm x"))
                .isInstanceOf(SilentException.class);
        assertThat(done).containsExactly("remove");
    }

    @Test
    void whatMayStillComeIsNamed() {
        assertThatThrownBy(() -> trial.run(TrialTest::silent, () -> false, "rm x"))
                .isInstanceOf(LeftBehindException.class)
                .hasMessage("no answer to create in 20000 ms; there was nothing to remove, but it may still come; "
                        + "then remove it by hand: rm x");
    }

    @Test
    void aRefusedStartLeavesNothing() {
        assertThatThrownBy(() -> trial.run(TrialTest::refused, () -> false, "rm x"))
                .isNotInstanceOf(LeftBehindException.class)
                .hasMessage("409 Conflict");
    }

    @Test
    void whatCannotBeRemovedIsNamed() {
        assertThatThrownBy(() -> trial.run(() -> done.add("start"), TrialTest::failed, "rm x"))
                .isInstanceOf(LeftBehindException.class)
                .hasMessage("it started; not removed (500); remove it by hand: rm x");
        assertThatThrownBy(() -> trial.run(TrialTest::refused, TrialTest::failed, "rm x"))
                .hasMessage("409 Conflict; not removed (500); remove it by hand: rm x");
    }

    @Test
    void eachStepIsTimedAndTheOneThatStoppedIsNamed() {
        assertThatThrownBy(() -> trial.run(
                        () -> {
                            trial.step("create", limit -> takes(Duration.ofMillis(40), limit));
                            trial.step("start", _ -> {
                                throw new RefusedStartException("500 no such runtime");
                            });
                        },
                        () -> trial.step("delete", limit -> takes(Duration.ofMillis(7), limit)),
                        "rm x"))
                .hasMessage("500 no such runtime");
        assertThat(trial.steps().told()).isEqualTo("create 40 ms, start 0 ms, delete 7 ms");
        assertThat(trial.steps().refused().map(CanarySteps.Step::name)).contains("start");
    }

    @Test
    void stepsLeaveTimeForRemoving() {
        assertThatThrownBy(() -> trial.run(
                        () -> {
                            trial.step("create", limit -> takes(Duration.ofSeconds(9), limit));
                            trial.step("start", limit -> {
                                assertThat(limit.left()).isEqualTo(Duration.ofSeconds(11));
                                takes(limit.left(), limit);
                                throw new SilentException("reply", limit.waited());
                            });
                        },
                        () -> trial.step("delete", limit -> takes(limit.left().minusSeconds(1), limit)),
                        "rm x"))
                .isInstanceOf(SilentException.class);
        assertThat(trial.steps().told()).isEqualTo("create 9000 ms, start 11000 ms, delete 9000 ms");
        assertThat(trial.steps().stopped().map(CanarySteps.Step::outcome)).contains(CanarySteps.Outcome.OUT);
        assertThat(trial.steps().refused()).isEmpty();
    }

    @Test
    void oneStepMayNotTakeAllTheTime() throws IOException {
        trial.step("create", limit -> assertThat(limit.left()).isEqualTo(Duration.ofSeconds(15)));
    }

    @Test
    void aStepUnderWayIsSeenByOthers() throws IOException {
        trial.step("create", limit -> {
            takes(Duration.ofSeconds(3), limit);
            return assertThat(trial.steps().stopped().map(CanarySteps.Step::told))
                    .contains("create 3000 ms");
        });
    }

    @Test
    void whereNobodyWasAskedThereIsNoStep() {
        assertThatThrownBy(() -> trial.step("Status", _ -> {
                    throw new NotAskedException("no CRI");
                }))
                .isInstanceOf(NotAskedException.class);
        assertThat(trial.steps().steps()).isEmpty();
    }

    private boolean takes(Duration duration, Deadline limit) {
        assertThat(duration).isLessThanOrEqualTo(limit.left());
        try {
            time.pause(duration);
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
        return true;
    }

    private static void silent() throws IOException {
        throw new SilentException("create", Duration.ofSeconds(20));
    }

    private static void refused() throws IOException {
        throw new IOException("409 Conflict");
    }

    private static boolean failed() throws IOException {
        throw new IOException("500");
    }
}
