package io.nodethaw.collect.wire.dbus;

import com.code_intelligence.jazzer.junit.FuzzTest;
import java.nio.ByteBuffer;
import java.util.Objects;

class MessageHeadFuzzTest {
    private final MessageHead head = new MessageHead();

    /** Any bytes have a head or one named exception; what is a message to the decoder has the same head. */
    @FuzzTest(maxDuration = "60s")
    void headIsThatOfTheMessage(byte[] bytes) throws Exception {
        boolean read = true;
        try {
            head.read(bytes, 0, bytes.length);
            head.text(2);
        } catch (MessageFormatException _) {
            read = false;
        }
        Message message;
        try {
            message = MessageDecoder.decode(ByteBuffer.wrap(bytes));
        } catch (MessageFormatException _) {
            return;
        }
        if (!read || !isHeadOf(message)) {
            throw new IllegalStateException("another head than that of " + message);
        }
    }

    private boolean isHeadOf(Message message) {
        return head.type() == message.type()
                && head.flags() == message.flags()
                && head.serial() == message.serial()
                && head.replySerial() == message.replySerial()
                && head.path().equals(message.path())
                && head.interfaceName().equals(message.interfaceName())
                && head.member().equals(message.member())
                && head.errorName().equals(message.errorName())
                && head.destination().equals(message.destination())
                && head.sender().equals(message.sender())
                && head.signature().equals(message.signature())
                && (!message.signature().startsWith("s")
                        || Objects.equals(head.text(0), message.body().getFirst()));
    }
}
