package io.nodethaw.agent;

import static org.assertj.core.api.Assertions.assertThat;

import io.nodethaw.analysis.Verdict;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class KindTest {
    private static final Sight SICK =
            new Sight.Sick("systemd.deaf-on-bus", "STALLED  told by hand", Duration.ofSeconds(4));

    @Test
    void aStallIsNoFailureAndTheOtherWayRound() {
        assertThat(Kind.STALLED.sight(Verdicts.deaf())).isEqualTo(SICK);
        assertThat(Kind.FAILING.sight(Verdicts.deaf())).isInstanceOf(Sight.Otherwise.class);
        var failing = Verdicts.seen(Verdict.State.FAILING, List.of(Verdicts.failing("runc.gone")));
        assertThat(Kind.FAILING.sight(failing)).isInstanceOf(Sight.Sick.class);
        assertThat(Kind.STALLED.sight(failing)).isInstanceOf(Sight.Otherwise.class);
    }

    @Test
    void aNodeMayBeBoth() {
        var both = Verdicts.seen(
                Verdict.State.STALLED, List.of(Verdicts.failing("runc.gone"), Verdicts.stuck("systemd.deaf-on-bus")));
        assertThat(Kind.STALLED.sight(both)).isEqualTo(SICK);
        assertThat(Kind.FAILING.sight(both))
                .isEqualTo(new Sight.Sick("runc.gone", "STALLED  told by hand", Duration.ofSeconds(4)));
    }

    @Test
    void onlyHealthyConfirms() {
        for (var kind : Kind.values()) {
            assertThat(kind.sight(Verdicts.well())).isEqualTo(new Sight.Well("HEALTHY  told by hand"));
            assertThat(kind.sight(Verdicts.slow())).isEqualTo(new Sight.Otherwise("SLOW  told by hand"));
            assertThat(kind.sight(Verdicts.unclear())).isEqualTo(new Sight.Untold("UNCLEAR  told by hand"));
        }
    }

    @Test
    void aStallThatNoRuleExplainsHasNoCode() {
        var stalled = Verdicts.seen(Verdict.State.STALLED, List.of(Verdicts.root(Optional.empty())));
        assertThat(Kind.STALLED.sight(stalled))
                .isEqualTo(new Sight.Sick("", "STALLED  told by hand", Duration.ofSeconds(4)));
    }
}
