package io.nodethaw.format.users;

import com.code_intelligence.jazzer.junit.FuzzTest;
import io.nodethaw.format.Texts;
import java.io.IOException;

/** What fuser printed comes from anybody. */
class FileUsersFuzzTest {
    @FuzzTest
    void anyTextIsReadToItsEnd(byte[] bytes) throws IOException {
        Texts.survives(bytes, new FileUsers());
    }
}
