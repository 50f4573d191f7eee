package io.nodethaw.dump;

import static org.assertj.core.api.Assertions.assertThat;

import io.nodethaw.Golden;
import io.nodethaw.evidence.Goroutine;
import io.nodethaw.wait.go.GoroutineLock;
import io.nodethaw.wait.go.GoroutineLocks;
import io.nodethaw.wait.go.LockRing;
import java.io.IOException;
import java.nio.file.Files;
import java.util.ArrayList;
import org.junit.jupiter.api.Test;

/** Locks and deadlocks of real dumps. */
class DumpedLocksTest {
    private static GoroutineLocks locks(String file) throws IOException {
        try (var in = Files.newInputStream(Golden.repository("corpus/goroutines/" + file))) {
            var goroutines = new ArrayList<Goroutine>();
            GoroutineDumps.each(in, one -> goroutines.add(one.goroutine()));
            return GoroutineLocks.of(goroutines);
        }
    }

    @Test
    void twoRingsAreDeadlocksAndOneLockIsHeld() throws IOException {
        var found = locks("go1.19-deadlock.txt");
        assertThat(found.deadlocks())
                .extracting(ring -> ring.goroutines().size())
                .containsExactly(2, 2);
        assertThat(found.deadlocks()).noneMatch(LockRing::proven);
        var held = found.locks().getFirst();
        assertThat(held.waiters()).hasSize(10);
        assertThat(held.holders()).extracting(GoroutineLock.Holder::function).containsExactly("main.hold");
    }

    @Test
    void inspectsOfTwoContainersWaitForTwoLocks() throws IOException {
        var found = locks("two-exits-dockerd.txt");
        assertThat(found.locks())
                .filteredOn(lock -> lock.kind() == GoroutineLock.SyncKind.MUTEX)
                .extracting(lock -> lock.waiters().size())
                .containsExactly(2, 2);
        assertThat(found.deadlocks()).isEmpty();
    }

    @Test
    void healthyDaemonsHaveNoDeadlock() throws IOException {
        for (var file : new String[] {"fuse-containerd.txt", "stop-dbus-dockerd.txt", "two-exits-kubelet.txt"}) {
            var found = locks(file);
            assertThat(found.deadlocks()).isEmpty();
            assertThat(found.locks())
                    .allSatisfy(lock -> assertThat(lock.holders()).isEmpty());
        }
    }
}
