package io.nodethaw.golang;

import static org.assertj.core.api.Assertions.assertThat;

import io.nodethaw.evidence.Goroutine.Held;
import java.io.IOException;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class HeldLocksTest {
    private static final long MUTEX = 0xc000_1230L;
    private static final long CLOSURE = FakeGo.TEXT + 0x100;
    private static final long BEFORE = FakeGo.entry(FakeGo.MAIN) + 0x08;
    private static final long BEHIND = FakeGo.entry(FakeGo.MAIN) + 0x60;

    private FakeGo memory;

    @BeforeEach
    void program() throws IOException {
        memory = FakeGo.of(22);
    }

    private List<Held> held(long own) throws IOException {
        var program = GoProgram.read(memory, memory.image());
        var outcome = new StackReader(program.layout().g()).read(memory, FakeGo.goroutine(1));
        var whole = (StackReader.Outcome.Whole) outcome;
        var trace = new Unwinder(program.functions(), ElfImage.AMD64).unwind(whole.g(), whole.stack());
        return new HeldLocks(program, new ProgramObjects(memory)).of(whole.g(), trace, whole.stack(), own);
    }

    private void defersUnlock() {
        memory.closure(CLOSURE, FakeGo.WRAPPER, MUTEX);
        memory.defer(1, CLOSURE);
    }

    @Test
    void deferredUnlockOfALockThatWasTakenIsCertain() throws IOException {
        defersUnlock();
        memory.call(BEFORE, FakeGo.LOCK);
        assertThat(held(0)).containsExactly(new Held(MUTEX, "main.main", false, true));
    }

    @Test
    void deferredUnlockAloneIsNotCertain() throws IOException {
        defersUnlock(); // the lock may be taken by a function that has not yet been called
        assertThat(held(0)).containsExactly(new Held(MUTEX, "main.main", false, false));
    }

    @Test
    void closureThatMayUnlockIsNotCertain() throws IOException {
        memory.closure(CLOSURE, FakeGo.WRAPPER, MUTEX);
        memory.notAWrapper(FakeGo.WRAPPER);
        memory.defer(1, CLOSURE);
        memory.call(BEFORE, FakeGo.LOCK);
        assertThat(held(0)).containsExactly(new Held(MUTEX, "main.main", false, false));
    }

    @Test
    void aHolderThatCallsAnUnlockingFunctionIsNotCertain() throws IOException {
        defersUnlock();
        memory.call(BEFORE, FakeGo.LOCK);
        memory.call(BEFORE + 5, FakeGo.WRAPPER); // this function only releases the lock
        assertThat(held(0)).containsExactly(new Held(MUTEX, "main.main", false, false));
    }

    @Test
    void aGoroutineThatUnlockedByHandDoesNotHoldIt() throws IOException {
        defersUnlock();
        memory.call(BEFORE - 8, FakeGo.LOCK);
        memory.call(BEFORE, FakeGo.UNLOCK);
        memory.call(BEHIND, FakeGo.LOCK);
        assertThat(held(0)).isEmpty();
    }

    @Test
    void aGoroutineThatUnlocksByHandLaterIsNotCertain() throws IOException {
        defersUnlock();
        memory.call(BEFORE, FakeGo.LOCK);
        memory.call(BEHIND, FakeGo.UNLOCK);
        assertThat(held(0)).contains(new Held(MUTEX, "main.main", false, false));
    }

    @Test
    void aGoroutineBetweenTakingAndReleasingMostLikelyHoldsIt() throws IOException {
        memory.call(BEFORE, FakeGo.LOCK);
        memory.putLong(FakeGo.STACKS + 2L * FakeGo.STACK - 0x100 + 0x18, MUTEX);
        assertThat(held(0)).isEmpty(); // perhaps taken in a branch: it is never released
        memory.call(BEHIND, FakeGo.UNLOCK);
        assertThat(held(0)).contains(new Held(MUTEX, "main.main", false, false));
    }

    @Test
    void aGoroutineThatDefersTheUnlockBeforeItLocksWaitsForOthers() throws IOException {
        defersUnlock();
        assertThat(held(MUTEX)).isEmpty();
        memory.call(BEFORE, FakeGo.LOCK);
        assertThat(held(MUTEX)).containsExactly(new Held(MUTEX, "main.main", false, true));
    }

    private static final Held CERTAIN = new Held(MUTEX, "main.main", false, true);
    private static final Held LIKELY = new Held(MUTEX, "main.main", false, false);

    /** A program that takes a lock, and defers its release. */
    private void takes() {
        defersUnlock();
        memory.call(BEFORE - 8, FakeGo.LOCK);
    }

    @Test
    void whatIsCalledThroughAPointerMayHaveReleasedIt() throws IOException {
        takes();
        memory.code(BEHIND, 0xff, 0xd1); // CALL CX: perhaps in an earlier turn of a loop
        assertThat(held(0)).containsExactly(LIKELY);
    }

    @Test
    void theCallThroughAPointerThatGoesOnIsKnown() throws IOException {
        takes();
        memory.code(FakeGo.entry(FakeGo.MAIN) + 0x1f, 0xff, 0xd1); // it returns to where the frame stands
        assertThat(held(0)).containsExactly(CERTAIN);
    }

    @Test
    void whatItDefersItselfIsStillToBeCalled() throws IOException {
        takes();
        // MOVB $0, 0x18(SP); MOVQ 0x10(SP), DX; MOVQ (DX), CX; CALL CX
        int[] end = {0xc6, 0x44, 0x24, 0x18, 0, 0x48, 0x8b, 0x54, 0x24, 0x10, 0x48, 0x8b, 0x0a, 0xff, 0xd1};
        memory.code(BEHIND, end);
        assertThat(held(0)).containsExactly(CERTAIN);
        memory.code(BEHIND + 9, 0x08); // another variable of the function
        assertThat(held(0)).containsExactly(LIKELY);
    }

    @Test
    void soMayWhatACalledFunctionCalls() throws IOException {
        takes();
        memory.call(BEFORE, FakeGo.OTHER);
        assertThat(held(0)).containsExactly(CERTAIN);
        memory.call(FakeGo.entry(FakeGo.OTHER), FakeGo.INNER);
        memory.code(FakeGo.entry(FakeGo.INNER), 0xff, 0xd1);
        assertThat(held(0)).containsExactly(LIKELY);
    }

    @Test
    void soMayWhatItMakesAClosureOf() throws IOException {
        takes();
        long lea = BEFORE + 8;
        memory.code(lea, 0x48, 0x8d, 0x0d);
        memory.putInt(lea + 3, (int) (FakeGo.entry(FakeGo.INNER) - (lea + 7))); // LEAQ main.inner(SB), CX
        assertThat(held(0)).containsExactly(CERTAIN);
        memory.call(FakeGo.entry(FakeGo.INNER), FakeGo.UNLOCK);
        assertThat(held(0)).containsExactly(LIKELY);
        memory.putInt(lea + 3, (int) (FakeGo.TEXT + 0x300 - (lea + 7))); // what captures nothing is a variable
        memory.putLong(FakeGo.TEXT + 0x300, FakeGo.entry(FakeGo.INNER));
        assertThat(held(0)).containsExactly(LIKELY);
    }

    @Test
    void aFunctionTwoCallsDownMayReleaseItAfterAnotherLock() throws IOException {
        takes();
        memory.call(BEFORE, FakeGo.OTHER);
        memory.call(FakeGo.entry(FakeGo.OTHER), FakeGo.INNER);
        memory.call(FakeGo.entry(FakeGo.INNER), FakeGo.LOCK);
        memory.call(FakeGo.entry(FakeGo.INNER) + 8, FakeGo.UNLOCK);
        assertThat(held(0)).containsExactly(CERTAIN);
        memory.call(FakeGo.entry(FakeGo.INNER) + 16, FakeGo.UNLOCK);
        assertThat(held(0)).containsExactly(LIKELY);
    }

    @Test
    void anotherGoroutineThatItHasAskedMayHaveReleasedIt() throws IOException {
        takes();
        memory.call(BEFORE, FakeGo.SEND);
        assertThat(held(0)).containsExactly(LIKELY);
    }

    @Test
    void whoStillAsksHasNotBeenHeard() throws IOException {
        takes();
        memory.call(FakeGo.entry(FakeGo.MAIN) + 0x21 - 5, FakeGo.SEND);
        assertThat(held(0)).containsExactly(CERTAIN);
    }

    @Test
    void whatTheFunctionThatItIsInMayStillDoIsNoDoubt() throws IOException {
        takes();
        memory.call(FakeGo.entry(FakeGo.MAIN) + 0x21 - 5, FakeGo.OTHER);
        memory.code(FakeGo.entry(FakeGo.OTHER), 0xff, 0xd1);
        assertThat(held(0)).containsExactly(CERTAIN);
    }

    @Test
    void aLockThatIsTakenThroughAPointerIsTakenBack() throws IOException {
        takes();
        memory.code(FakeGo.entry(FakeGo.MAIN) + 0x1f, 0xff, 0xd1);
        assertThat(held(MUTEX)).isEmpty();
    }

    /** MOVQ n(SP), AX, and the call of Unlock. */
    private void unlocks(long at, int slot) {
        memory.code(at, 0x48, 0x8b, 0x44, 0x24, slot);
        memory.call(at + 5, FakeGo.UNLOCK);
    }

    @Test
    void theSlotThatTheReleaseIsLoadedFromTellsWhichLockItIs() throws IOException {
        memory.call(BEFORE, FakeGo.LOCK);
        memory.putLong(FakeGo.frameOfMain(1), 0xc000_4560L);
        memory.putLong(FakeGo.frameOfMain(1) + 8, MUTEX);
        unlocks(BEHIND, 8);
        assertThat(held(0)).containsExactly(LIKELY);
    }

    @Test
    void aLockTakenByHandAndWantedAgainInAFunctionThatIsCalledIsHeldByItself() throws IOException {
        memory.standsIn(1, FakeGo.OTHER);
        memory.call(BEFORE, FakeGo.LOCK);
        memory.putLong(FakeGo.frameOfMain(1) + 8, MUTEX);
        unlocks(BEHIND, 8);
        assertThat(held(MUTEX)).containsExactly(LIKELY);
    }

    @Test
    void itIsNotWhereTheFunctionThatIsCalledGivesItBackFirst() throws IOException {
        memory.standsIn(1, FakeGo.OTHER);
        memory.call(BEFORE, FakeGo.LOCK);
        memory.putLong(FakeGo.frameOfMain(1) + 8, MUTEX);
        unlocks(BEHIND, 8);
        memory.call(FakeGo.entry(FakeGo.OTHER), FakeGo.UNLOCK);
        assertThat(held(MUTEX)).isEmpty();
    }

    @Test
    void norWhereItIsWantedAgainInTheSameFunction() throws IOException {
        memory.call(BEFORE, FakeGo.LOCK);
        memory.putLong(FakeGo.frameOfMain(1) + 8, MUTEX);
        unlocks(BEHIND, 8);
        assertThat(held(MUTEX)).isEmpty();
    }

    @Test
    void aLockThatIsReleasedOnOneWayAndOnAnotherMayHaveBeenReleased() throws IOException {
        memory.call(BEFORE - 8, FakeGo.LOCK);
        memory.call(BEFORE, FakeGo.UNLOCK);
        memory.putLong(FakeGo.frameOfMain(1) + 8, MUTEX);
        unlocks(BEHIND, 8);
        assertThat(held(0)).singleElement().satisfies(held -> {
            assertThat(held.lock()).isEqualTo(MUTEX);
            assertThat(held.doubt()).contains("it releases it on one of its ways");
        });
        memory.standsIn(1, FakeGo.OTHER);
        assertThat(held(MUTEX)).isEmpty();
    }
}
