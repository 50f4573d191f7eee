package io.nodethaw.report;

import static org.assertj.core.api.Assertions.assertThat;

import io.nodethaw.analysis.Step;
import io.nodethaw.analysis.Verdict;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class WatchedTest {
    private static final Watched SICK = new Watched(
            Instant.parse("2026-03-04T05:06:07.9Z"),
            Verdict.State.STALLED,
            "dockerd 70: stopped by a signal; 2 starts stuck, oldest 41 min",
            "2 starts",
            List.of("dockerd 70, docker.stopped"),
            List.of("containerd"),
            List.of("2 starts hang"),
            List.of("shop/cart-1", "shop/cart-2"),
            Optional.of(new Step("kill -CONT 70", "lets it go on")));

    @Test
    void aWaitThatOnlyGetsOlderIsNoChange() {
        var later = new Watched(
                SICK.at().plusSeconds(60),
                SICK.state(),
                "dockerd 70: stopped by a signal; 2 starts stuck, oldest 42 min",
                SICK.stuck(),
                SICK.roots(),
                SICK.answered(),
                SICK.fails(),
                SICK.hit(),
                SICK.step());
        assertThat(later.isAs(SICK)).isTrue();
        assertThat(later.since(SICK, Ink.PLAIN).lines()).hasSize(1);
    }

    @Test
    void whatHasComeAndGoneIsTold() {
        var less = new Watched(
                SICK.at().plusSeconds(2),
                Verdict.State.STALLED,
                "containerd 60: stopped by a signal; 1 start stuck",
                "1 start",
                List.of("containerd 60, containerd.stopped"),
                List.of("dockerd"),
                List.of("1 start hangs"),
                List.of("shop/cart-2"),
                Optional.of(new Step("kill -CONT 60", "lets it go on")));
        assertThat(less.isAs(SICK)).isFalse();
        assertThat(less.since(SICK, Ink.PLAIN)).isEqualTo("""
                05:06:09  STALLED  containerd 60: stopped by a signal; 1 start stuck
                  + root     containerd 60, containerd.stopped
                  - root     dockerd 70, docker.stopped
                  + answers  dockerd
                  - answers  containerd
                  + effect   1 start hangs
                  - effect   2 starts hang
                  - hit      shop/cart-1
                    do       kill -CONT 60
                """);
    }
}
