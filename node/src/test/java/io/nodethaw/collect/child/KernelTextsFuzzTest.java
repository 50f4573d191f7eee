package io.nodethaw.collect.child;

import com.code_intelligence.jazzer.junit.FuzzTest;
import io.nodethaw.collect.proc.MalformedTextException;
import java.io.ByteArrayInputStream;
import java.io.DataInputStream;
import java.io.IOException;

/** Texts of the kernel and frames of the child parse, or are refused as what they are. */
class KernelTextsFuzzTest {
    @FuzzTest
    void aTextParsesOrIsRefused(byte[] text) {
        attempt(() -> KernelTexts.systemCall(1, 1, text));
        attempt(() -> KernelTexts.stack(1, 1, text));
        attempt(() -> KernelTexts.descriptor(1, 1, text));
        attempt(() -> MountText.parse(1, text));
        attempt(() -> KernelLogText.parse(text));
    }

    @FuzzTest
    void framesParseOrAreRefused(byte[] bytes) {
        try {
            if (bytes.length < 9 || (bytes[5] == 0 && bytes[6] == 0)) { // lengths that are allowed are allocated
                Answer.read(new DataInputStream(new ByteArrayInputStream(bytes)));
            }
            FreezeText.read(1, bytes);
        } catch (IOException refused) {
            return;
        }
    }

    private static void attempt(Parse parse) {
        try {
            parse.run();
        } catch (MalformedTextException refused) {
            return;
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    private interface Parse {
        Object run() throws IOException;
    }
}
