package io.nodethaw.collect.child;

import com.code_intelligence.jazzer.junit.FuzzTest;
import java.io.ByteArrayInputStream;
import java.io.DataInputStream;
import java.io.IOException;

/** Frames of the child parse, or are refused. */
class AnswerFuzzTest {
    @FuzzTest
    void framesParseOrAreRefused(byte[] bytes) {
        try {
            if (bytes.length < 9 || (bytes[5] == 0 && bytes[6] == 0)) { // allowed lengths are allocated
                Answer.read(new DataInputStream(new ByteArrayInputStream(bytes)));
            }
        } catch (IOException refused) {
            return;
        }
    }
}
