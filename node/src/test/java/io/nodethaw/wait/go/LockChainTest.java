package io.nodethaw.wait.go;

import static org.assertj.core.api.Assertions.assertThat;

import io.nodethaw.evidence.Goroutine;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class LockChainTest {
    private static final long FIRST = 0xc0001000L;
    private static final long SECOND = 0xc0002000L;
    private static final long THIRD = 0xc0003000L;

    /** A goroutine that waits for one lock and holds another; 0 means none. */
    private static Goroutine goroutine(long id, long waitsFor, long has) {
        var held = has == 0
                ? List.<Goroutine.Held>of()
                : List.of(new Goroutine.Held(has, "main.(*Server).F" + id, false, true));
        return new Goroutine(
                id,
                waitsFor == 0 ? "syscall" : "sync.Mutex.Lock",
                3,
                false,
                List.of(),
                Optional.empty(),
                waitsFor == 0
                        ? Optional.empty()
                        : Optional.of(new Goroutine.Blocked.OnLock(waitsFor, Goroutine.Lock.MUTEX, 1)),
                List.of(),
                held,
                Optional.empty(),
                Optional.empty());
    }

    private static LockChain longest(Goroutine... goroutines) {
        var all = GoroutineLocks.of(List.of(goroutines));
        return LockChain.longest(all, all, List.of(goroutines)).orElseThrow();
    }

    @Test
    void leadsToTheLastHolderNotToTheOneInTheMiddle() {
        var chain = longest(
                goroutine(1, FIRST, 0),
                goroutine(2, FIRST, 0),
                goroutine(3, SECOND, FIRST),
                goroutine(4, THIRD, SECOND),
                goroutine(5, 0, THIRD));
        assertThat(chain.last().address()).isEqualTo(THIRD);
        assertThat(chain.holder().orElseThrow().id()).isEqualTo(5);
        assertThat(chain.waiters()).containsExactlyInAnyOrder(1L, 2L, 3L, 4L);
        assertThat(chain.locks()).hasSize(3);
        assertThat(chain.isLikely()).isFalse();
    }

    @Test
    void countsTheWholeTreeNotTheLongestQueue() {
        var chain = longest(
                goroutine(1, FIRST, 0),
                goroutine(2, SECOND, 0),
                goroutine(3, THIRD, FIRST),
                goroutine(4, THIRD, SECOND),
                goroutine(5, 0, THIRD),
                goroutine(11, 0xc0009000L, 0),
                goroutine(12, 0xc0009000L, 0),
                goroutine(13, 0xc0009000L, 0),
                goroutine(14, 0, 0xc0009000L));
        assertThat(chain.holder().orElseThrow().id()).isEqualTo(5);
        assertThat(chain.waiters()).hasSize(4);
    }

    @Test
    void endsAtTheLastHolderThatIsKnown() {
        var chain = longest(goroutine(1, FIRST, 0), goroutine(3, SECOND, FIRST));
        assertThat(chain.last().address()).isEqualTo(FIRST);
        assertThat(chain.holder().orElseThrow().id()).isEqualTo(3);
        assertThat(chain.beyond().orElseThrow().address()).isEqualTo(SECOND);
    }

    @Test
    void aRingEndsSomewhere() {
        var chain = longest(goroutine(1, FIRST, SECOND), goroutine(2, SECOND, FIRST), goroutine(3, FIRST, 0));
        assertThat(chain.waiters()).containsExactlyInAnyOrder(1L, 2L, 3L);
    }

    @Test
    void tellsNothingWhereNobodyWaitsForALock() {
        var all = GoroutineLocks.of(List.of(goroutine(1, 0, FIRST)));
        assertThat(LockChain.longest(all, all, List.of())).isEmpty();
    }

    @Test
    void thousandsOneBehindTheOtherAreFollowedOnce() {
        var goroutines = new Goroutine[5_000];
        for (int i = 0; i < goroutines.length; i++) {
            goroutines[i] = goroutine(i + 1, i + 1 == goroutines.length ? 0 : FIRST + 64L * i, FIRST + 64L * (i - 1));
        }
        var chain = longest(goroutines);
        assertThat(chain.holder().orElseThrow().id()).isEqualTo(goroutines.length);
        assertThat(chain.waiters()).hasSize(goroutines.length - 1);
    }
}
