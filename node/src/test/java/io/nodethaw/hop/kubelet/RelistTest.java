package io.nodethaw.hop.kubelet;

import static io.nodethaw.wait.GoroutineWords.frame;
import static io.nodethaw.wait.GoroutineWords.selects;
import static io.nodethaw.wait.NodeEvidence.node;
import static org.assertj.core.api.Assertions.assertThat;

import io.nodethaw.analysis.HandMadeGraph;
import io.nodethaw.evidence.Goroutine;
import io.nodethaw.evidence.Goroutines;
import io.nodethaw.evidence.KubeletLog;
import io.nodethaw.evidence.Units;
import io.nodethaw.wait.GoroutineWords;
import io.nodethaw.wait.NodeEvidence;
import io.nodethaw.wait.ProcessEvidence;
import io.nodethaw.wait.ReadTwice;
import io.nodethaw.wait.Role.Standing;
import io.nodethaw.wait.Victim;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class RelistTest {
    private static final String RELIST = "k8s.io/kubernetes/pkg/kubelet/pleg.(*GenericPLEG).relist";

    private final NodeEvidence node = node();
    private final ProcessEvidence kubelet = node.process(19, "kubelet");
    private final HandMadeGraph graph = new HandMadeGraph(node).role(kubelet, "kubelet", Standing.ANSWERED);

    RelistTest() {
        node.tcpListener("127.0.0.1:10248", kubelet.fd(4));
    }

    private void read(Goroutine goroutine) {
        node.says(
                Goroutines.TYPE,
                Integer.toString(kubelet.pid()),
                GoroutineWords.of(kubelet, goroutine, selects(9, 3, frame("main.idle", "0x1"))));
    }

    private static Goroutine relist(int minutes) {
        return selects(5, minutes, frame("google.golang.org/grpc.invoke", "0x1"), frame(RELIST, "0x1"));
    }

    @Test
    void roundThatDoesNotEndIsAVictim() {
        read(relist(4));
        assertThat(new Relist().victims(ReadTwice.same(node), graph.graph().roles()))
                .singleElement()
                .satisfies(victim -> {
                    assertThat(victim.vertex()).isEqualTo(kubelet.vertex());
                    assertThat(victim.atLeast()).contains(Duration.ofMinutes(3));
                    assertThat(victim.pastLimit()).isTrue();
                });
    }

    private List<Victim> victimsAfter(Duration running) {
        read(relist(-1));
        kubelet.aged(running);
        node.says(Units.TYPE, LeaseTest.units("kubelet.service", "active", "running"));
        node.says(
                KubeletLog.TYPE,
                "kubelet.service",
                new KubeletLog(Optional.empty(), Optional.of(Duration.ofMinutes(4))));
        return new Relist().victims(ReadTwice.same(node), graph.graph().roles());
    }

    @Test
    void whatKubeletSaysOfPlegIsItsAge() {
        assertThat(victimsAfter(Duration.ofHours(1))).singleElement().satisfies(victim -> {
            assertThat(victim.atLeast()).contains(Duration.ofMinutes(4));
            assertThat(victim.pastLimit()).isTrue();
        });
    }

    @Test
    void whatTheKubeletBeforeThisOneSaidIsNot() {
        assertThat(victimsAfter(Duration.ofSeconds(5))).singleElement().satisfies(victim -> {
            assertThat(victim.atLeast()).isEmpty();
            assertThat(victim.pastLimit()).isFalse();
        });
    }

    @Test
    void belowKubeletsOwnThresholdItOnlyWaits() {
        read(relist(-1));
        assertThat(new Relist().victims(ReadTwice.same(node), graph.graph().roles()))
                .singleElement()
                .satisfies(victim -> {
                    assertThat(victim.atLeast()).isEmpty();
                    assertThat(victim.pastLimit()).isFalse();
                });
    }

    @Test
    void findingNamesTheGoroutine() {
        read(relist(4));
        assertThat(new Relist().judge(ReadTwice.same(node), graph.graph()))
                .singleElement()
                .satisfies(
                        finding -> assertThat(finding.title()).isEqualTo("PLEG's round does not go on: goroutine 5"));
    }

    /** Normally a round takes milliseconds of each second, so that one reading may meet it. */
    @Test
    void roundThatWasSeenOnceSaysNothing() {
        read(relist(4));
        assertThat(new Relist().victims(node.view(), graph.graph().roles())).isEmpty();
        assertThat(new Relist().judge(node.view(), graph.graph())).isEqualTo(List.of());
    }

    @Test
    void withoutGoroutinesNothingIsKnown() {
        assertThat(new Relist().victims(node.view(), graph.graph().roles())).isEmpty();
        assertThat(Relist.isOn(node.view(), kubelet.pid())).isFalse();
    }

    @Test
    void kubeletBetweenRoundsIsAtRest() {
        read(selects(5, frame("time.Sleep", "0x1"), frame("k8s.io/apimachinery/pkg/util/wait.JitterUntil", "0x1")));
        assertThat(new Relist().victims(ReadTwice.same(node), graph.graph().roles()))
                .isEmpty();
        assertThat(new Relist().judge(ReadTwice.same(node), graph.graph())).isEqualTo(List.of());
    }
}
