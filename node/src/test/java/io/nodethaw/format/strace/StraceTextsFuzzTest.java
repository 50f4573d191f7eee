package io.nodethaw.format.strace;

import com.code_intelligence.jazzer.junit.FuzzTest;
import io.nodethaw.format.Texts;
import java.io.IOException;

/** Traces come from anybody, and what a traced process wrote stands in them. */
class StraceTextsFuzzTest {
    @FuzzTest
    void anyTextIsReadToItsEnd(byte[] bytes) throws IOException {
        Texts.survives(bytes, new StraceTexts());
    }
}
