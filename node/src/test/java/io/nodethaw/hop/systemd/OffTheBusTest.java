package io.nodethaw.hop.systemd;

import static org.assertj.core.api.Assertions.assertThat;

import io.nodethaw.analysis.Confidence;
import io.nodethaw.analysis.Finding;
import io.nodethaw.evidence.Reading;
import io.nodethaw.hop.WholeNode;
import io.nodethaw.wait.NodeView;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class OffTheBusTest {
    private final WholeNode here = new WholeNode();

    private List<Finding> findings(NodeView view) {
        return new OffTheBus().judge(view, WholeNode.chain().graph(view));
    }

    @Test
    void nameWithoutOwnerAndAPrivateAnswerProveIt() {
        here.offTheBus();
        assertThat(findings(here.node.view())).singleElement().satisfies(finding -> {
            assertThat(finding.code()).isEqualTo("systemd.off-the-bus");
            assertThat(((Finding.Stuck) finding).confidence()).isEqualTo(Confidence.PROVEN);
        });
    }

    @Test
    void busThatHasOnlyBegunMayBeJoinedInAMoment() {
        here.offTheBus();
        here.bus.aged(Duration.ofSeconds(2));
        assertThat(findings(here.node.view())).isEmpty();
        assertThat(here.judged()).isEqualTo("UNCLEAR systemd 1");
    }

    @Test
    void withoutThePrivateAnswerItIsLikely() {
        here.offTheBus();
        here.node.silent(PrivateReply.TYPE);
        assertThat(findings(here.node.view()))
                .singleElement()
                .satisfies(finding ->
                        assertThat(((Finding.Stuck) finding).confidence()).isEqualTo(Confidence.LIKELY));
    }

    @Test
    void systemdThatWasNotAskedPrivatelyIsNotAccusedAndNotCalledWell() {
        here.offTheBus();
        var blind = here.node.evidence().without(PrivateReply.TYPE);
        assertThat(findings(new NodeView(blind))).isEmpty();
        assertThat(WholeNode.judged(WholeNode.verdict(blind))).isEqualTo("UNCLEAR systemd 1");
    }

    @ParameterizedTest
    @ValueSource(strings = {"init", "s6-svscan"})
    void initThatIsNoSystemdHasNoBusToBeOn(String comm) {
        var other = new WholeNode();
        other.node.child(0, 1, comm);
        other.node
                .says(NameOwner.TYPE, new NameOwner(Optional.empty()))
                .reading(BusReply.TYPE, "", new Reading.NotAsked<>("nobody owns the name"))
                .reading(PrivateReply.TYPE, "", new Reading.NotAsked<>("no socket at /run/systemd/private"));
        assertThat(other.judged()).isEqualTo("HEALTHY");
        assertThat(other.verdict().findings()).isEmpty();
        assertThat(WholeNode.chain().graph(other.node.view()).roles())
                .noneMatch(role -> role.hop().equals("systemd"));
    }

    @Test
    void healthySystemdIsOnTheBus() {
        assertThat(findings(here.node.view())).isEmpty();
    }

    @Test
    void systemdThatIsConnectedAndOnlyStillAsksForItsNameIsNotOff() {
        var linked = new WholeNode();
        linked.node.says(NameOwner.TYPE, new NameOwner(Optional.empty()));
        assertThat(findings(linked.node.view())).isEmpty();
    }

    @Test
    void blindLookFindsNothing() {
        here.offTheBus();
        assertThat(findings(here.node.blindTo(NameOwner.TYPE))).isEmpty();
    }
}
