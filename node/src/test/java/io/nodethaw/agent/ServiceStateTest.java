package io.nodethaw.agent;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class ServiceStateTest {
    private static final Rounds.Ending LOOKED = new Rounds.Ending.Looked(Verdicts.well(), Duration.ZERO);

    private final TestHost time = new TestHost();
    private final List<String> sent = new ArrayList<>();

    @Test
    void itIsReadyAfterTheFirstLookAndThenFedByEach() {
        var state = new ServiceState(time.host(), sent::add);
        state.round(LOOKED, List.of());
        state.round(LOOKED, List.of());
        state.stopping();
        assertThat(sent)
                .containsExactly(
                        "READY=1\nWATCHDOG=1\nSTATUS=HEALTHY  told by hand",
                        "WATCHDOG=1\nSTATUS=HEALTHY  told by hand",
                        "STOPPING=1");
    }

    @Test
    void aRoundThatHangsOrFailsFeedsNobody() {
        var state = new ServiceState(time.host(), sent::add);
        state.round(new Rounds.Ending.Late(Duration.ofSeconds(20)), List.of());
        state.round(new Rounds.Ending.Broken("unused"), List.of());
        assertThat(sent).isEmpty();
    }

    @Test
    void nobodyListeningIsNoError() {
        var state = new ServiceState(time.host(), _ -> {
            throw new IOException("connect: ECONNREFUSED");
        });
        state.round(LOOKED, List.of());
        state.stopping();
        assertThat(sent).isEmpty();
    }
}
