package io.nodethaw.hop;

import static org.assertj.core.api.Assertions.assertThat;

import io.nodethaw.evidence.Reading;
import io.nodethaw.evidence.SocketFile;
import io.nodethaw.evidence.UnixSockets;
import io.nodethaw.hop.docker.DockerAnswer;
import io.nodethaw.wait.NodeView;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** A daemon that listens at a path where no file is any more is reached by nobody who comes new. */
class RemovedSocketTest {
    private static final int DOCKERD = 70;
    private static final String SEEN_BY_DAEMON = "/proc/" + DOCKERD + "/root" + WholeNode.DOCKER;

    private final WholeNode here = new WholeNode();

    RemovedSocketTest() {
        here.systemd.mountNamespace(1).ofUser(0);
        here.dockerd.mountNamespace(1).ofUser(0);
        here.node.reading(DockerAnswer.TYPE, WholeNode.DOCKER, new Reading.NotAsked<>("no socket there"));
        gone(WholeNode.DOCKER);
    }

    private void gone(String path) {
        here.node.says(SocketFile.TYPE, path, new SocketFile(path, Optional.empty(), 5));
    }

    private boolean isLookedAtMoreClosely() {
        return WholeNode.chain().mayFail(new NodeView(here.node.evidence()));
    }

    @Test
    void removedFileFailsWhoeverComesNew() {
        assertThat(isLookedAtMoreClosely()).isTrue();
        gone(SEEN_BY_DAEMON);
        assertThat(here.judged()).isEqualTo("FAILING socket " + WholeNode.DOCKER + " docker.socket-removed");
        assertThat(here.command()).isEqualTo("systemctl restart docker");
    }

    @Test
    void fileThatTheDaemonSeesIsOnlyOutOfOurSight() {
        here.node.says(
                SocketFile.TYPE,
                SEEN_BY_DAEMON,
                new SocketFile(SEEN_BY_DAEMON, Optional.of(new UnixSockets.File(5, 77)), 5));
        assertThat(here.judged()).isEqualTo("UNCLEAR");
    }

    @Test
    void nobodyIsAccusedBeforeThePathIsReadAsTheDaemonSeesIt() {
        assertThat(here.judged()).isEqualTo("UNCLEAR");
    }

    @Test
    void daemonWithMountsOfItsOwnHasOtherFiles() {
        here.dockerd.mountNamespace(9);
        gone(SEEN_BY_DAEMON);
        assertThat(here.verdict().roots()).isEmpty();
    }

    @Test
    void tenantsProgramIsNoDaemon() {
        here.dockerd.ofUser(1000);
        gone(SEEN_BY_DAEMON);
        assertThat(here.verdict().roots()).isEmpty();
    }
}
