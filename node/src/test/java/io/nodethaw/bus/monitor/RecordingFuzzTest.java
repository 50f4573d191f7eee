package io.nodethaw.bus.monitor;

import com.code_intelligence.jazzer.junit.FuzzTest;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.Optional;

class RecordingFuzzTest {
    /** Any bytes are a recording, as far as it goes, or none. */
    @FuzzTest(maxDuration = "60s")
    void bytesAreARecordingOrNone(byte[] bytes) {
        try {
            Replay.read(new ByteArrayInputStream(bytes), Optional.empty(), _ -> {});
        } catch (IOException _) {
            return;
        }
    }
}
