package io.nodethaw.format.packages;

import com.code_intelligence.jazzer.junit.FuzzTest;
import io.nodethaw.format.Texts;
import java.io.IOException;

/** Lines that tell versions come from anybody. */
class VersionTextsFuzzTest {
    @FuzzTest
    void anyTextIsReadToItsEnd(byte[] bytes) throws IOException {
        Texts.survives(bytes, new VersionTexts());
    }
}
