package io.nodethaw.golang;

import com.code_intelligence.jazzer.api.FuzzedDataProvider;
import com.code_intelligence.jazzer.junit.FuzzTest;
import java.io.IOException;

class PclnTableFuzzTest {
    /** The places of a program's tables, code, goroutines and stacks, which are overwritten. */
    private static final long[] PLACES = {
        FakeGo.TABLE,
        FakeGo.TABLE + 0x4000,
        FakeGo.TABLE + 0x5000,
        FakeGo.TABLE + 0x7000,
        FakeGo.TABLE + 0x8000,
        FakeGo.TABLE + 0x9000,
        FakeGo.TABLE + 0xa000,
        FakeGo.MODULE,
        FakeGo.ALLGS,
        FakeGo.GS,
        FakeGo.STACKS + FakeGo.STACK - 0x100,
        FakeGo.CHANNEL,
        FakeGo.BUILD_INFO
    };

    /** Whatever a program's memory contains, it is read or refused: no crash, no hang, no unbounded memory. */
    @FuzzTest(maxDuration = "30s")
    void anyTablesAreReadOrRefused(FuzzedDataProvider data) throws IOException {
        var program = FakeGo.of(data.consumeInt(Layouts.OLDEST, Layouts.NEWEST));
        for (int changes = data.consumeInt(1, 8); changes > 0; changes--) {
            long place = PLACES[data.consumeInt(0, PLACES.length - 1)];
            int at = FakeGo.at(place) + data.consumeInt(0, 0x300);
            var bytes = data.consumeBytes(data.consumeInt(1, 64));
            System.arraycopy(bytes, 0, program.bytes(), at, bytes.length);
        }
        try {
            var known = GoProgram.read(program, program.image());
            new ProcessGoroutines(new FakeProcess(program), known).read(new GoroutineReader.Options(true, false));
        } catch (IOException _) {
            // refused
        }
    }
}
