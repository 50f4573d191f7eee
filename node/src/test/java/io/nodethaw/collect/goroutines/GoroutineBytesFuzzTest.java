package io.nodethaw.collect.goroutines;

import com.code_intelligence.jazzer.junit.FuzzTest;
import java.io.IOException;

class GoroutineBytesFuzzTest {
    @FuzzTest(maxDuration = "30s")
    void anyBytesAreGoroutinesOrRefused(byte[] bytes) {
        try {
            GoroutineBytes.read(bytes);
        } catch (IOException _) {
            // refused
        }
    }
}
