package io.nodethaw.collect.wire.dbus;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/** Messages to bytes (D-Bus Specification, "Message Format"). */
public final class MessageEncoder {
    private MessageEncoder() {}

    /**
     * The bytes of a message, ready to be read.
     *
     * @throws MessageFormatException when the signature is not valid
     * @throws IllegalArgumentException when the values do not fit the signature
     */
    public static ByteBuffer encode(Message message, ByteOrder order) throws MessageFormatException {
        Signature.check(message.signature());
        var writer = new ValueWriter(order);
        writer.octet(order == ByteOrder.LITTLE_ENDIAN ? 'l' : 'B');
        writer.octet(message.type().code());
        writer.octet(message.flags());
        writer.octet(1);
        writer.int32(0);
        writer.int32((int) message.serial());
        writer.int32(0);
        text(writer, HeaderFields.PATH, "o", message.path());
        text(writer, HeaderFields.INTERFACE, "s", message.interfaceName());
        text(writer, HeaderFields.MEMBER, "s", message.member());
        text(writer, HeaderFields.ERROR_NAME, "s", message.errorName());
        text(writer, HeaderFields.DESTINATION, "s", message.destination());
        text(writer, HeaderFields.SENDER, "s", message.sender());
        text(writer, HeaderFields.SIGNATURE, "g", message.signature());
        if (message.replySerial() != 0) {
            field(writer, HeaderFields.REPLY_SERIAL, "u", message.replySerial());
        }
        writer.patch(12, writer.position() - MessageDecoder.PREFIX);
        writer.align(8);
        int bodyStart = writer.position();
        writer.writeAll(message.signature(), message.body());
        writer.patch(4, writer.position() - bodyStart);
        return writer.bytes();
    }

    private static void text(ValueWriter writer, int code, String type, String value) {
        if (!value.isEmpty()) {
            field(writer, code, type, value);
        }
    }

    private static void field(ValueWriter writer, int code, String type, Object value) {
        writer.align(8);
        writer.octet(code);
        writer.signature(type);
        writer.write(type, 0, value);
    }
}
