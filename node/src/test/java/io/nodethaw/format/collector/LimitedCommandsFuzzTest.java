package io.nodethaw.format.collector;

import com.code_intelligence.jazzer.junit.FuzzTest;
import io.nodethaw.format.Texts;
import java.io.IOException;

/** What people paste of a shell comes from anybody. */
class LimitedCommandsFuzzTest {
    @FuzzTest
    void anyTextIsReadToItsEnd(byte[] bytes) throws IOException {
        Texts.survives(bytes, new LimitedCommands());
    }
}
