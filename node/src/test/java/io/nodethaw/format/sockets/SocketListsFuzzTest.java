package io.nodethaw.format.sockets;

import com.code_intelligence.jazzer.junit.FuzzTest;
import io.nodethaw.format.Texts;
import java.io.IOException;

/** Lists of sockets come from anybody. */
class SocketListsFuzzTest {
    @FuzzTest
    void anyTextIsReadToItsEnd(byte[] bytes) throws IOException {
        Texts.survives(bytes, new SocketLists(), new NetworkStatistics());
    }
}
