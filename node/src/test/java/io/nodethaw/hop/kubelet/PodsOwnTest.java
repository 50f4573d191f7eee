package io.nodethaw.hop.kubelet;

import static org.assertj.core.api.Assertions.assertThat;

import io.nodethaw.evidence.PodTroubles;
import io.nodethaw.evidence.Units;
import io.nodethaw.hop.WholeNode;
import java.time.Duration;
import java.util.Arrays;
import org.junit.jupiter.api.Test;

class PodsOwnTest {
    private final WholeNode here = new WholeNode();

    private PodsOwnTest inTrouble(String... pods) {
        here.node.says(Units.TYPE, "", LeaseTest.units("kubelet.service", "active", "running"));
        here.node.says(
                PodTroubles.TYPE,
                "kubelet.service",
                new PodTroubles(Arrays.stream(pods)
                        .map(pod -> new PodTroubles.Trouble(pod, "main", "CrashLoopBackOff", Duration.ofSeconds(3)))
                        .toList()));
        return this;
    }

    @Test
    void aPodsOwnTroubleIsToldOfAHealthyNode() {
        inTrouble("default/crash");
        assertThat(WholeNode.judged(here.verdict())).isEqualTo("HEALTHY");
        assertThat(here.verdict().notes())
                .containsExactly(
                        "a pod has trouble of its own, by kubelet's log: default/crash (CrashLoopBackOff of main)");
    }

    @Test
    void ofManyTheFirstAreNamed() {
        inTrouble("a/1", "a/2", "a/3", "a/4", "a/5", "a/6");
        assertThat(here.verdict().notes().getFirst())
                .startsWith("6 pods have trouble of their own")
                .endsWith("a/4 (CrashLoopBackOff of main) and 2 more");
    }

    @Test
    void whereNoneIsInTroubleNothingIsSaid() {
        inTrouble();
        assertThat(here.verdict().notes()).isEmpty();
    }
}
