package io.nodethaw.core;

import com.code_intelligence.jazzer.junit.FuzzTest;
import java.io.IOException;
import java.util.Optional;

class CoreFuzzTest {
    /** Any bytes are a core, or refused with one named failure. */
    @FuzzTest(maxDuration = "30s")
    void anyBytesAreACoreOrRefused(byte[] bytes) throws IOException {
        try {
            CoreAnswer.of(CoreReader.read(new FakeCore.Bytes(bytes), new CoreReader.Options(Optional.empty(), false)));
        } catch (CoreFormatException e) {
            if (e.next().isEmpty()) {
                throw new IllegalStateException(e);
            }
        }
    }
}
