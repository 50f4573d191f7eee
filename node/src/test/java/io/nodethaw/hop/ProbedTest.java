package io.nodethaw.hop;

import static org.assertj.core.api.Assertions.assertThat;

import io.nodethaw.analysis.BlindSpot;
import io.nodethaw.evidence.Reading;
import io.nodethaw.hop.dbus.BusEcho;
import io.nodethaw.hop.kubelet.KubeletAnswer;
import io.nodethaw.wait.NodeEvidence;
import io.nodethaw.wait.Role.Standing;
import io.nodethaw.wait.Vertex;
import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class ProbedTest {
    private static final Vertex BUS = new Vertex.Remote("the bus");

    private final NodeEvidence node = NodeEvidence.node();
    private final Probed probed = new Probed(BusEcho.TYPE, "", "a message to ourselves", BUS);

    private void reading(Reading<BusEcho> reading) {
        node.reading(BusEcho.TYPE, "", reading);
    }

    private Standing standing() {
        return Probed.standing(node.view(), BusEcho.TYPE, "");
    }

    private BlindSpot blindSpot() {
        return Probed.blindSpot(node.view(), BusEcho.TYPE, "", "dbus").orElseThrow();
    }

    @Test
    void anAnswerMakesNoVictim() {
        reading(new Reading.Seen<>(new BusEcho(":1.9", 2, Optional.empty())));
        assertThat(standing()).isEqualTo(Standing.ANSWERED);
        assertThat(probed.edge(node.view())).isEmpty();
        assertThat(probed.victim(node.view())).isEmpty();
        assertThat(Probed.blindSpot(node.view(), BusEcho.TYPE, "", "dbus")).isEmpty();
    }

    @Test
    void silenceMakesUsWaitAndNamesTheStep() {
        reading(new Reading.Silent<>(Duration.ofSeconds(1), "auth"));
        assertThat(standing()).isEqualTo(Standing.SILENT);
        assertThat(probed.edge(node.view())).hasValueSatisfying(edge -> {
            assertThat(edge.from()).isEqualTo(new Vertex.Ourselves());
            assertThat(edge.to()).isEqualTo(BUS);
            assertThat(edge.text()).isEqualTo("a message to ourselves (auth): no answer, at least 1000 ms");
            assertThat(edge.atLeast()).contains(Duration.ofSeconds(1));
        });
        assertThat(probed.victim(node.view()))
                .hasValueSatisfying(victim -> assertThat(victim.pastLimit()).isFalse());
    }

    @Test
    void silencePastTheLimitOfAHopIsAStallByItself() {
        var limited = new Probed(BusEcho.TYPE, "", "a message", BUS, Optional.of(Probed.ANSWER));
        reading(new Reading.Silent<>(Probed.ANSWER.minusMillis(1), ""));
        assertThat(limited.victim(node.view()))
                .hasValueSatisfying(victim -> assertThat(victim.pastLimit()).isFalse());
        reading(new Reading.Silent<>(Probed.ANSWER, ""));
        assertThat(limited.victim(node.view()))
                .hasValueSatisfying(victim -> assertThat(victim.pastLimit()).isTrue());
        assertThat(probed.victim(node.view()))
                .hasValueSatisfying(victim -> assertThat(victim.pastLimit()).isFalse());
    }

    @Test
    void failureIsABlindSpotThatMatters() {
        reading(new Reading.Failed<>("Permission denied"));
        assertThat(standing()).isEqualTo(Standing.NOT_ASKED);
        assertThat(probed.edge(node.view())).isEmpty();
        assertThat(blindSpot().matters()).isTrue();
        assertThat(blindSpot().why()).isEqualTo("Permission denied");
    }

    @Test
    void hopThatWeMayNotAskMatters() {
        reading(new Reading.Refused<>("not permitted: /run/x"));
        assertThat(standing()).isEqualTo(Standing.NOT_ASKED);
        assertThat(blindSpot()).isEqualTo(new BlindSpot("dbus", "not permitted: /run/x", true));
    }

    @Test
    void hopThatWasNeverAskedMayBeHere() {
        assertThat(blindSpot()).isEqualTo(new BlindSpot("dbus", "could not tell: never asked", true));
    }

    @Test
    void hopThatIsNotHereDoesNotMatter() {
        reading(new Reading.NotAsked<>("no such file"));
        assertThat(standing()).isEqualTo(Standing.NOT_ASKED);
        assertThat(blindSpot().matters()).isFalse();
    }

    /** All questions are this program's: that one had no answer for long says nothing about another one. */
    @Test
    void longSilenceOfOneDaemonIsNoStallOfAnother() {
        var here = new WholeNode();
        here.kubelet.stopped();
        here.node.reading(KubeletAnswer.TYPE, "", new Reading.Silent<>(Duration.ofSeconds(11), ""));
        here.node.silent(BusEcho.TYPE);
        assertThat(here.judged()).isEqualTo("STALLED kubelet 80 kubelet.stopped");
    }
}
