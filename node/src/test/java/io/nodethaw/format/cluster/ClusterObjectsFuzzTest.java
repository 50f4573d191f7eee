package io.nodethaw.format.cluster;

import com.code_intelligence.jazzer.junit.FuzzTest;
import io.nodethaw.format.Texts;
import io.nodethaw.format.log.DaemonLog;
import java.io.IOException;

/** Objects of a cluster come from anybody. */
class ClusterObjectsFuzzTest {
    @FuzzTest
    void anyTextIsReadToItsEnd(byte[] bytes) throws IOException {
        Texts.survives(bytes, new ClusterObjects(new DaemonLog()), new Conditions());
    }
}
