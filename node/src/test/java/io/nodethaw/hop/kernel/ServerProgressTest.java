package io.nodethaw.hop.kernel;

import static org.assertj.core.api.Assertions.assertThat;

import io.nodethaw.analysis.Confidence;
import io.nodethaw.analysis.Finding;
import io.nodethaw.evidence.Reading;
import io.nodethaw.evidence.Sample;
import io.nodethaw.evidence.ServerReplies;
import io.nodethaw.hop.WholeNode;
import io.nodethaw.wait.NodeEvidence;
import io.nodethaw.wait.NodeView;
import io.nodethaw.wait.Reach;
import io.nodethaw.wait.Vertex;
import io.nodethaw.wait.kernel.FileSystemEdges;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

class ServerProgressTest {
    private static final Vertex NAS = new Vertex.Resource(Vertex.ResourceKind.MOUNT, "/mnt/nas");

    private final WholeNode here = new WholeNode();

    private static List<Finding> findings(NodeView view) {
        return new FileSystemWait().judge(view, WholeNode.chain().graph(view));
    }

    private void kubeletReadsFromTheNas() {
        here.kubelet.mount("/", "ext4", "8:1").mount("/mnt/nas", "nfs4", "0:50").opens(30, "/mnt/nas/secret");
        here.kubelet.inD("rpc_wait_bit_killable").blockedIn("read", 30);
    }

    private static Sample<ServerReplies> sample(ServerReplies read, Instant at) {
        return new Sample<>(new Reading.Seen<>(read), at, at);
    }

    /** A connection that cannot be made wakes the thread each three seconds, and it waits on. */
    private NodeView wokenWhileTheServerAnswers(int replies, Duration between) {
        kubeletReadsFromTheNas();
        here.kubelet.moves();
        return counted(replies, between);
    }

    private NodeView counted(int replies, Duration between) {
        return new NodeView(here.node.evidence().toBuilder()
                .put(ServerReplies.TYPE.key(80), sample(replies(7), NodeEvidence.AT))
                .put(ServerReplies.TYPE.key(80), sample(replies(7 + replies), NodeEvidence.AT.plus(between)))
                .build());
    }

    private static ServerReplies replies(long received) {
        return new ServerReplies(80, List.of(new ServerReplies.Mount("/mnt/nas", received)));
    }

    @Test
    void serverThatAnswersNobodyIsDeadAlthoughItsClientsTryAgain() {
        assertThat(findings(wokenWhileTheServerAnswers(0, Duration.ofSeconds(10))))
                .singleElement()
                .isInstanceOfSatisfying(Finding.Stuck.class, found -> {
                    assertThat(found.confidence()).isEqualTo(Confidence.PROVEN);
                    assertThat(found.about()).isEqualTo(NAS);
                });
    }

    @Test
    void serverThatAnswersIsMerelySlow() {
        assertThat(findings(wokenWhileTheServerAnswers(1, Duration.ofSeconds(10))))
                .singleElement()
                .isInstanceOf(Finding.Slow.class);
        here.kubelet.still();
        assertThat(findings(wokenWhileTheServerAnswers(1, Duration.ofSeconds(10))))
                .singleElement()
                .isInstanceOf(Finding.Slow.class);
    }

    /** Whoever has the lock may be at work, and the server was perhaps not even asked. */
    @Test
    void serverIsNotAccusedByAThreadThatWaitsForALock() {
        kubeletReadsFromTheNas();
        here.kubelet.inD("rwsem_down_write_slowpath").moves();
        assertThat(findings(counted(0, Duration.ofSeconds(10)))).isEmpty();
    }

    @Test
    void serverThatAnswersNobodyForAMomentIsWatched() {
        here.startsAContainer(Duration.ofMinutes(5)); // somebody waits
        var moment = wokenWhileTheServerAnswers(0, Duration.ofMillis(400));
        assertThat(findings(moment)).singleElement().isInstanceOf(Finding.Warning.class);
        assertThat(WholeNode.chain().timeToWatch(moment)).contains(Duration.ofSeconds(10));
        assertThat(WholeNode.chain().timeToWatch(counted(0, Duration.ofSeconds(10))))
                .isEmpty();
    }

    @Test
    void repliesAreCountedOfNfsAlone() {
        var wants = new FileSystemEdges();
        var reach = new Reach(Set.of(80), Set.of(80));
        kubeletReadsFromTheNas();
        assertThat(wants.wants(here.node.view(), reach)).contains(ServerReplies.TYPE.key(80));
        here.kubelet.opens(30, "/var/lib/kubelet/state");
        assertThat(wants.wants(here.node.view(), reach)).doesNotContain(ServerReplies.TYPE.key(80));
    }
}
