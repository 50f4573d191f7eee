package io.nodethaw.collect.wire.dbus;

import com.code_intelligence.jazzer.junit.FuzzTest;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;

class MessageDecoderFuzzTest {
    /** Any bytes are a message or one named exception; a message read survives being written and read again. */
    @FuzzTest(maxDuration = "60s")
    void bytesAreAMessageOrMalformed(byte[] bytes) throws Exception {
        Message message;
        try {
            message = MessageDecoder.decode(ByteBuffer.wrap(bytes));
        } catch (MessageFormatException _) {
            return;
        }
        if (message.type() == Message.Type.OTHER) {
            return;
        }
        var again = MessageDecoder.decode(MessageEncoder.encode(message, ByteOrder.BIG_ENDIAN));
        if (!again.equals(message)) {
            throw new IllegalStateException(message + " became " + again);
        }
    }
}
