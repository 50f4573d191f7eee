package io.nodethaw.wait.go;

import static io.nodethaw.wait.NodeEvidence.node;
import static io.nodethaw.wait.WaitWords.waits;
import static org.assertj.core.api.Assertions.assertThat;

import io.nodethaw.evidence.DescriptorInfo;
import io.nodethaw.evidence.Goroutine;
import io.nodethaw.evidence.Goroutines;
import io.nodethaw.wait.NodeEvidence;
import io.nodethaw.wait.Reach;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** A daemon that tries again and again for the lock of its database never blocks in the kernel. */
class PolledLockEdgesTest {
    private static final String PATH = "/var/lib/containerd/meta.db";
    private static final String FILE = "fd:01:42";

    private final PolledLockEdges source = new PolledLockEdges();
    private final NodeEvidence node = node();

    private void startsIn(String function) {
        node.process(60, "containerd").opens(8, PATH);
        var frame = new Goroutine.Frame(function, "", "/bolt_unix.go", 30, 0x21, false, List.of());
        var goroutine =
                new Goroutine(1, "sleep", -1, false, List.of(frame), Optional.empty(), Optional.empty(), List.of());
        node.says(Goroutines.TYPE, "60", new Goroutines(60, "go1.22", "memory", List.of(goroutine)));
    }

    @Test
    void itWaitsForWhoHasLockedTheDatabase() {
        startsIn("vendor/go.etcd.io/bbolt.flock");
        node.process(70, "backup").locks(4, PATH, FILE);
        node.lock(5, "FLOCK", 70, FILE);
        assertThat(waits(source, node))
                .containsExactly("containerd 60 needs fd:01:42: file-lock", "fd:01:42 needs backup 70: held-by");
        assertThat(source.wants(node.view(), new Reach(Set.of(60), Set.of(60))))
                .containsExactly(DescriptorInfo.key(70, 4));
    }

    @Test
    void whoHasItOpenAndHoldsAnotherLockIsNotAccused() {
        startsIn("go.etcd.io/bbolt.flock");
        node.process(70, "backup").opens(4, PATH).locks(5, "/other", "fd:01:43");
        node.lock(5, "FLOCK", 70, "fd:01:43");
        assertThat(source.edges(node.view())).isEmpty();
    }

    @Test
    void whoDoesNotTryForALockWaitsForNobody() {
        startsIn("go.etcd.io/bbolt.(*DB).View");
        node.process(70, "backup").locks(4, PATH, FILE);
        node.lock(5, "FLOCK", 70, FILE);
        assertThat(source.edges(node.view())).isEmpty();
    }
}
