package io.nodethaw.format.saved;

import com.code_intelligence.jazzer.junit.FuzzTest;
import io.nodethaw.evidence.EvidenceFacts;
import io.nodethaw.evidence.EvidenceFormatException;
import io.nodethaw.evidence.EvidenceJson;
import io.nodethaw.format.Head;
import java.io.BufferedInputStream;
import java.io.ByteArrayInputStream;
import java.io.IOException;

/** What calls itself our own evidence comes from anybody. */
class SavedEvidenceFuzzTest {
    @FuzzTest
    void anyFileIsOursOrRefused(byte[] bytes) throws IOException {
        var format = new SavedEvidence(new EvidenceJson(EvidenceFacts.ALL));
        format.recognises(Head.of(new BufferedInputStream(new ByteArrayInputStream(bytes))));
        try {
            format.read(new ByteArrayInputStream(bytes), "x");
        } catch (EvidenceFormatException e) {
            if (String.valueOf(e.getMessage()).contains("\n")) {
                throw new AssertionError("more than one line", e);
            }
        }
    }
}
