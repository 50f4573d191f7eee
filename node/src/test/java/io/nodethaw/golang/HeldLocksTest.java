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
}
