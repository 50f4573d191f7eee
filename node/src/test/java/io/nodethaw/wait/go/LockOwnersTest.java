package io.nodethaw.wait.go;

import static org.assertj.core.api.Assertions.assertThat;

import io.nodethaw.evidence.Goroutine;
import io.nodethaw.evidence.Goroutine.Frame;
import io.nodethaw.wait.go.GoroutineLock.Holder;
import io.nodethaw.wait.go.GoroutineLock.HolderSign;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** Who does not have a lock, though much speaks for it: one that waits for a condition, and one that waits for another lock. */
class LockOwnersTest {
    private static Frame call(String function, String arguments) {
        return new Frame(function, arguments, "/src/a.go", 1, 1, arguments.equals("..."), List.of());
    }

    private static Goroutine goroutine(long id, String state, Frame... frames) {
        return new Goroutine(id, state, -1, false, List.of(frames), Optional.empty(), Optional.empty(), List.of());
    }

    private static Goroutine waiter(long id, Frame caller) {
        return goroutine(id, "semacquire", with(caller, mutex("0xc000010008")));
    }

    private static Frame[] mutex(String address) {
        return new Frame[] {
            call("sync.runtime_SemacquireMutex", "0x" + Long.toHexString(Long.decode(address) + 4) + ", 0x0, 0x1"),
            call("sync.(*Mutex).lockSlow", address),
            call("sync.(*Mutex).Lock", "...")
        };
    }

    private static Frame[] with(Frame caller, Frame... inner) {
        var all = new ArrayList<>(Arrays.asList(inner));
        all.add(caller);
        return all.toArray(Frame[]::new);
    }

    private static Goroutine onList(long id, String state, String address) {
        return goroutine(
                id,
                state,
                call("sync.runtime_notifyListWait", address),
                call("sync.(*Cond).Wait", "..."),
                call("main.take", "0xc000010000, 0xc000010008"));
    }

    private static List<Holder> holders(Goroutine... goroutines) {
        return GoroutineLocks.of(List.of(goroutines)).locks().getFirst().holders();
    }

    @Test
    void whoWaitsForAConditionHasReleasedTheMutexWhateverItsStateSays() {
        for (var state : new String[] {"runnable", "running", "waiting", "sync.Cond.Wait", "semacquire", "copystack"}) {
            for (var address : new String[] {"0xc000010050, 0x0", "..."}) {
                assertThat(holders(waiter(7, call("main.put", "0xc000010000")), onList(4, state, address)))
                        .as(state + " " + address)
                        .isEmpty();
            }
        }
    }

    @Test
    void whoWaitsForAConditionHasReleasedTheRwMutexToo() {
        var reader = goroutine(
                7,
                "sync.RWMutex.RLock",
                call("sync.runtime_SemacquireRWMutexR", "0xc000010014, 0x0, 0x0"),
                call("sync.(*RWMutex).RLock", "..."),
                call("main.look", "0xc000010000"));
        var writer = goroutine(
                8,
                "sync.RWMutex.Lock",
                call("sync.runtime_SemacquireRWMutex", "0xc000010010, 0x0, 0x0"),
                call("sync.(*RWMutex).Lock", "0xc000010008"),
                call("main.put", "0xc000010000"));
        var woken = onList(4, "runnable", "0xc000010050, 0x0");
        assertThat(holders(reader, woken)).isEmpty();
        assertThat(holders(writer, woken)).isEmpty();
    }

    @Test
    void whoHoldsItIsNamedBesideThoseThatWereWoken() {
        assertThat(holders(
                        waiter(7, call("main.put", "0xc000010000")),
                        onList(4, "runnable", "0xc000010050, 0x0"),
                        goroutine(9, "syscall", call("main.flush", "0xc000010008"))))
                .containsExactly(new Holder(9, HolderSign.ONE_OF_SEVERAL, "main.flush"));
    }

