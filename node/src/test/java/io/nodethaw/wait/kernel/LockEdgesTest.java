package io.nodethaw.wait.kernel;

import static io.nodethaw.wait.NodeEvidence.node;
import static io.nodethaw.wait.WaitWords.waits;
import static org.assertj.core.api.Assertions.assertThat;

import io.nodethaw.evidence.DescriptorInfo;
import io.nodethaw.evidence.FileLocks;
import io.nodethaw.evidence.Namespaces;
import io.nodethaw.evidence.SystemCall;
import io.nodethaw.wait.Edge;
import io.nodethaw.wait.NodeEvidence;
import io.nodethaw.wait.ProcessEvidence;
import io.nodethaw.wait.Reach;
import java.util.Set;
import org.junit.jupiter.api.Test;

class LockEdgesTest {
    private static final String FILE = "fd:01:42";
    private static final String PATH = "/run/cni/lock";

    private final LockEdges source = new LockEdges();
    private final NodeEvidence node = node();
    private final ProcessEvidence holder = node.process(21, "backup").opens(7, PATH);

    LockEdgesTest() {
        node.process(20, "host-local").opens(3, PATH).blockedIn("flock", 3);
    }

    @Test
    void waiterNeedsTheLockAndTheLockItsHolder() {
        node.lock(5, "FLOCK", 21, FILE).lockWanted(5, "FLOCK", 20, FILE);
        assertThat(waits(source, node))
                .containsExactly(
                        "host-local 20 fd 3 needs fd:01:42: file-lock", "fd:01:42 needs backup 21 fd 7: held-by");
    }

    @Test
    void pathOfTheFileIsToldWhereItIsKnown() {
        node.lock(5, "POSIX", 21, FILE).lockWanted(5, "POSIX", 20, FILE);
        assertThat(source.edges(node.view()))
                .extracting(Edge::text)
                .containsExactly("waits for POSIX lock on " + PATH, "holds the POSIX lock on " + PATH);
    }

    @Test
    void everyoneWhoInheritedTheFileHoldsALockWhoseTakerIsGone() {
        node.child(holder, 22, "sh").inherits(holder.fd(7));
        node.lock(5, "FLOCK", 4711, FILE).lockWanted(5, "FLOCK", 20, FILE);
        assertThat(waits(source, node))
                .containsExactlyInAnyOrder(
                        "host-local 20 fd 3 needs fd:01:42: file-lock",
                        "fd:01:42 needs backup 21 fd 7: held-by",
                        "fd:01:42 needs sh 22 fd 7: held-by");
    }

    @Test
    void takerThatHasEndedAndIsNotReapedHoldsNothing() {
        node.process(30, "flock").state('Z');
        node.lock(5, "FLOCK", 30, FILE).lockWanted(5, "FLOCK", 20, FILE);
        assertThat(waits(source, node))
                .contains("fd:01:42 needs backup 21 fd 7: held-by")
                .hasSize(2);
    }

    @Test
    void takerThatClosedTheFileLeftTheLockToWhoInheritedIt() {
        node.process(20).mountNamespace(1);
        node.process(30, "launcher").opens(0, "/dev/null").mountNamespace(1);
        node.lock(5, "FLOCK", 30, FILE).lockWanted(5, "FLOCK", 20, FILE);
        assertThat(waits(source, node))
                .contains("fd:01:42 needs backup 21 fd 7: held-by")
                .hasSize(2);
    }

    @Test
    void takerThatMaySeeTheFileUnderAnotherPathHoldsItStill() {
        node.process(20).mountNamespace(1);
        var pod = node.process(30, "pod").opens(5, "/host/run/cni/lock").mountNamespace(2);
        node.lock(5, "FLOCK", 30, FILE).lockWanted(5, "FLOCK", 20, FILE);
        assertThat(waits(source, node))
                .contains("fd:01:42 needs pod 30: held-by")
                .hasSize(2);
        pod.mountNamespace(0);
        assertThat(waits(source, node))
                .contains("fd:01:42 needs pod 30: held-by")
                .hasSize(2);
    }

