package io.nodethaw.wait.go;

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

    /** A goroutine that, by its memory, waits for the mutex at 0xc0001000, which is in this state. */
    private static Goroutine blockedAt(int mutexState, Long... shared) {
        var lock = new Goroutine.Blocked.OnLock(0xc0001000L, Goroutine.Lock.MUTEX, mutexState);
        return new Goroutine(
                4, "semacquire", -1, false, List.of(), Optional.empty(), Optional.of(lock), List.of(shared));
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

    /** One that waits to read what the RWMutex at 0xc0001000 guards, behind a writer. */
    private static Goroutine reader(long id) {
        return goroutine(
                id,
                "sync.RWMutex.RLock",
                -1,
                call("sync.runtime_SemacquireRWMutexR", "0xc000100c?, 0x0?, 0x0?"),
                call("sync.(*RWMutex).RLock", "..."));
    }

    /** The writer that waits for the readers of the RWMutex at 0xc0001000. */
    private static Goroutine nextWriter(long id) {
        return goroutine(
                id,
                "sync.RWMutex.Lock",
                -1,
                call("sync.runtime_SemacquireRWMutex", "0xc0001008?, 0x0?, 0x0?"),
                call("sync.(*RWMutex).Lock", "0x1?"));
    }

    private static List<GoroutineLock.Holder> holders(Goroutine... goroutines) {
        return GoroutineLocks.of(List.of(goroutines)).locks().getFirst().holders();
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
                        GoroutineLock.SyncKind.MUTEX,
                        List.of(5L, 4L),
                        List.of(new GoroutineLock.Holder(9, GoroutineLock.HolderSign.ONLY_ONE, "main.Start"))));
    }

    @Test
    void theOldestOfSeveralAtWorkComesFirst() {
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
                .containsOnly(GoroutineLock.HolderSign.ONE_OF_SEVERAL);
    }

    @Test
    void oneAtWorkThatSharesAnObjectMayHoldIt() {
        var lock = GoroutineLocks.of(List.of(
                        waiter(4, -1, "0xc0009028", call("main.(*Container).State", "0xc0001000, 0xc000d000")),
                        waiter(5, -1, "0xc0009028", call("main.(*Container).State", "0xc0001000, 0xc000d000")),
                        goroutine(9, "syscall", -1, call("main.start", "0xc000d000, 0xc0001000")),
                        goroutine(10, "select", -1, call("main.other", "0xc000d000, 0xc0001000")),
                        goroutine(11, "select", -1, call("main.other", "0xc000d000"))))
                .locks()
                .getFirst();
        assertThat(lock.holders())
                .containsExactly(new GoroutineLock.Holder(9, GoroutineLock.HolderSign.SHARES_OBJECT, "main.start"));
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
                .containsExactly(new GoroutineLock.Holder(9, GoroutineLock.HolderSign.HAS_OBJECT, "main.hold"));
    }

    @Test
    void twoMutexesTakenInTurnsAreADeadlock() {
        var found = GoroutineLocks.of(List.of(
                waiter(4, -1, "0xc0001000", call("main.swap", "0xc0002000, 0xc0001000")),
                waiter(5, -1, "0xc0002000", call("main.swap", "0xc0001000, 0xc0002000")),
                waiter(6, -1, "0xc0002000", call("main.look", "0xc0002000"))));
        assertThat(found.deadlocks()).containsExactly(new LockRing(List.of(4L, 5L), LockRing.Certainty.POSSIBLE));
    }

    @Test
    void readersAndOtherWritersWaitForTheNextWriterAndThatOneForReaders() {
        var reader = reader(4);
        var writer = nextWriter(5);
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
                        new GoroutineLock(
                                0xc0001000L,
                                GoroutineLock.SyncKind.RWMUTEX,
                                List.of(4L, 6L),
                                List.of(new GoroutineLock.Holder(5, GoroutineLock.HolderSign.NEXT_WRITER, ""))),
                        new GoroutineLock(0xc0001000L, GoroutineLock.SyncKind.RWMUTEX_READERS, List.of(5L), List.of()));
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
                        org.assertj.core.groups.Tuple.tuple(0xc0001000L, GoroutineLock.SyncKind.CONDITION),
                        org.assertj.core.groups.Tuple.tuple(0xc0005000L, GoroutineLock.SyncKind.WAIT_GROUP));
    }

    @Test
    void memoryTellsWithoutFrames() {
        var waiter = blockedAt(9, 0xc0001000L);
        var holder = goroutine(9, "syscall", -1).sharing(List.of(0xc0001000L));
        assertThat(GoroutineLocks.of(List.of(waiter, holder)).locks().getFirst().holders())
                .containsExactly(new GoroutineLock.Holder(9, GoroutineLock.HolderSign.ONLY_ONE, ""));
    }

    @Test
    void goroutinesWithUnknownWaitsAreLeftOut() {
        var locks = GoroutineLocks.of(List.of(
                goroutine(1, "running", -1, call("main.main", "")),
                goroutine(2, "semacquire", -1, call("sync.runtime_Semacquire", "0x0?")),
                goroutine(3, "chan receive", -1, call("main.f", "0xc0001000"))));
        assertThat(locks.locks()).isEmpty();
        assertThat(locks.deadlocks()).isEmpty();
    }

    private static Goroutine has(Goroutine goroutine, String lock, boolean reading, boolean certain) {
        long address = Long.decode(lock);
        return goroutine.holding(List.of(new Goroutine.Held(address, "main.Hold", reading, certain)));
    }

    @Test
    void neitherOfTwoPossibleHoldersIsCertain() {
        assertThat(holders(
                        waiter(10, 30, "0xc000100008", call("d.(*Driver).Stats", "0xc000100000")),
                        has(goroutine(20, "sleep", 30, call("main.Hold", "...")), "0xc000100008", false, true),
                        has(goroutine(30, "IO wait", 30, call("main.Hold", "...")), "0xc000100008", false, false)))
                .hasSize(2)
                .noneSatisfy(holder -> assertThat(holder.sign().isCertain()).isTrue());
    }

    @Test
    void twoLocksOfOneObjectAreNoDeadlock() {
        var found = GoroutineLocks.of(List.of(
                waiter(10, 30, "0xc000100008", call("d.(*Driver).Stats", "0xc000100000")),
                waiter(20, 30, "0xc000100040", call("d.(*Driver).List", "0xc000100000")),
                goroutine(30, "syscall", 30, call("d.flushAll", "..."))));
        assertThat(found.deadlocks()).isEmpty();
        assertThat(found.locks()).allSatisfy(lock -> assertThat(lock.holders()).isEmpty());
    }

    @Test
    void aLockAtTheBeginOfItsObjectIsNoDeadlockEither() {
        var found = GoroutineLocks.of(List.of(
                waiter(10, 30, "0xc000100000", call("d.(*Driver).Stats", "0xc000100000")),
                waiter(20, 30, "0xc000100040", call("d.(*Driver).List", "0xc000100000"))));
        assertThat(found.deadlocks()).isEmpty();
    }

    @Test
    void whoWaitsForAConditionHasReleasedItsLock() {
        assertThat(holders(
                        waiter(10, 30, "0xc000100008", call("q.(*Queue).Put", "0xc000100000")),
                        goroutine(
                                20,
                                "sync.Cond.Wait",
                                30,
                                call("sync.runtime_notifyListWait", "0xc000100050, 0x4"),
                                call("sync.(*Cond).Wait", "0xc000100040"),
                                call("q.(*Queue).Take", "0xc000100000"))))
                .isEmpty();
    }

    @Test
    void aWokenGoroutineStillWaits() {
        var woken = waiter(11, -1, "0xc000100000", call("db.(*DB).begin", "0xc000200000"));
        var runnable = goroutine(11, "runnable", -1, woken.frames().toArray(Frame[]::new));
        var lock = GoroutineLocks.of(
                        List.of(waiter(10, 3, "0xc000100000", call("db.(*DB).begin", "0xc000200000")), runnable))
                .locks()
                .getFirst();
        assertThat(lock.waiters()).containsExactly(10L, 11L);
        assertThat(lock.holders()).isEmpty();
    }

    @Test
    void loopOfTheSameObjectIsNoHolder() {
        var wants = waiter(10, 30, "0xc000100008", call("shim.(*service).Kill", "0xc000100000"));
        assertThat(holders(wants, goroutine(20, "chan receive", -1, call("shim.(*service).forward", "0xc000100000"))))
                .isEmpty();
        assertThat(holders(
                        wants,
                        goroutine(
                                20,
                                "IO wait",
                                -1,
                                call("net.(*UnixListener).Accept", "0xc000100000"),
                                call("shim.(*service).serve", "0xc000100000"))))
                .isEmpty();
        assertThat(holders(wants, goroutine(20, "select", 900, call("shim.run", "0xc000100000"))))
                .isEmpty();
    }

    @Test
    void anArgumentInCommonIsNoSign() {
        assertThat(holders(
                        goroutine(
                                1,
                                "chan receive",
                                -1,
                                call("testing.(*T).Run", "0xc000100000, {0x52f5a1, 0x8}, 0x536d48"),
                                call("main.main", "")),
                        waiter(
                                6,
                                -1,
                                "0xc000200130",
                                call("p.TestTwice", "0xc000100000"),
                                call("testing.tRunner", "0xc000100000, 0x536d48"))))
                .isEmpty();
        // a constant that a goroutine at work has too
        assertThat(holders(
                        waiter(6, -1, "0xc000200130", call("p.look", "0x536d48")),
                        goroutine(7, "syscall", -1, call("p.read", "0x536d48"))))
                .isEmpty();
    }

    @Test
    void aHolderInACallComesBeforeOthersOfTheDaemon() {
        var handler = call("net/http.serverHandler.ServeHTTP", "{0xc000900000}");
        assertThat(holders(
                        waiter(4, 5, "0xc000200130", call("d.(*Daemon).ContainerInspect", "0xc000100000"), handler),
                        goroutine(7, "select", 800, call("d.(*Daemon).execCommandGC", "0xc000100000")),
                        goroutine(8, "select", 9, call("d.(*Daemon).Attach", "0xc000100000"), handler),
                        goroutine(
                                9,
                                "select",
                                6,
                                call("google.golang.org/grpc.(*ClientConn).Invoke", "0xc000300000"),
                                call("c.(*tasksClient).Kill", "0xc000400000"),
                                call("d.(*Daemon).ContainerStop", "0xc000100000"),
                                handler)))
                .extracting(GoroutineLock.Holder::goroutine)
                .containsExactly(9L, 8L);
    }

    @Test
    void aWaiterThatMayHoldItItselfIsNamedWhenNobodyElseIs() {
        assertThat(holders(waiter(
                        36,
                        202,
                        "0xc000100000",
                        call("shim.(*service).exited", "0xc000100000, 0x1"),
                        call("shim.(*service).started", "0xc000100000, 0x1"),
                        call("shim.(*service).create", "0xc000100000, 0x1"))))
                .containsExactly(
                        new GoroutineLock.Holder(36, GoroutineLock.HolderSign.CALLED_WITHIN, "shim.(*service).create"));
    }

    @Test
    void onlyCertainHoldersMakeAProvenDeadlock() {
        var one = waiter(4, -1, "0xc0001000");
        var other = waiter(5, -1, "0xc0002000");
        assertThat(GoroutineLocks.of(
                                List.of(has(one, "0xc0002000", false, true), has(other, "0xc0001000", false, true)))
                        .deadlocks())
                .containsExactly(new LockRing(List.of(4L, 5L), LockRing.Certainty.PROVEN));
        assertThat(GoroutineLocks.of(
                                List.of(has(one, "0xc0002000", false, true), has(other, "0xc0001000", false, false)))
                        .deadlocks())
                .containsExactly(new LockRing(List.of(4L, 5L), LockRing.Certainty.LIKELY));
    }

    @Test
    void aHolderSeenInsideComesBeforeOneWithTheAddress() {
        assertThat(holders(
                        waiter(4, -1, "0xc0001000"),
                        goroutine(8, "syscall", -1, call("main.look", "0xc0001000")),
                        has(goroutine(9, "select", -1, call("main.Hold", "")), "0xc0001000", false, false)))
                .containsExactly(new GoroutineLock.Holder(9, GoroutineLock.HolderSign.INSIDE, "main.Hold"));
    }

    @Test
    void severalSeeminglyCertainHoldersAreNotCertain() {
        var first = goroutine(8, "select", -1, call("main.Hold", ""));
        var second = goroutine(9, "select", -1, call("main.Hold", ""));
        assertThat(holders(
                        waiter(4, -1, "0xc0001000"),
                        has(first, "0xc0001000", false, true),
                        has(second, "0xc0001000", false, true)))
                .extracting(GoroutineLock.Holder::sign)
                .containsOnly(GoroutineLock.HolderSign.INSIDE);
    }

    @Test
    void waitingForALockThatOneHoldsNeverEnds() {
        var found = GoroutineLocks.of(List.of(has(waiter(4, -1, "0xc0001000"), "0xc0001000", false, true)));
        assertThat(found.deadlocks()).containsExactly(new LockRing(List.of(4L), LockRing.Certainty.PROVEN));
    }

    @Test
    void aReaderThatReadsAgainBehindAWaitingWriterIsInADeadlock() {
        var reader = reader(4);
        var writer = nextWriter(5);
        assertThat(GoroutineLocks.of(List.of(has(reader, "0xc0001000", true, true), writer))
                        .deadlocks())
                .containsExactly(new LockRing(List.of(4L, 5L), LockRing.Certainty.PROVEN));
    }

    @Test
    void theGoroutineThatRunsAOnceHasItsMutex() {
        assertThat(holders(
                        waiter(4, -1, "0xc0001004", call("sync.(*Once).doSlow", "0xc0001000, 0x1")),
                        goroutine(
                                9,
                                "select",
                                -1,
                                call("main.load", ""),
                                call("sync.(*Once).doSlow", "0xc0001000, 0x1"))))
                .containsExactly(
                        new GoroutineLock.Holder(9, GoroutineLock.HolderSign.RUNS_ONCE, "sync.(*Once).doSlow"));
    }

    @Test
    void twoSignsOfOneGoroutineAreOneHolder() {
        var runs = goroutine(9, "select", -1, call("main.load", ""), call("sync.(*Once).doSlow", "0xc0001000, 0x1"));
        assertThat(holders(
                        waiter(4, -1, "0xc0001004", call("sync.(*Once).doSlow", "0xc0001000, 0x1")),
                        has(runs, "0xc0001004", false, false)))
                .containsExactly(
                        new GoroutineLock.Holder(9, GoroutineLock.HolderSign.RUNS_ONCE, "sync.(*Once).doSlow"));
    }

    @Test
    void longQueuesOfLocksAreFollowedWithoutRecursion() {
        var chain = new ArrayList<Goroutine>();
        for (int i = 0; i < 20_000; i++) {
            var lock = "0x" + Long.toHexString(0xc000000000L + 0x1000L * i);
            var own = "0x" + Long.toHexString(0xc000000000L + 0x1000L * (i + 1));
            chain.add(has(waiter(i + 1, -1, lock), own, false, true));
        }
        assertThat(GoroutineLocks.of(chain).deadlocks()).isEmpty();
    }

    @Test
    void freeLockHasNoHolder() {
        var waiter = blockedAt(8);
        assertThat(holders(waiter, goroutine(9, "syscall", -1, call("main.look", "0xc0001000"))))
                .isEmpty();
    }

    @Test
    void leftoversOnTheStackOfAWaiterTellNothing() {
        var stale = waiter(5, -1, "0xc0002000").sharing(List.of(0xc0001000L));
        assertThat(holders(waiter(4, -1, "0xc0001000"), stale)).isEmpty();
    }

    @Test
    void loopOfAnObjectThatBeginsWithTheLockIsNoHolder() {
        assertThat(holders(
                        waiter(4, -1, "0xc000100000", call("main.(*Queue).Put", "0xc000100000")),
                        goroutine(
                                9,
                                "chan receive",
                                -1,
                                call("main.(*Queue).step", "0xc000100000"),
                                call("main.(*Queue).run", "0xc000100000"),
                                call("main.main.func1", ""))))
                .isEmpty();
    }

    @Test
    void leftoversOnTheStackOfAnIdleGoroutineTellNothing() {
        var main = goroutine(1, "sleep", -1, call("time.Sleep", "0x1"), call("main.main", ""))
                .sharing(List.of(0xc0001000L));
        assertThat(holders(waiter(4, -1, "0xc0001000"), main)).isEmpty();
    }
}