    @Test
    void whoTakesTheLockBackBehindAConditionHasNotGotItFurtherUp() {
        var frames = new ArrayList<>(List.of(mutex("0xc000010008")));
        frames.add(call("sync.(*Cond).Wait", "0xc000010040"));
        frames.add(call("main.(*Q).wait", "0xc000010000"));
        frames.add(call("main.(*Q).take", "0xc000010000"));
        assertThat(holders(goroutine(4, "semacquire", frames.toArray(Frame[]::new))))
                .isEmpty();
        frames.remove(3);
        assertThat(holders(goroutine(4, "semacquire", frames.toArray(Frame[]::new))))
                .extracting(Holder::sign)
                .containsExactly(HolderSign.CALLED_WITHIN);
    }

    @Test
    void theLockThatIsTakenBackIsNotTheCondition() {
        var locks = GoroutineLocks.of(List.of(goroutine(
                        4,
                        "semacquire",
                        call("sync.runtime_SemacquireMutex", "0xc00001000c?, 0x0?, 0x0?"),
                        call("sync.(*Mutex).lockSlow", "0xc000010008?"),
                        call("sync.(*Mutex).Lock", "..."),
                        call("sync.(*Cond).Wait", "0xc000010040"))))
                .locks();
        assertThat(locks).extracting(GoroutineLock::address).containsExactly(0xc000010008L);
    }

    @Test
    void aWriterBehindWritersIsGivenTheMutexOfTheRwMutex() {
        var locks = GoroutineLocks.of(List.of(goroutine(
                        4,
                        "semacquire",
                        call("sync.runtime_SemacquireMutex", "0xc00001000c?, 0x0?, 0x0?"),
                        call("sync.(*Mutex).lockSlow", "0xc000010008?"),
                        call("sync.(*Mutex).Lock", "..."),
                        call("sync.(*RWMutex).Lock", "0xc000010008?"))))
                .locks();
        assertThat(locks).extracting(GoroutineLock::address).containsExactly(0xc000010008L);
    }

    /** Of the same object or of another one that lies below: it waits for that alone. */
    @Test
    void aFieldOfAnotherLockIsNotTheObjectAroundThisOne() {
        var waiter = waiter(7, call("main.(*T).list", "0xc000010000"));
        for (var inner : new Frame[][] {
            {call("sync.runtime_SemacquireMutex", "0xc000010004, 0x0, 0x1"), call("sync.(*Mutex).lockSlow", "...")},
            {call("sync.runtime_SemacquireMutex", "0xc00000ff04, 0x0, 0x1"), call("sync.(*Mutex).Lock", "0xc00000ff00")
            },
            {call("sync.runtime_SemacquireMutex", "0xc00000fffc, 0x0, 0x0"), call("sync.(*RWMutex).RLock", "...")},
            {call("sync.runtime_Semacquire", "0xc00000fff8"), call("sync.(*RWMutex).Lock", "0xc00000fff0")},
            {call("sync.runtime_Semacquire", "0xc000010004"), call("sync.(*WaitGroup).Wait", "0xc00000fff8")},
            {call("sync.runtime_notifyListWait", "0xc000010004, 0x1"), call("sync.(*Cond).Wait", "0xc00000fff4")},
            {call("internal/poll.runtime_Semacquire", "0xc000010004"), call("internal/poll.(*fdMutex).rwlock", "...")},
            {call("internal/sync.runtime_SemacquireMutex", "0xc000010004"), call("internal/sync.(*Mutex).Lock", "...")}
        }) {
            for (var state : new String[] {"semacquire", "runnable"}) {
                var other = goroutine(9, state, with(call("main.work", "0x5"), inner));
                var lock = GoroutineLocks.of(List.of(waiter, other)).locks().stream()
                        .filter(it -> it.address() == 0xc000010008L)
                        .findFirst()
                        .orElseThrow();
                assertThat(lock.holders()).as(state + " in " + inner[1]).isEmpty();
            }
        }
    }

    @Test
    void neitherIsOneOnItsStack() {
        var waiter = waiter(7, call("main.(*T).list", "0xc000010000"));
        var blocked = new Goroutine.Blocked.OnLock(0xc00000fff0L, Goroutine.Lock.RWMUTEX_WRITE, 0);
        var other = new Goroutine(
                9,
                "semacquire",
                -1,
                false,
                List.of(call("sync.runtime_SemacquireMutex", ""), call("sync.(*RWMutex).Lock", "...")),
                Optional.empty(),
                Optional.of(blocked),
                List.of(0xc00000fff8L));
        assertThat(GoroutineLocks.of(List.of(waiter, other)).locks())
                .allSatisfy(lock -> assertThat(lock.holders()).isEmpty());
    }

