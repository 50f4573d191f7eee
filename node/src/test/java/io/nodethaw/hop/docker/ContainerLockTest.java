package io.nodethaw.hop.docker;

import static io.nodethaw.wait.GoroutineWords.frame;
import static io.nodethaw.wait.GoroutineWords.locks;
import static io.nodethaw.wait.GoroutineWords.selects;
import static io.nodethaw.wait.NodeEvidence.node;
import static org.assertj.core.api.Assertions.assertThat;

import io.nodethaw.analysis.Finding;
import io.nodethaw.analysis.HandMadeGraph;
import io.nodethaw.analysis.Proof;
import io.nodethaw.evidence.Goroutine;
import io.nodethaw.evidence.Goroutines;
import io.nodethaw.wait.GoroutineWords;
import io.nodethaw.wait.NodeEvidence;
import io.nodethaw.wait.ProcessEvidence;
import io.nodethaw.wait.ReadTwice;
import io.nodethaw.wait.Role.Standing;
import io.nodethaw.wait.Strength;
import io.nodethaw.wait.Vertex;
import io.nodethaw.wait.Wait;
import java.util.List;
import org.junit.jupiter.api.Test;

class ContainerLockTest {
    private static final String LOCK = "0xc0001000";

    private final NodeEvidence node = node();
    private final ProcessEvidence dockerd = node.process(20, "dockerd");
    private final HandMadeGraph graph = new HandMadeGraph(node).role(dockerd, "docker", Standing.SILENT);

    private static Goroutine inspect(long id, String module) {
        return locks(id, LOCK, frame("github.com/" + module + "/daemon.(*Daemon).ContainerInspect", "0xc0007000"));
    }

    private static Goroutine stop(long id) {
        return selects(
                id, frame("main.wait", LOCK), frame("github.com/docker/docker/daemon.(*Daemon).containerStop", LOCK));
    }

    private void read(Goroutine... goroutines) {
        node.says(Goroutines.TYPE, Integer.toString(dockerd.pid()), GoroutineWords.of(dockerd, goroutines));
    }

    private List<Finding> judged() {
        return new ContainerLock().judge(ReadTwice.same(node), graph.graph());
    }

    @Test
    void holderIsNamedAndNotTheWaiters() {
        read(inspect(4, "docker/docker"), inspect(5, "docker/docker"), stop(9));
        assertThat(judged()).singleElement().satisfies(finding -> {
            assertThat(finding).isInstanceOf(Finding.Stuck.class);
            assertThat(finding.code()).isEqualTo("docker.container-lock-held");
            assertThat(finding.title())
                    .isEqualTo("2 requests wait for a container's lock, probably held by goroutine 9 in containerStop");
        });
    }

    /** One lock keeps inspect, rename and an internal loop of dockerd waiting at the same time. */
    @Test
    void eachWaiterIsSaidToBeInItsOwnOperation() {
        var rename = locks(6, LOCK, frame("github.com/docker/docker/daemon.(*Daemon).ContainerRename", "0xc0007000"));
        var other = locks(7, LOCK, frame("github.com/docker/docker/container.(*State).Wait", "0xc0007000"));
        read(inspect(4, "docker/docker"), rename, inspect(5, "docker/docker"), other, stop(9));
        assertThat(judged())
                .singleElement()
                .satisfies(finding -> assertThat(finding.proofs())
                        .extracting(Proof::text)
                        .containsExactlyInAnyOrder(
                                "goroutines 4, 5 wait in ContainerInspect",
                                "goroutine 6 waits in ContainerRename",
                                "goroutine 7 waits elsewhere in dockerd"));
    }

    /** Of 37,000 goroutines only some of those that are alike are kept; each of the others is also a waiting request. */
    @Test
    void numbersAreLowerBoundsWhenAReadingLeftSomeOut() {
        var all = GoroutineWords.of(dockerd, inspect(4, "docker/docker"), inspect(5, "docker/docker"), stop(9));
        node.says(
                Goroutines.TYPE,
                Integer.toString(dockerd.pid()),
                new Goroutines(
                        all.pid(),
                        all.goVersion(),
                        all.source(),
                        all.goroutines(),
                        List.of("35000 goroutines that are in the same functions as others")));
        assertThat(judged())
                .singleElement()
                .satisfies(finding -> assertThat(finding.title())
                        .startsWith("at least 2 requests wait for a container's lock, probably held by"));
    }

    @Test
    void allAreNamedWhenSeveralMayHoldIt() {
        read(inspect(4, "docker/docker"), stop(8), stop(9));
        assertThat(judged()).singleElement().satisfies(finding -> {
            assertThat(finding).isInstanceOf(Finding.Warning.class);
            assertThat(finding.title())
                    .isEqualTo(
                            "a request waits for a container's lock, possibly held by goroutine 8 in containerStop or "
                                    + "goroutine 9 in containerStop");
        });
    }

    @Test
    void everyNameOfDockersModuleIsKnown() {
        read(inspect(4, "moby/moby/v2"), stop(9));
        assertThat(judged()).hasSize(1);
    }

    @Test
    void lockOfSomethingElseIsLeftAlone() {
        read(locks(4, LOCK, frame("main.other", "0x1")), selects(9, frame("main.wait", LOCK)));
        assertThat(judged()).isEmpty();
    }

    @Test
    void whileItsHolderWaitsForAnotherProcessTheLockIsAConsequence() {
        read(inspect(4, "docker/docker"), stop(9));
        graph.edge(
                new Vertex.Goroutine(20, dockerd.vertex().startTicks(), 9),
                node.process(21, "containerd").vertex(),
                Strength.NEEDS,
                Wait.CALL);
        assertThat(judged()).singleElement().isInstanceOf(Finding.Warning.class);
    }

    @Test
    void requestsThatWaitAreVictims() {
        read(inspect(4, "docker/docker"), stop(9));
        var rule = new ContainerLock();
        assertThat(rule.victims(ReadTwice.same(node), graph.graph().roles()))
                .singleElement()
                .satisfies(victim -> assertThat(victim.why()).isEqualTo("a request waits for a container's lock"));
        assertThat(rule.victims(node.view(), graph.graph().roles())).isEmpty();
    }

    /**
     * When the open files of containerd were not read, it is not known who serves the call; that is no reason to accuse the
     * caller.
     */
    @Test
    void holderInACallThatNobodyIsSeenToServeIsNoRoot() {
        read(
                inspect(4, "docker/docker"),
                selects(
                        9,
                        frame("google.golang.org/grpc.(*ClientConn).Invoke", "0x1"),
                        frame("github.com/containerd/containerd/api/services/tasks/v1.(*tasksClient).Kill", "0x1"),
                        frame("github.com/docker/docker/daemon.(*Daemon).containerStop", LOCK)));
        assertThat(judged()).singleElement().isInstanceOf(Finding.Warning.class);
    }
}
