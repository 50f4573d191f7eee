package io.nodethaw.remedy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.nodethaw.collect.SilentException;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class TrialTest {
    private final List<String> done = new ArrayList<>();

    @Test
    void whatStartedIsRemoved() {
        assertThatCode(() -> Trial.run(() -> done.add("start"), () -> done.add("remove"), "rm x"))
                .doesNotThrowAnyException();
        assertThat(done).containsExactly("start", "remove");
    }

    @Test
    void aStartWithoutAnswerIsRemovedToo() {
        assertThatThrownBy(() -> Trial.run(TrialTest::silent, () -> done.add("remove"), "rm x"))
                .isInstanceOf(SilentException.class);
        assertThat(done).containsExactly("remove");
    }

    @Test
    void whatMayStillComeIsNamed() {
        assertThatThrownBy(() -> Trial.run(TrialTest::silent, () -> false, "rm x"))
                .isInstanceOf(LeftBehindException.class)
                .hasMessage("no answer to create in 20000 ms; there was nothing to remove, but it may still come; "
                        + "then remove it by hand: rm x");
    }

    @Test
    void aRefusedStartLeavesNothing() {
        assertThatThrownBy(() -> Trial.run(TrialTest::refused, () -> false, "rm x"))
                .isNotInstanceOf(LeftBehindException.class)
                .hasMessage("409 Conflict");
    }

    @Test
    void whatCannotBeRemovedIsNamed() {
        assertThatThrownBy(() -> Trial.run(() -> done.add("start"), TrialTest::failed, "rm x"))
                .isInstanceOf(LeftBehindException.class)
                .hasMessage("it started; not removed (500); remove it by hand: rm x");
        assertThatThrownBy(() -> Trial.run(TrialTest::refused, TrialTest::failed, "rm x"))
                .hasMessage("409 Conflict; not removed (500); remove it by hand: rm x");
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
