package io.nodethaw.collect.kernel;

import com.code_intelligence.jazzer.junit.FuzzTest;
import io.nodethaw.collect.proc.MalformedTextException;
import java.io.IOException;

/** Kernel texts are parsed, or refused as malformed. */
class KernelTextsFuzzTest {
    @FuzzTest
    void aTextParsesOrIsRefused(byte[] text) {
        attempt(() -> KernelTexts.systemCall(1, 1, text));
        attempt(() -> KernelTexts.stack(1, 1, text));
        attempt(() -> KernelTexts.descriptor(1, 1, text));
        attempt(() -> MountText.parse(1, text));
        attempt(() -> MountStatsText.parse(1, text));
        attempt(() -> KernelLogText.parse(text));
    }

    @FuzzTest
    void anAnswerOfTheChildParsesOrIsRefused(byte[] bytes) {
        try {
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
