package io.nodethaw.format.collector;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import com.code_intelligence.jazzer.junit.FuzzTest;
import io.nodethaw.evidence.CollectedCommand;
import io.nodethaw.format.FileFormatException;
import io.nodethaw.format.Head;
import java.io.ByteArrayInputStream;
import java.io.IOException;

/** A collector's record comes from anybody: any bytes become readings, or are refused. */
class CommandRecordsFuzzTest {
    @FuzzTest
    void anyRecordIsReadOrRefused(byte[] bytes) throws IOException {
        var format = new CommandRecords();
        format.recognises(new Head(new String(bytes, ISO_8859_1)));
        try {
            var piece = format.read(new ByteArrayInputStream(bytes), "x");
            if (piece.evidence().readings(CollectedCommand.TYPE).isEmpty()) {
                throw new AssertionError("a record without a command: " + piece);
            }
        } catch (FileFormatException e) {
            // nothing in it can be used
        }
    }
}
