package io.nodethaw.format.proc;

import com.code_intelligence.jazzer.junit.FuzzTest;
import io.nodethaw.format.Texts;
import java.io.IOException;

/** What files of control groups hold comes from anybody. */
class FreezerFilesFuzzTest {
    @FuzzTest
    void anyTextIsReadToItsEnd(byte[] bytes) throws IOException {
        Texts.survives(bytes, new FreezerFiles());
    }
}
