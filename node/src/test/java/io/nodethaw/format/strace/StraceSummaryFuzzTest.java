package io.nodethaw.format.strace;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;

import com.code_intelligence.jazzer.junit.FuzzTest;

/** What strace printed for us is read by the same rules, and what a traced process wrote stands in it. */
class StraceSummaryFuzzTest {
    @FuzzTest(maxDuration = "60s")
    void anyTraceIsSummed(byte[] bytes) {
        StraceSummary.of(new String(bytes, UTF_8)).handed();
        StraceSummary.unescaped(new String(bytes, ISO_8859_1));
    }
}
