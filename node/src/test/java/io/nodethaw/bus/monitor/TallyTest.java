package io.nodethaw.bus.monitor;

import static org.assertj.core.api.Assertions.assertThat;

import io.nodethaw.bus.BusSecond;
import io.nodethaw.bus.BusTraffic;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

class TallyTest {
    private final Tally tally = new Tally(Set.of());

    @Test
    void mostComeFirst() {
        tally.add("a.B", "Seldom");
        tally.add("a.B", "Often");
        tally.add("a.B", "Often");
        assertThat(tally.members(5))
                .containsExactly(new BusTraffic.Member("a.B", "Often", 2), new BusTraffic.Member("a.B", "Seldom", 1));
        assertThat(tally.most(1)).containsExactly(new BusSecond.Most("a.B.Often", 2));
    }

    @Test
    void freshIsWhatHasComeSinceItWasAskedLast() {
        tally.add("", "a.No");
        assertThat(tally.fresh(5)).containsExactly(new BusSecond.Most("a.No", 1));
        assertThat(tally.fresh(5)).isEmpty();
        tally.add("", "a.No");
        assertThat(tally.fresh(5)).containsExactly(new BusSecond.Most("a.No", 1));
        assertThat(tally.counted()).containsExactly(Map.entry("a.No", 2L));
    }

    /** Whoever sends names without end takes no memory; what was there before is counted on. */
    @Test
    void namesWithoutEndAreNotKept() {
        tally.add("a.B", "Known");
        for (int i = 0; i < 3 * Tally.MOST; i++) {
            tally.add("interface" + i, "m");
        }
        tally.add("a.B", "Known");
        assertThat(tally.counted()).hasSize(Tally.MOST).containsEntry("a.B.Known", 2L);
    }

    @Test
    void namesThatAlwaysCountDoSoAfterAllOthers() {
        var full = new Tally(Set.of("a.B.Usual"));
        for (int i = 0; i < Tally.MOST + 1; i++) {
            full.add("interface" + i, "m");
        }
        full.add("a.B", "Usual");
        full.add("a.B", "Other");
        assertThat(full.counted())
                .hasSize(Tally.MOST + 1)
                .containsEntry("a.B.Usual", 1L)
                .doesNotContainKey("a.B.Other");
    }
}
