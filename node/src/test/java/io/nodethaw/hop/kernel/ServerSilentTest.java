package io.nodethaw.hop.kernel;

import static org.assertj.core.api.Assertions.assertThat;

import io.nodethaw.analysis.Confidence;
import io.nodethaw.analysis.Finding;
import io.nodethaw.evidence.DescriptorInfo;
import io.nodethaw.evidence.Tasks;
import io.nodethaw.hop.WholeNode;
import io.nodethaw.wait.NodeView;
import io.nodethaw.wait.ProcessEvidence;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class ServerSilentTest {
    private static final Duration LONG = Duration.ofSeconds(30);

    private final WholeNode here = new WholeNode();
    private final ProcessEvidence server = here.node.process(300, "s3fs").servesFuse(5, 51);

    private List<Finding> findings(NodeView view) {
        return new ServerSilent().judge(view, WholeNode.chain().graph(view));
    }

    /** kubelet lists a volume that the server serves. */
    private void kubeletWaits(Duration age) {
        here.kubelet
                .mount("/var/lib/kubelet/pods/7/volumes/s3", "fuse.s3fs", "0:51")
                .opens(30, "/var/lib/kubelet/pods/7/volumes/s3");
        here.kubelet.held(85, 'S', "request_wait_answer", age);
        here.kubelet.still().thread(85).wchan("request_wait_answer").blockedIn("getdents64", 30);
    }

    @Test
    void serverThatDoesNothingIsTheRoot() {
        kubeletWaits(LONG);
        server.still();
        assertThat(findings(here.node.view())).singleElement().satisfies(finding -> {
            assertThat(finding).isInstanceOf(Finding.Stuck.class);
            assertThat(finding.about()).isEqualTo(server.vertex());
        });
        assertThat(here.judged()).isEqualTo("STALLED s3fs 300 kernel.server-silent");
    }

    @Test
    void serverAtWorkMayAnswerYet() {
        kubeletWaits(LONG);
        server.moves();
        assertThat(findings(here.node.view())).singleElement().isInstanceOf(Finding.Slow.class);
        assertThat(here.judged()).startsWith("SLOW");
    }

    @Test
    void afterTwoMinutesThatItWakesUpNowAndThenSaysNothing() {
        kubeletWaits(Duration.ofMinutes(3));
        server.moves();
        assertThat(findings(here.node.view()))
                .singleElement()
                .satisfies(finding ->
                        assertThat(((Finding.Stuck) finding).confidence()).isEqualTo(Confidence.LIKELY));
    }

    @Test
    void serverThatWasNotReadTwiceIsAWarning() {
        kubeletWaits(LONG);
        assertThat(findings(here.node.view())).singleElement().isInstanceOf(Finding.Warning.class);
    }

    @Test
    void stoppedServerIsTheRoot() {
        kubeletWaits(LONG);
        server.stopped().still();
        assertThat(here.judged()).isEqualTo("STALLED s3fs 300 kernel.process-held");
    }

    @Test
    void listenerThatDoesNotAllowAnOpenIsTheRoot() {
        var scanner = here.node
                .process(310, "scanner")
                .opens(5, "anon_inode:[fanotify]")
                .still();
        here.node.says(
                DescriptorInfo.TYPE,
                "310/5",
                new DescriptorInfo(
                        310,
                        5,
                        2,
                        Optional.empty(),
                        List.of(),
                        Optional.empty(),
                        Optional.empty(),
                        List.of(),
                        Optional.of(new DescriptorInfo.Decides(List.of(), List.of("7:1")))));
        here.containerd.held(65, 'D', "fanotify_handle_event", LONG);
        here.containerd.still().thread(65).state('D').wchan("fanotify_handle_event");
        assertThat(here.judged()).isEqualTo("STALLED scanner 310 kernel.server-silent");
        assertThat(here.verdict().roots().getFirst().vertex()).isEqualTo(scanner.vertex());
    }

    @Test
    void healthyNodeHasNoSuchServer() {
        server.still();
        assertThat(findings(here.node.view())).isEmpty();
    }

    @Test
    void blindLookFindsNothing() {
        kubeletWaits(LONG);
        server.still();
        assertThat(findings(here.node.blindTo(Tasks.TYPE))).isEmpty();
    }
}
