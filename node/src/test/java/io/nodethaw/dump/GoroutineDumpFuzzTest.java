package io.nodethaw.dump;

import com.code_intelligence.jazzer.junit.FuzzTest;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.ArrayList;

/** Dumps come from people and logs: any bytes are read to their end, and what was read can be printed and read again. */
class GoroutineDumpFuzzTest {
    @FuzzTest
    void anyBytesAreReadToTheirEnd(byte[] bytes) throws IOException {
        var first = new ArrayList<DumpedGoroutine>();
        var snapshots = GoroutineDumps.groupAndEach(new ByteArrayInputStream(bytes), one -> first.add(one.decode()));
        long grouped =
                snapshots.dumps().stream().mapToLong(Snapshot::goroutines).sum();
        long read = first.stream().mapToLong(DumpedGoroutine::count).sum();
        if (grouped != read) {
            throw new AssertionError(read + " read, " + grouped + " grouped");
        }
        for (var problem : snapshots.problems().first()) {
            if (problem.line() < 1 || problem.what().contains("\n")) {
                throw new AssertionError(problem.toString());
            }
        }
        first.forEach(DumpedGoroutine::print);
        first.forEach(DumpedGoroutine::goroutine);
    }
}
