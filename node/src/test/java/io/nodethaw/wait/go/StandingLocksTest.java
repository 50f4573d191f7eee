package io.nodethaw.wait.go;

import static io.nodethaw.wait.GoroutineWords.frame;
import static io.nodethaw.wait.GoroutineWords.locks;
import static io.nodethaw.wait.GoroutineWords.selects;
import static io.nodethaw.wait.NodeEvidence.node;
import static org.assertj.core.api.Assertions.assertThat;

import io.nodethaw.evidence.Goroutine;
import io.nodethaw.evidence.Goroutines;
import io.nodethaw.wait.GoroutineWords;
import io.nodethaw.wait.NodeEvidence;
import io.nodethaw.wait.ProcessEvidence;
import io.nodethaw.wait.ReadTwice;
import java.util.List;
import org.junit.jupiter.api.Test;

class StandingLocksTest {
    private static final String MUTEX = "0xc0001000";
    private static final String OTHER = "0xc0002000";

    private final NodeEvidence node = node();
    private final ProcessEvidence dockerd = node.process(20, "dockerd");

    private static Goroutine holder(long id) {
        return selects(id, frame("main.Start", MUTEX));
    }

    private void first(Goroutine... goroutines) {
        node.says(Goroutines.TYPE, Integer.toString(dockerd.pid()), GoroutineWords.of(dockerd, goroutines));
    }

    private GoroutineLocks standing(Goroutine... later) {
        return StandingLocks.of(ReadTwice.then(node, GoroutineWords.of(dockerd, later)), dockerd.pid())
                .orElseThrow();
    }

    @Test
    void whoWaitsInBothSamplesStillWaits() {
        first(locks(4, MUTEX), locks(5, MUTEX), holder(9));
        assertThat(standing(locks(5, MUTEX), locks(6, MUTEX), holder(9)).locks())
                .singleElement()
                .satisfies(lock -> {
                    assertThat(lock.waiters()).containsExactly(5L);
                    assertThat(lock.holders())
                            .extracting(GoroutineLock.Holder::goroutine)
                            .containsExactly(9L);
                });
    }

    @Test
    void aLockWhoseWaitersChangeIsAtWork() {
        first(locks(4, MUTEX), holder(9));
        assertThat(standing(locks(5, MUTEX), holder(9)).locks()).isEmpty();
    }

    @Test
    void aHolderThatChangedIsNotNamed() {
        first(locks(4, MUTEX), holder(9));
        assertThat(standing(locks(4, MUTEX), holder(10)).locks())
                .singleElement()
                .satisfies(lock -> assertThat(lock.holders()).isEmpty());
    }

    @Test
    void ringThatStandsIsADeadlock() {
        Goroutine[] crossed = {
            locks(4, MUTEX, frame("main.a", OTHER)), locks(5, OTHER, frame("main.b", MUTEX)),
        };
        first(crossed);
        assertThat(standing(crossed).deadlocks())
                .containsExactly(new LockRing(List.of(4L, 5L), LockRing.Certainty.POSSIBLE));
        assertThat(standing(crossed[0]).deadlocks()).isEmpty();
    }

    @Test
    void oneSampleTellsNothing() {
        first(locks(4, MUTEX), holder(9));
        assertThat(StandingLocks.of(node.view(), dockerd.pid())).isEmpty();
    }
}