    @Test
    void whoIsInAMapMayHaveItsLockAndNoOther() {
        var inMap = goroutine(9, "GC assist wait", call("sync.(*Map).Store", "0xc000010008"));
        assertThat(holders(waiter(7, call("sync.(*Map).Load", "0xc000010008")), inMap))
                .extracting(Holder::goroutine)
                .containsExactly(9L);
        var below = goroutine(9, "GC assist wait", call("sync.(*Map).Store", "0xc000010000"));
        assertThat(holders(waiter(7, call("main.list", "0x5")), below)).isEmpty();
    }

    /** As {@link #waiter}, but read from memory, where what functions have taken is seen. */
    private static Goroutine inMemory(long id, String lock, Frame... callers) {
        var frames = new ArrayList<>(List.of(mutex(lock)));
        frames.addAll(List.of(callers));
        var blocked = new Goroutine.Blocked.OnLock(Long.decode(lock), Goroutine.Lock.MUTEX, 9);
        return new Goroutine(id, "semacquire", -1, false, frames, Optional.empty(), Optional.of(blocked), List.of());
    }

    @Test
    void whoWasWokenFromAConditionDoesNotHoldItsLockThoughItWillReleaseIt() {
        var frames = new ArrayList<>(List.of(mutex("0xc000010008")));
        frames.add(call("sync.(*Cond).Wait", "0xc000010040"));
        frames.add(call("main.(*Pool).Get", "0xc000010000"));
        var other = new Goroutine.Held(0xc000020000L, "main.(*Pool).Get", false, true);
        var woken = goroutine(4, "semacquire", frames.toArray(Frame[]::new))
                .holding(List.of(new Goroutine.Held(0xc000010008L, "main.(*Pool).Get", false, true), other));
        var locks = GoroutineLocks.of(List.of(woken, waiter(7, call("main.(*Pool).Len", "0xc000010000"))));
        assertThat(locks.locks().getFirst().holders()).isEmpty();
        assertThat(locks.deadlocks()).isEmpty();
        var behind = goroutine(8, "semacquire", with(call("main.look", "0x5"), mutex("0xc000020000")));
        assertThat(GoroutineLocks.of(List.of(behind, woken)).locks())
                .filteredOn(lock -> lock.address() == 0xc000020000L)
                .flatExtracting(GoroutineLock::holders)
                .containsExactly(new Holder(4, HolderSign.RELEASES, "main.(*Pool).Get"));
    }

    private static Frame[] touches(String object) {
        return with(call("main.touch", object), mutex(object));
    }

    /** Two objects, each given to both that wait, and a third goroutine has both locks by variables of the program. */
    @Test
    void whoWaitsForOneOfTwoObjectsThatItWasGivenHoldsNeither() {
        for (var object : new String[] {"0xc000020000", "0x0?"}) {
            var locks = GoroutineLocks.of(List.of(
                    goroutine(
                            5,
                            "semacquire",
                            with(call("main.(*A).viaB", "0xc000010000, " + object), touches("0xc000020000"))),
                    goroutine(
                            6,
                            "semacquire",
                            with(call("main.(*B).viaA", "0xc000020000, 0x0?"), touches("0xc000010000")))));
            assertThat(locks.locks())
                    .allSatisfy(lock -> assertThat(lock.holders()).isEmpty());
            assertThat(locks.deadlocks()).isEmpty();
        }
    }

    @Test
    void whoWasGivenOneObjectAndWaitsForAnotherMayHoldTheFirst() {
        var walk = goroutine(5, "semacquire", with(call("main.(*C).bump", "0xc000020000"), mutex("0xc000020008")));
        var frames = new ArrayList<>(walk.frames());
        frames.add(call("main.(*P).walk", "0xc000010000"));
        assertThat(holders(
                        waiter(6, call("main.(*P).drop", "0xc000010000")),
                        goroutine(5, "semacquire", frames.toArray(Frame[]::new))))
                .extracting(Holder::goroutine)
                .containsExactly(5L);
    }

