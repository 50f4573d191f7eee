package io.nodethaw.wait;

import static io.nodethaw.wait.NodeEvidence.node;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;

class StarvedTest {
    private final NodeEvidence node = node();
    private final ProcessEvidence daemon = node.process(20, "dockerd");

    @Test
    void queuedForMostOfTheTimeIsStarved() {
        daemon.queued(Duration.ofMillis(930));
        assertThat(Starved.share(node.view(), daemon.vertex())).contains(93);
    }

    @Test
    void oneThatIsQueuedForLessThanHalfOfTheTimeIsNot() {
        daemon.queued(Duration.ofMillis(490));
        assertThat(Starved.share(node.view(), daemon.vertex())).isEmpty();
    }

    /** A group that has used its share of the processors up gets nothing until its next period. */
    @Test
    void oneThatCouldRunAndNeverDidIsStarved() {
        daemon.still().thread(20).state('R');
        assertThat(Starved.share(node.view(), daemon.vertex())).contains(100);
    }

    @Test
    void frozenOneIsNotStarved() {
        daemon.still().thread(20).state('R').wchan("__refrigerator");
        assertThat(Starved.share(node.view(), daemon.vertex())).isEmpty();
    }

    @Test
    void oneThatSleepsIsNot() {
        daemon.still();
        assertThat(Starved.share(node.view(), daemon.vertex())).isEmpty();
    }

    @Test
    void oneReadingTellsNothing() {
        daemon.thread(20);
        assertThat(Starved.share(node.view(), daemon.vertex())).isEmpty();
    }

    @Test
    void whatIsNoProcessIsNot() {
        assertThat(Starved.share(node.view(), new Vertex.Remote("NFS server"))).isEmpty();
    }
}
