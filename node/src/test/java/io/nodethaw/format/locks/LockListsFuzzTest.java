package io.nodethaw.format.locks;

import com.code_intelligence.jazzer.junit.FuzzTest;
import io.nodethaw.format.Texts;
import java.io.IOException;

/** Lists of locks come from anybody. */
class LockListsFuzzTest {
    @FuzzTest
    void anyTextIsReadToItsEnd(byte[] bytes) throws IOException {
        Texts.survives(bytes, new LockLists(), new KernelLocks());
    }
}
