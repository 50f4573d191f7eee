package io.nodethaw.golang;

import static org.assertj.core.api.Assertions.assertThat;

import io.nodethaw.evidence.Goroutines;
import io.nodethaw.memory.Memory;
import java.io.IOException;
import org.junit.jupiter.api.Test;

class StackReaderTest {
    private final FakeGo program;
    private final Layout layout;

    StackReaderTest() throws IOException {
        program = FakeGo.of(19);
        layout = Layouts.of(new GoVersion(19, "go1.19"));
    }

    /** Memory in which the second goroutine runs and comes back each time its stack is read, this many times. */
    private Memory moving(int times) {
        var left = new int[] {times};
        return (address, into) -> {
            int count = program.read(address, into);
            boolean stack = address == FakeGo.STACKS + FakeGo.STACK;
            if (stack && left[0]-- > 0) {
                long sequence = FakeGo.goroutine(1) + layout.g().trackingSeq();
                program.putInt(sequence, program.bytes()[FakeGo.at(sequence)] + 1 & 0x7f);
            }
            return count;
        };
    }

    private Goroutines read(Memory memory) throws IOException {
        var known = GoProgram.read(memory, program.image());
        return new ProcessGoroutines(new FakeProcess(memory), known).read(new GoroutineReader.Options(false, false));
    }

    @Test
    void goroutineThatRanMeanwhileIsTorn() throws IOException {
        var memory = moving(1);
        var reader = new StackReader(layout.g());
        assertThat(reader.read(memory, FakeGo.goroutine(1))).isInstanceOf(StackReader.Outcome.Torn.class);
        assertThat(reader.read(memory, FakeGo.goroutine(1))).isInstanceOf(StackReader.Outcome.Whole.class);
    }

    @Test
    void tornGoroutineIsReadAgain() throws IOException {
        var found = read(moving(3));
        assertThat(found.source()).isEqualTo("memory");
        assertThat(found.goroutines()).hasSize(FakeGo.COUNT);
    }

    @Test
    void goroutineThatNeverStandsStillIsCounted() throws IOException {
        var found = read(moving(1000));
        assertThat(found.source()).isEqualTo("memory, but 1 of 3 that never stood still");
        assertThat(found.goroutines()).hasSize(FakeGo.COUNT - 1);
    }

    @Test
    void deadGoroutineIsUnused() throws IOException {
        program.putInt(FakeGo.goroutine(0) + layout.g().status(), G.DEAD);
        assertThat(read(program).goroutines()).hasSize(FakeGo.COUNT - 1);
    }

    @Test
    void runningGoroutineHasNoStack() throws IOException {
        program.putInt(FakeGo.goroutine(0) + layout.g().status(), G.RUNNING | 0x1000); // and it is scanned
        var running = read(program).goroutines().getFirst();
        assertThat(running.state()).isEqualTo("running");
        assertThat(running.frames()).isEmpty();
    }
}