    @Test
    void samePathInAnotherMountNamespaceIsAnotherFile() {
        node.process(20).mountNamespace(1);
        holder.mountNamespace(2);
        node.lock(5, "FLOCK", 4711, FILE).lockWanted(5, "FLOCK", 20, FILE);
        assertThat(waits(source, node)).containsExactly("host-local 20 fd 3 needs fd:01:42: file-lock");
    }

    @Test
    void openFileThatCarriesTheLockProvesItsHolder() {
        node.process(20).mountNamespace(1);
        node.process(30, "launcher").mountNamespace(1);
        node.process(31, "heir").locks(8, PATH, FILE);
        node.lock(5, "FLOCK", 30, FILE).lockWanted(5, "FLOCK", 20, FILE);
        assertThat(waits(source, node))
                .contains("fd:01:42 needs heir 31 fd 8: held-by")
                .hasSize(2);
    }

    @Test
    void takerThatStillHoldsTheLockIsNamedForItsHeirs() {
        node.process(30, "flock").locks(8, PATH, FILE);
        node.process(31, "sleep").locks(8, PATH, FILE);
        node.lock(5, "FLOCK", 30, FILE).lockWanted(5, "FLOCK", 20, FILE);
        assertThat(waits(source, node))
                .contains("fd:01:42 needs flock 30 fd 8: held-by")
                .hasSize(2);
    }

    @Test
    void locksAndMountsOfWhoeverHasTheFileOpenAreAskedFor() {
        node.lock(5, "FLOCK", 21, FILE).lockWanted(5, "FLOCK", 20, FILE);
        assertThat(source.wants(node.view(), new Reach(Set.of(20), Set.of())))
                .contains(DescriptorInfo.key(21, 7), Namespaces.TYPE.key(20), Namespaces.TYPE.key(21));
    }

    @Test
    void otherWaitersAreNotTakenForHolders() {
        node.process(22, "host-local").opens(3, PATH).blockedIn("flock", 3);
        node.lock(5, "FLOCK", 4711, FILE).lockWanted(5, "FLOCK", 20, FILE).lockWanted(5, "FLOCK", 22, FILE);
        assertThat(waits(source, node))
                .contains("fd:01:42 needs backup 21 fd 7: held-by")
                .doesNotContain("fd:01:42 needs host-local 22 fd 3: held-by");
    }

    @Test
    void lockThatNobodyWaitsForIsNoWait() {
        node.lock(5, "FLOCK", 21, FILE);
        assertThat(waits(source, node)).isEmpty();
    }

    @Test
    void holderIsFoundWithoutTheWaitersCall() {
        node.lock(5, "FLOCK", 21, FILE).lockWanted(5, "FLOCK", 20, FILE);
        assertThat(waits(source, node.blindTo(SystemCall.TYPE)))
                .containsExactly("host-local 20 needs fd:01:42: file-lock", "fd:01:42 needs backup 21: held-by");
    }

    @Test
    void blindLookAccusesNobody() {
        node.lock(5, "FLOCK", 21, FILE).lockWanted(5, "FLOCK", 20, FILE);
        assertThat(waits(source, node.blindTo(FileLocks.TYPE))).isEmpty();
    }

    @Test
    void thousandsThatWaitForOneLockOrForOneAnotherCostNoMoreThanEachOfThem() {
        int waiters = 30_000; // comparing each with each other would take minutes
        for (int pid = 1_000; pid < 1_000 + waiters; pid++) {
            node.process(pid, "flock").opens(3, PATH).blockedIn("flock", 3);
            node.lock(pid, "FLOCK", pid, FILE + pid);
            node.lockWanted(pid + 1, "FLOCK", pid, FILE + (pid + 1));
            node.lockWanted(5, "FLOCK", pid, FILE);
        }
        node.lock(5, "FLOCK", 21, FILE);
        assertThat(source.edges(node.view())).hasSize(waiters + 1 + 2 * (waiters - 1));
    }
}
