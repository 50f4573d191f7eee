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

/** How sure a deadlock is, by what shows each of its holders. */
class LockRingsTest {
    private static final long ONE = 0xc000010010L;
    private static final long OTHER = 0xc000010030L;
    private static final long THIRD = 0xc000010050L;

    private static Frame call(String function, String arguments) {
        return new Frame(function, arguments, "/src/a.go", 1, 1, arguments.equals("..."), List.of());
    }

    private static Goroutine waiter(long id, long lock, Frame... callers) {
        var frames = new ArrayList<>(List.of(
                call("sync.runtime_SemacquireMutex", "0x0?"),
                call("sync.(*Mutex).lockSlow", "0x" + Long.toHexString(lock)),
                call("sync.(*Mutex).Lock", "...")));
        frames.addAll(Arrays.asList(callers));
        return goroutine(id, "semacquire", frames.toArray(Frame[]::new));
    }

    private static Goroutine goroutine(long id, String state, Frame... frames) {
        return new Goroutine(id, state, -1, false, List.of(frames), Optional.empty(), Optional.empty(), List.of());
    }

    private static Goroutine has(Goroutine goroutine, long lock, boolean certain, String doubt) {
        return goroutine.holding(List.of(new Goroutine.Held(
                lock, "main.f", false, certain, Optional.of(doubt).filter(why -> !why.isEmpty()))));
    }

    private static LockRing.Certainty certainty(Goroutine... goroutines) {
        var rings = GoroutineLocks.of(List.of(goroutines)).deadlocks();
        assertThat(rings).hasSize(1);
        return rings.getFirst().certainty();
    }

    @Test
    void aRingIsAsCertainAsItsLeastCertainHolder() {
        var certain = has(waiter(4, ONE), OTHER, true, "");
        assertThat(certainty(certain, has(waiter(5, OTHER), ONE, true, ""))).isEqualTo(LockRing.Certainty.PROVEN);
        assertThat(certainty(certain, has(waiter(5, OTHER), ONE, false, ""))).isEqualTo(LockRing.Certainty.LIKELY);
        assertThat(certainty(certain, has(waiter(5, OTHER), ONE, false, "it releases it on one of its ways")))
                .isEqualTo(LockRing.Certainty.POSSIBLE);
    }

    @Test
    void whoMayHaveReleasedALockIsOnlyAPossibleHolder() {
        var locks = GoroutineLocks.of(List.of(waiter(4, ONE), has(waiter(5, OTHER), ONE, false, "it releases it")));
        assertThat(locks.locks().getFirst().holders())
                .containsExactly(new Holder(5, HolderSign.MAY_HAVE_RELEASED, "main.f"));
        assertThat(locks.locks().getFirst().doubt()).isEqualTo("possibly held by goroutine 5");
    }

    @Test
    void ofADumpThatTellsOnlyWhoWasGivenALockADeadlockIsPossible() {
        assertThat(certainty(
                        waiter(4, ONE, call("main.swap", "0xc000010030, 0xc000010010")),
                        waiter(5, OTHER, call("main.swap", "0xc000010010, 0xc000010030"))))
                .isEqualTo(LockRing.Certainty.POSSIBLE);
    }

    /** What takes the lock prints no object, and the objects of all three lie side by side. */
    @Test
    void aRingOfThreeIsSeenThoughTheObjectOfEachLiesBelowTheLockOfAnother() {
        var stale = call("main.(*node).Take", "0xbebc200?");
        var locks = GoroutineLocks.of(List.of(
                waiter(17, OTHER, stale, call("main.(*node).Push", "0xc000010000")),
                waiter(18, THIRD, stale, call("main.(*node).Push", "0xc000010020")),
                waiter(19, ONE, stale, call("main.(*node).Push", "0xc000010040"))));
        assertThat(locks.deadlocks())
                .containsExactly(new LockRing(List.of(17L, 18L, 19L), LockRing.Certainty.POSSIBLE));
    }

    @Test
    void whoWaitsForALockMayHaveAChannelAsWell() {
        var reader = waiter(
                5,
                OTHER,
                call("main.(*hub).leave", "0xc000010020"),
                call("main.(*hub).reader", "0xc000010020, 0xc000050000"));
        var sender = goroutine(
                6, "chan send", call("runtime.chansend1", "0xc000050000, 0x0"), call("main.(*hub).Publish", "0x0?"));
        var main = goroutine(1, "chan receive", call("main.main", "0xc000050000"));
        assertThat(GoroutineLocks.of(List.of(reader, sender, main)).locks())
                .filteredOn(lock -> lock.kind() == GoroutineLock.SyncKind.CHANNEL)
                .singleElement()
                .satisfies(channel -> assertThat(channel.holders())
                        .extracting(Holder::goroutine)
                        .containsExactlyInAnyOrder(1L, 5L));
    }

    private static Goroutine wantsOnce(long id, Frame... callers) {
        var frames = new ArrayList<>(waiter(id, ONE).frames());
        frames.add(call("sync.(*Once).doSlow", "0x0?, 0x0?"));
        frames.add(call("sync.(*Once).Do", "..."));
        frames.add(call("main.(*app).Get", "..."));
        frames.addAll(Arrays.asList(callers));
        return goroutine(id, "semacquire", frames.toArray(Frame[]::new));
    }

    private static Goroutine runsOnce(String caller) {
        return goroutine(
                18,
                "IO wait",
                call("main.(*app).load", "0x0?"),
                call("sync.(*Once).doSlow", "0x0?, 0x0?"),
                call("sync.(*Once).Do", "..."),
                call(caller, "..."));
    }

    @Test
    void whoWantsWhatIsRunOnceDoesNotHoldItByHavingItsObject() {
        var wants = wantsOnce(5, call("main.(*app).Locked", "0xc000010000"), call("main.(*app).all", "0xc000010000"));
        assertThat(GoroutineLocks.of(List.of(wants)).locks().getFirst().holders())
                .isEmpty();
        assertThat(GoroutineLocks.of(List.of(wants, runsOnce("main.(*app).Get")))
                        .locks()
                        .getFirst()
                        .holders())
                .containsExactly(new Holder(18, HolderSign.RUNS_A_ONCE, "sync.(*Once).doSlow"));
        assertThat(GoroutineLocks.of(List.of(wants, runsOnce("main.(*other).Get")))
                        .locks()
                        .getFirst()
                        .holders())
                .isEmpty();
    }
}
