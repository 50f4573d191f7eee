package io.nodethaw;

import com.code_intelligence.jazzer.junit.FuzzTest;
import java.io.IOException;
import java.nio.charset.StandardCharsets;

/** Any text, by all that reads texts at once, is judged, and the verdict is told; or it is refused with one line. */
class BroughtFuzzTest {
    @FuzzTest(maxDuration = "60s")
    void anyTextIsJudgedOrRefused(byte[] bytes) {
        try {
            Brought.verdict(new String(bytes, StandardCharsets.UTF_8));
        } catch (IOException e) {
            if (String.valueOf(e.getMessage()).contains("\n")) {
                throw new AssertionError("more than one line", e);
            }
        }
    }
}
