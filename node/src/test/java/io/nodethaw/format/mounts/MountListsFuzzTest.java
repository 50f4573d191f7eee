package io.nodethaw.format.mounts;

import com.code_intelligence.jazzer.junit.FuzzTest;
import io.nodethaw.format.Texts;
import java.io.IOException;

/** What mount and findmnt printed, and files of /proc, come from anybody. */
class MountListsFuzzTest {
    @FuzzTest
    void anyTextIsReadToItsEnd(byte[] bytes) throws IOException {
        Texts.survives(bytes, new MountLists());
    }
}
