package io.nodethaw.wait;

import static org.assertj.core.api.Assertions.assertThat;

import io.nodethaw.evidence.Goroutine;
import io.nodethaw.evidence.Goroutine.Frame;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class GoroutineLocksTest {
    private static Goroutine goroutine(long id, String state, int minutes, Frame... frames) {
        return new Goroutine(id, state, minutes, false, List.of(frames), Optional.empty(), Optional.empty(), List.of());
    }

    private static Frame call(String function, String arguments) {
        return new Frame(function, arguments, "/src/a.go", 1, 1, arguments.equals("..."), List.of());
    }

    /** As Go 1.19 prints a wait for a mutex. */
    private static Goroutine waiter(long id, int minutes, String mutex, Frame... callers) {
        var frames = new ArrayList<>(List.of(
                call("sync.runtime_SemacquireMutex", "0x0?, 0x0?, 0x0?"),
                call("sync.(*Mutex).lockSlow", mutex),
                call("sync.(*Mutex).Lock", "...")));
        frames.addAll(Arrays.asList(callers));
        return goroutine(id, "semacquire", minutes, frames.toArray(Frame[]::new));
    }

    @Test
    void theOneWhoHasTheAddressAndDoesNotWaitHoldsIt() {
        var locks = GoroutineLocks.of(List.of(
                        waiter(4, -1, "0xc0001000", call("main.Inspect", "0xc0001000")),
                        waiter(5, 3, "0xc0001000"),
                        goroutine(9, "select", 40, call("main.Start", "0xc0002000, {0xc0001000, 0x1}")),
                        goroutine(10, "select", 50, call("main.Idle", "0xc0001000?"))))
                .locks();
        assertThat(locks)
                .containsExactly(new GoroutineLock(
                        0xc0001000L,
                        GoroutineLock.Kind.MUTEX,
                        List.of(5L, 4L),
                        List.of(new GoroutineLock.Holder(9, GoroutineLock.Sign.ONLY_ONE, "main.Start"))));
    }

    @Test
    void ofSeveralTheOldestThatIsAtWorkComesFirst() {
        var lock = GoroutineLocks.of(List.of(
                        waiter(4, -1, "0xc0001000"),
                        goroutine(7, "select", 2, call("main.A", "0xc0001000")),
                        waiter(8, 60, "0xc0009000", call("main.B", "0xc0001000")),
                        goroutine(9, "select", 40, call("main.C", "0xc0001000"))))
                .locks()
                .getFirst();
        assertThat(lock.holders()).extracting(GoroutineLock.Holder::goroutine).containsExactly(9L, 7L, 8L);
        assertThat(lock.holders())
                .extracting(GoroutineLock.Holder::sign)
                .containsOnly(GoroutineLock.Sign.ONE_OF_SEVERAL);
    }

    @Test
    void anObjectThatWaitersAndFewOthersHaveTells() {
        var lock = GoroutineLocks.of(List.of(
                        waiter(4, -1, "0xc0009028", call("main.(*Container).State", "0xc0001000, 0xc000d000")),
                        waiter(5, -1, "0xc0009028", call("main.(*Container).State", "0xc0001000, 0xc000d000")),
                        goroutine(9, "select", -1, call("main.start", "0xc000d000, 0xc0001000")),
                        goroutine(10, "select", -1, call("main.other", "0xc000d000")),
                        goroutine(11, "select", -1, call("main.other", "0xc000d000")),
                        goroutine(12, "select", -1, call("main.other", "0xc000d000"))))
                .locks()
                .getFirst();
        assertThat(lock.holders())
                .containsExactly(new GoroutineLock.Holder(9, GoroutineLock.Sign.SHARES_OBJECT, "main.start"));
    }

    @Test
    void theObjectAroundTheLockTells() {
        var lock = GoroutineLocks.of(List.of(
                        waiter(4, -1, "0xc0001028", call("main.look", "0x1?")),
                        goroutine(8, "select", -1, call("main.near", "0xc0000ff8")),
                        goroutine(9, "select", -1, call("main.hold", "0xc0001020"))))
                .locks()
                .getFirst();
        assertThat(lock.holders())
                .containsExactly(new GoroutineLock.Holder(9, GoroutineLock.Sign.HAS_OBJECT, "main.hold"));
    }

    @Test
    void twoMutexesTakenInTurnsAreADeadlock() {
        var found = GoroutineLocks.of(List.of(
                waiter(4, -1, "0xc0001000", call("main.swap", "0xc0002000, 0xc0001000")),
                waiter(5, -1, "0xc0002000", call("main.swap", "0xc0001000, 0xc0002000")),
                waiter(6, -1, "0xc0002000", call("main.look", "0xc0002000"))));
        assertThat(found.deadlocks()).containsExactly(List.of(4L, 5L));
    }

    @Test
    void readersAndWritersOfAnRwMutexWaitForTheSame() {
        var reader = goroutine(
                4,
                "sync.RWMutex.RLock",
                -1,
                call("sync.runtime_SemacquireRWMutexR", "0xc000100c?, 0x0?, 0x0?"),
                call("sync.(*RWMutex).RLock", "..."));
        var writer = goroutine(
                5,
                "sync.RWMutex.Lock",
                -1,
                call("sync.runtime_SemacquireRWMutex", "0xc0001008?, 0x0?, 0x0?"),
                call("sync.(*RWMutex).Lock", "0x1?"));
        var behind = goroutine(
                6,
                "sync.Mutex.Lock",
                -1,
                call("internal/sync.(*Mutex).lockSlow", "0xc0001000"),
                call("internal/sync.(*Mutex).Lock", "..."),
                call("sync.(*Mutex).Lock", "..."),
                call("sync.(*RWMutex).Lock", "0x1?"));
        var locks = GoroutineLocks.of(List.of(reader, writer, behind)).locks();
        assertThat(locks)
                .containsExactly(
                        new GoroutineLock(0xc0001000L, GoroutineLock.Kind.RWMUTEX, List.of(4L, 5L, 6L), List.of()));
    }

    @Test
    void conditionsAndWaitGroupsAreTold() {
        var condition = goroutine(
                4,
                "sync.Cond.Wait",
                -1,
                call("sync.runtime_notifyListWait", "0xc0001010, 0x0"),
                call("sync.(*Cond).Wait", "0x0?"));
        var group = goroutine(
                5,
                "semacquire",
                -1,
                call("sync.runtime_Semacquire", "0x0?"),
                call("sync.(*WaitGroup).Wait", "0xc0005000"));
        assertThat(GoroutineLocks.of(List.of(condition, group)).locks())
                .extracting(GoroutineLock::address, GoroutineLock::kind)
                .containsExactly(
                        org.assertj.core.groups.Tuple.tuple(0xc0001000L, GoroutineLock.Kind.CONDITION),
                        org.assertj.core.groups.Tuple.tuple(0xc0005000L, GoroutineLock.Kind.WAIT_GROUP));
    }

    @Test
    void memoryTellsWithoutFrames() {
        var waiter = new Goroutine(
                4,
                "semacquire",
                -1,
                false,
                List.of(),
                Optional.empty(),
                Optional.of(new Goroutine.Blocked.OnLock(0xc0001000L, Goroutine.Lock.MUTEX, 9)),
                List.of(0xc0001000L));
        var holder = new Goroutine(
                9, "select", -1, false, List.of(), Optional.empty(), Optional.empty(), List.of(0xc0001000L));
        assertThat(GoroutineLocks.of(List.of(waiter, holder)).locks().getFirst().holders())
                .containsExactly(new GoroutineLock.Holder(9, GoroutineLock.Sign.ONLY_ONE, ""));
    }

    @Test
    void whoWaitsForNothingKnownIsLeftOut() {
        var locks = GoroutineLocks.of(List.of(
                goroutine(1, "running", -1, call("main.main", "")),
                goroutine(2, "semacquire", -1, call("sync.runtime_Semacquire", "0x0?")),
                goroutine(3, "chan receive", -1, call("main.f", "0xc0001000"))));
        assertThat(locks.locks()).isEmpty();
        assertThat(locks.deadlocks()).isEmpty();
    }
}
