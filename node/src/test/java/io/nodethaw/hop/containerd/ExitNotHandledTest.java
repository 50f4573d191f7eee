package io.nodethaw.hop.containerd;

import static org.assertj.core.api.Assertions.assertThat;

import io.nodethaw.evidence.ContainerFolders;
import io.nodethaw.evidence.Goroutine;
import io.nodethaw.evidence.Goroutines;
import io.nodethaw.evidence.ProcessTable;
import io.nodethaw.hop.LeftNode;
import io.nodethaw.hop.WholeNode;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class ExitNotHandledTest {
    private static final String ID = "deadbeefdeadbeef";

    private final LeftNode node = new LeftNode();

    private LeftNode ended(String namespace, Duration age) {
        return node.bundle(namespace, ID, 4711, "unix://" + WholeNode.SHIM, age).state(ID, 4711, 5, age);
    }

    /** dockerd serves a stop of the container that was named so. */
    private void stops(String name) {
        var frame = new Goroutine.Frame(
                "github.com/docker/docker/daemon.(*Daemon).containerStop", "", "", 1, 0, false, List.of(name));
        node.here.node.says(
                Goroutines.TYPE,
                "70",
                new Goroutines(
                        70,
                        "go1.19",
                        "memory",
                        List.of(new Goroutine(
                                9,
                                "select",
                                0,
                                false,
                                List.of(frame),
                                Optional.empty(),
                                Optional.empty(),
                                List.of()))));
    }

    @Test
    void taskOfAContainerThatHasEndedIsLeft() {
        ended("moby", LeftNode.OLD);
        assertThat(LeftNode.left(node.twice())).containsExactly("containerd.exit-lost container " + ID);
        assertThat(WholeNode.verdict(node.twice().evidence()).state().exitCode())
                .isZero();
    }

    @Test
    void daemonThatIsAskedToStopItWaitsForIt() {
        ended("moby", LeftNode.OLD);
        stops(ID.substring(0, 12));
        assertThat(WholeNode.judged(WholeNode.verdict(node.twice().evidence())))
                .isEqualTo("STALLED container " + ID + " containerd.exit-lost");
    }

    @Test
    void daemonThatIsAskedToStopAnotherOneDoesNot() {
        ended("moby", LeftNode.OLD);
        stops(WholeNode.CONTAINER);
        assertThat(WholeNode.verdict(node.twice().evidence()).state().exitCode())
                .isZero();
    }

    /** Whoever uses containerd by itself deletes tasks when he likes. */
    @Test
    void taskInAnotherNamespaceIsItsOwners() {
        ended("default", LeftNode.OLD);
        assertThat(LeftNode.left(node.twice())).isEmpty();
    }

    @Test
    void youngOneMayBeAtWork() {
        ended("moby", Duration.ofSeconds(30));
        assertThat(LeftNode.left(node.twice())).isEmpty();
    }

    @Test
    void blindLookSaysNothing() {
        ended("moby", LeftNode.OLD);
        assertThat(LeftNode.left(node.blindTo(ContainerFolders.TYPE))).isEmpty();
        assertThat(LeftNode.left(node.blindTo(ProcessTable.TYPE))).isEmpty();
    }
}
