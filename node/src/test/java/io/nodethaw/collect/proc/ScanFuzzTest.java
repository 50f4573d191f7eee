package io.nodethaw.collect.proc;

import com.code_intelligence.jazzer.junit.FuzzTest;
import java.io.IOException;

/** Kernel texts are not trusted to have the known form. */
class ScanFuzzTest {
    @FuzzTest
    void aTextParsesOrIsRefused(byte[] text) {
        attempt(() -> StatLine.parse(new Scan(text)));
        attempt(() -> StatusReader.parse(1, new Scan(text)));
        attempt(() -> FileLocksReader.parse(new Scan(text)));
        attempt(() -> DiskStatsReader.parse(new Scan(text)));
        attempt(() -> PressureReader.average("some", new Scan(text)));
    }

    private static void attempt(Parse parse) {
        try {
            parse.run();
        } catch (MalformedTextException e) {
            return;
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    private interface Parse {
        Object run() throws IOException;
    }
}
