package io.nodethaw.format.bus;

import com.code_intelligence.jazzer.junit.FuzzTest;
import io.nodethaw.format.Texts;
import java.io.IOException;

/** What busctl, gdbus and dbus-monitor printed comes from anybody. */
class BusTextsFuzzTest {
    @FuzzTest
    void anyTextIsReadToItsEnd(byte[] bytes) throws IOException {
        Texts.survives(bytes, new BusMonitors(), new BusNames());
    }
}
