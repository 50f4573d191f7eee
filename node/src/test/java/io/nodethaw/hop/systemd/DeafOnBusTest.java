package io.nodethaw.hop.systemd;

import static org.assertj.core.api.Assertions.assertThat;

import io.nodethaw.analysis.Finding;
import io.nodethaw.analysis.Proof;
import io.nodethaw.evidence.DescriptorInfo;
import io.nodethaw.evidence.Descriptors;
import io.nodethaw.evidence.InitLog;
import io.nodethaw.evidence.Reading;
import io.nodethaw.evidence.UnixSockets;
import io.nodethaw.hop.WholeNode;
import io.nodethaw.wait.NodeView;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class DeafOnBusTest {
    private final WholeNode here = new WholeNode();

    private List<String> findings() {
        return findings(here.node.view());
    }

    private static List<String> findings(NodeView view) {
        return new DeafOnBus()
                .judge(view, WholeNode.chain().graph(view)).stream()
                        .map(finding -> switch (finding) {
                            case Finding.Stuck stuck ->
                                "stuck, " + stuck.confidence().word();
                            case Finding.Warning warning ->
                                "warning, " + warning.confidence().word();
                            case Finding.Slow _, Finding.Clear _, Finding.Failing _ -> "other";
                        })
                        .toList();
    }

    @Test
    void fourSignsProveIt() {
        here.deaf();
        var view = here.node.view();
        assertThat(findings()).containsExactly("stuck, proven");
        assertThat(new DeafOnBus()
                        .judge(view, WholeNode.chain().graph(view))
                        .getFirst()
                        .proofs())
                .extracting(Proof::text)
                .containsExactly(
                        "owns its name as :1.3",
                        "silent on the bus",
                        "answers on its private socket",
                        "does not poll the bus (fd 40 is in no epoll set)",
                        "2128 bytes unread there");
    }

    @Test
    void everyReadingThatProvesItIsThere() {
        here.deaf();
        var view = here.node.view();
        assertThat(new DeafOnBus()
                        .judge(view, WholeNode.chain().graph(view))
                        .getFirst()
                        .proofs())
                .flatExtracting(Proof::readings)
                .allSatisfy(key -> assertThat(view.evidence().asked(key))
                        .as(key.toString())
                        .isTrue());
    }

    private void logs(boolean certain) {
        here.node.says(
                InitLog.TYPE,
                new InitLog(
                        "info",
                        "set back",
                        Duration.ofSeconds(5),
                        40,
                        0,
                        List.of(new InitLog.Line(
                                "Failed to send unit change signal for a.scope: Operation not supported",
                                12,
                                true,
                                certain))));
    }

    /** Where the open files of PID 1 may not be read. */
    @Test
    void ownWordsOfASilentSystemdProveIt() {
        here.deaf();
        logs(true);
        assertThat(findings(here.node.blindTo(Descriptors.TYPE))).containsExactly("stuck, proven");
    }

    @Test
    void wordsThatAContainerMayHaveWrittenProveNothing() {
        here.deaf();
        logs(false);
        assertThat(findings(here.node.blindTo(Descriptors.TYPE))).containsExactly("warning, possible");
    }

    @Test
    void wordsOfASystemdThatAnswersMeanNothing() {
        logs(true);
        assertThat(findings()).isEmpty();
    }

    @Test
    void healthySystemdIsNotDeaf() {
        assertThat(findings()).isEmpty();
    }

    @Test
    void busySystemdThatStillPollsTheBusIsNotDeaf() {
        here.node.silent(BusReply.TYPE).unread(here.systemd.fd(WholeNode.BUS_FD), 2128);
        assertThat(findings()).isEmpty();
    }

    @Test
    void systemdThatIsSilentOnBothWaysIsNotCalledDeaf() {
        here.deaf().node.silent(PrivateReply.TYPE);
        assertThat(findings()).isEmpty();
    }

    @Test
    void systemdWhosePrivateSocketRefusesHasCrashed() {
        here.deaf().node.reading(PrivateReply.TYPE, "", new Reading.Failed<>("connection refused"));
        assertThat(findings()).isEmpty();
    }

    @Test
    void systemdWithoutItsNameIsAnotherState() {
        here.deaf().node.says(NameOwner.TYPE, new NameOwner(Optional.empty()));
        assertThat(findings()).isEmpty();
    }

    @Test
    void nothingUnreadLeavesItPossibleOnly() {
        here.deaf().node.unread(here.systemd.fd(WholeNode.BUS_FD), 0);
        assertThat(findings()).containsExactly("warning, possible");
    }

    @Test
    void oneUnreadEpollSetLeavesItPossibleOnly() {
        here.deaf().systemd.opens(6, "anon_inode:[eventpoll]");
        assertThat(findings()).containsExactly("warning, possible");
    }

    @Test
    void partsThatCouldNotBeReadLeaveItPossibleOnly() {
        here.deaf();
        for (var type : List.of(DescriptorInfo.TYPE, Descriptors.TYPE, UnixSockets.TYPE, PrivateReply.TYPE)) {
            assertThat(findings(here.node.blindTo(type)))
                    .as("without %s", type.name())
                    .containsExactly("warning, possible");
        }
    }

    @Test
    void blindLookFindsNothing() {
        here.deaf();
        for (var type : List.of(NameOwner.TYPE, BusReply.TYPE)) {
            assertThat(findings(here.node.blindTo(type)))
                    .as("without %s", type.name())
                    .isEmpty();
        }
    }
}
