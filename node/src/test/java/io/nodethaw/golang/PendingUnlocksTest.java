package io.nodethaw.golang;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PendingUnlocksTest {
    private static final long MUTEX = 0xc000_1230L;
    private static final long CLOSURE = FakeGo.TEXT + 0x100;
    private static final long DEFER = FakeGo.TEXT + 0x200;

    private static List<Long> of(FakeGo memory, int number) throws IOException {
        var program = GoProgram.read(memory, memory.image());
        var outcome = new StackReader(program.layout().g()).read(memory, FakeGo.goroutine(number));
        var whole = (StackReader.Outcome.Whole) outcome;
        var trace = new Unwinder(program.functions(), ElfImage.AMD64).unwind(whole.g(), whole.stack());
        var code = new LockCode(program.functions(), ElfImage.AMD64);
        return new PendingUnlocks(new ProgramObjects(memory), program, code)
                .of(whole.g(), trace, whole.stack()).stream()
                        .map(PendingUnlocks.Pending::lock)
                        .toList();
    }

    @ParameterizedTest
    @ValueSource(ints = {15, 17, 18, 21, 22, 27})
    void deferredUnlockInAFrameTellsTheLock(int minor) throws IOException {
        var memory = FakeGo.of(minor);
        memory.closure(CLOSURE, FakeGo.WRAPPER, MUTEX);
        memory.defer(1, CLOSURE);
        assertThat(of(memory, 1)).containsExactly(MUTEX);
        assertThat(of(memory, 0)).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(ints = {15, 17, 18, 21, 22, 27})
    void deferredUnlockInTheListTellsTheLock(int minor) throws IOException {
        var memory = FakeGo.of(minor);
        var layout = Layouts.of(new GoVersion(minor, "go1." + minor)).defers();
        boolean takesArguments = layout.arguments() != Layout.NONE;
        memory.closure(CLOSURE, takesArguments ? FakeGo.UNLOCK : FakeGo.WRAPPER, MUTEX);
        memory.putLong(FakeGo.goroutine(1) + 40, DEFER);
        memory.putLong(DEFER + layout.function(), CLOSURE);
        if (takesArguments) {
            memory.putLong(DEFER + layout.arguments(), MUTEX);
        }
        assertThat(of(memory, 1)).containsExactly(MUTEX);
    }

    @Test
    void callThatWasMadeAlreadyTellsNothing() throws IOException {
        var memory = FakeGo.of(22);
        memory.closure(CLOSURE, FakeGo.WRAPPER, MUTEX);
        memory.defer(1, CLOSURE);
        memory.putLong(FakeGo.STACKS + 2L * FakeGo.STACK - 0x100 + 0x18 + 0x20 - 16, 0); // the bits
        assertThat(of(memory, 1)).isEmpty();
    }

    @Test
    void functionThatTakesTheLockFirstTellsNothing() throws IOException {
        var memory = FakeGo.of(22);
        memory.call(FakeGo.entry(FakeGo.WRAPPER) + 8, FakeGo.LOCK);
        memory.closure(CLOSURE, FakeGo.WRAPPER, MUTEX);
        memory.defer(1, CLOSURE);
        assertThat(of(memory, 1)).isEmpty();
    }

    @Test
    void endlessListEnds() throws IOException {
        var memory = FakeGo.of(22);
        var layout = Layouts.of(new GoVersion(22, "go1.22")).defers();
        memory.closure(CLOSURE, FakeGo.WRAPPER, MUTEX);
        memory.putLong(FakeGo.goroutine(1) + 40, DEFER);
        memory.putLong(DEFER + layout.function(), CLOSURE);
        memory.putLong(DEFER + layout.link(), DEFER);
        assertThat(of(memory, 1)).containsExactly(MUTEX);
    }
}