    @Test
    void anObjectThatManyShareSaysNothing() {
        var wants = waiter(7, call("main.(*Daemon).list", "0xc000010000"));
        var serves = goroutine(
                9, "IO wait", call("net.(*conn).Read", "0xc000030000"), call("main.(*Daemon).serve", "0xc000010000"));
        assertThat(holders(wants, serves)).extracting(Holder::goroutine).containsExactly(9L);
        assertThat(holders(wants, serves, goroutine(10, "select", call("main.(*Daemon).events", "0xc000010000"))))
                .isEmpty();
    }

    @Test
    void inMemoryAnAddressSaysNothingOfOneThatIsNotAtWork() {
        var wants = inMemory(7, "0xc000010008", call("main.(*T).get", "0xc000010000"));
        for (var has : new String[] {"0xc000010000", "0xc000010008"}) {
            assertThat(holders(wants, goroutine(9, "IO wait", call("main.(*T).serve", has))))
                    .as(has)
                    .isEmpty();
            assertThat(holders(wants, goroutine(9, "syscall", call("main.(*T).flush", has))))
                    .as(has)
                    .extracting(Holder::goroutine)
                    .containsExactly(9L);
        }
    }

    @Test
    void inMemoryWhoHasTakenItsOwnLockShowsIt() {
        var two = call("main.(*S).two", "0xc000010000");
        assertThat(holders(inMemory(7, "0xc000010000", call("main.(*S).useA", "0xc000010000"), two)))
                .isEmpty();
    }

    /** A helper that takes the lock for a method is not within a call of that method. */
    @Test
    void aMethodThatHasItsLockTakenByAHelperHasNotTakenItBefore() {
        var guard = call("main.guard", "0xc000010000");
        var touch = call("main.(*T).touch", "0xc000010000");
        assertThat(holders(goroutine(4, "semacquire", with(guard, mutex("0xc000010000")))))
                .isEmpty();
        var frames = new ArrayList<>(List.of(with(guard, mutex("0xc000010000"))));
        frames.add(touch);
        assertThat(holders(goroutine(4, "semacquire", frames.toArray(Frame[]::new))))
                .isEmpty();
        frames.add(call("main.(*T).with", "0xc000010000"));
        assertThat(holders(goroutine(4, "semacquire", frames.toArray(Frame[]::new))))
                .containsExactly(new Holder(4, HolderSign.CALLED_WITHIN, "main.(*T).with"));
    }

    @Test
    void inADumpAReaderThatReadsAgainBehindAWriterMayBeTheOneItWaitsFor() {
        var reader = goroutine(
                5,
                "semacquire",
                call("sync.runtime_SemacquireMutex", "0x0?"),
                call("sync.(*RWMutex).RLock", "0xc000010000"),
                call("main.(*Store).get", "0xc000010000"),
                call("main.(*Store).sum", "0xc000010000"));
        var writer = goroutine(
                17,
                "semacquire",
                call("sync.runtime_SemacquireMutex", "0xc000010008"),
                call("sync.(*RWMutex).Lock", "0xc000010000"),
                call("main.(*Store).set", "0xc000010000"));
        assertThat(GoroutineLocks.of(List.of(reader, writer)).locks())
                .filteredOn(lock -> lock.kind() == GoroutineLock.SyncKind.RWMUTEX_READERS)
                .flatExtracting(GoroutineLock::holders)
                .containsExactly(new Holder(5, HolderSign.CALLED_WITHIN, "main.(*Store).sum"));
    }

    /** Two objects side by side: that of another lock lies below this one, too. */
    @Test
    void theObjectOfAnotherLockIsNotWhereItWasTakenBefore() {
        var stale = call("main.(*Acc).read", "0x0?");
        var one = new ArrayList<>(List.of(with(stale, mutex("0xc000010018"))));
        one.add(call("main.(*Acc).peek", "0xc000010000, 0x0?"));
        var other = new ArrayList<>(List.of(with(stale, mutex("0xc000010008"))));
        other.add(call("main.(*Acc).peek", "0xc000010010, 0x0?"));
        assertThat(GoroutineLocks.of(List.of(
                                goroutine(5, "semacquire", one.toArray(Frame[]::new)),
                                goroutine(6, "semacquire", other.toArray(Frame[]::new))))
                        .locks())
                .allSatisfy(lock -> assertThat(lock.holders()).isEmpty());
    }
}
