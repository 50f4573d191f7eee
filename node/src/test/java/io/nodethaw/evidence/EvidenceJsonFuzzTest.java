package io.nodethaw.evidence;

import com.code_intelligence.jazzer.junit.FuzzTest;
import java.io.IOException;
import java.io.StringReader;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;

/** Files come from people: any bytes are read, or refused in one line; what was read can be written and read again. */
class EvidenceJsonFuzzTest {
    private static final String FRAME =
            "{\"schemaVersion\":1,\"kind\":\"evidence\",\"tool\":\"t\",\"at\":\"2026-01-02T03:04:05Z\",\"readings\":[";

    @FuzzTest
    void anyFileIsReadOrRefused(byte[] bytes) throws IOException {
        var text = new String(bytes, StandardCharsets.UTF_8);
        readAndWrite(text);
        readAndWrite(FRAME + text);
    }

    private static void readAndWrite(String text) throws IOException {
        var json = new EvidenceJson(EvidenceFacts.ALL);
        LoadedEvidence first;
        try {
            first = json.read(new StringReader(text), "file");
        } catch (EvidenceFormatException e) {
            if (String.valueOf(e.getMessage()).contains("\n")) {
                throw new AssertionError("more than one line", e);
            }
            return;
        }
        var copy = new StringWriter();
        json.write(first.evidence(), "t", copy);
        var second = json.read(new StringReader(copy.toString()), "copy");
        if (!second.evidence().all().equals(first.evidence().all())) {
            throw new AssertionError("the copy differs");
        }
    }
}
