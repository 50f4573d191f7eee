package io.nodethaw.format.containers;

import com.code_intelligence.jazzer.junit.FuzzTest;
import io.nodethaw.format.Texts;
import java.io.IOException;

/** What ctr printed comes from anybody. */
class TaskListsFuzzTest {
    @FuzzTest
    void anyTextIsReadToItsEnd(byte[] bytes) throws IOException {
        Texts.survives(bytes, new TaskLists());
    }
}
