package io.nodethaw.collect.wire.dbus;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/** Bytes to messages (D-Bus Specification, "Message Format"). */
public final class MessageDecoder {
    /** Bytes one must have to know how long a message is. */
    public static final int PREFIX = 16;

    /**
     * Longest message we read, in bytes. The specification allows 128 MiB; ListUnits of 10,000 units takes about 4, and a
     * sender must not fill our memory.
     */
    public static final int MAX_LENGTH = 16 << 20;

    /** Most bytes of header fields we read; a path and five names take some hundred. */
    private static final int MAX_FIELDS = 64 << 10;

    private MessageDecoder() {}

    /**
     * Length in bytes of the message at the buffer's position, of which {@link #PREFIX} bytes are there; does not move the
     * position.
     */
    public static int length(ByteBuffer bytes) throws MessageFormatException {
        int start = bytes.position();
        bytes.order(order(bytes.get(start)));
        if (bytes.get(start + 3) != 1) {
            throw new MessageFormatException("protocol version " + bytes.get(start + 3));
        }
        long body = Integer.toUnsignedLong(bytes.getInt(start + 4));
        long fields = Integer.toUnsignedLong(bytes.getInt(start + 12));
        if (fields > MAX_FIELDS || body > MAX_LENGTH - MAX_FIELDS - PREFIX) {
            throw new MessageFormatException(fields + " bytes of header fields and " + body + " of body");
        }
        return PREFIX + padded((int) fields) + (int) body;
    }

    /** Reads the message at the buffer's position, which is whole, and moves behind it. The buffer has an array. */
    public static Message decode(ByteBuffer bytes) throws MessageFormatException {
        if (bytes.remaining() < PREFIX) {
            throw new MessageFormatException("shorter than its header");
        }
        int length = length(bytes);
        if (length > bytes.remaining()) {
            throw new MessageFormatException("ends " + (length - bytes.remaining()) + " bytes too early");
        }
        var one = bytes.slice(bytes.position(), length).order(bytes.order());
        bytes.position(bytes.position() + length);
        return decodeOne(one);
    }

    private static Message decodeOne(ByteBuffer bytes) throws MessageFormatException {
        var type = type(bytes.get(1));
        int bodyLength = bytes.getInt(4);
        long serial = Integer.toUnsignedLong(bytes.getInt(8));
        if (serial == 0) {
            throw new MessageFormatException("serial 0");
        }
        var reader = new ValueReader(bytes);
        var fields = new HeaderFields();
        int end = PREFIX + bytes.getInt(12);
        bytes.position(PREFIX);
        while (bytes.position() < end) {
            fields.readOne(reader, bytes);
        }
        if (bytes.position() != end) {
            throw new MessageFormatException("header field runs past the end of the header");
        }
        reader.align(8);
        fields.checkFor(type);
        if (bodyLength > 0 && fields.signature.isEmpty()) {
            throw new MessageFormatException("body without a signature");
        }
        var body = reader.readAll(fields.signature);
        if (bytes.hasRemaining()) {
            throw new MessageFormatException(bytes.remaining() + " bytes behind the body");
        }
        return new Message(
                type,
                bytes.get(2) & 0xff,
                serial,
                fields.replySerial,
                fields.path,
                fields.interfaceName,
                fields.member,
                fields.errorName,
                fields.destination,
                fields.sender,
                fields.signature,
                body);
    }

    private static Message.Type type(byte number) throws MessageFormatException {
        return switch (number) {
            case 0 -> throw new MessageFormatException("message type 0");
            case 1 -> Message.Type.METHOD_CALL;
            case 2 -> Message.Type.METHOD_RETURN;
            case 3 -> Message.Type.ERROR;
            case 4 -> Message.Type.SIGNAL;
            default -> Message.Type.OTHER;
        };
    }

    private static ByteOrder order(byte mark) throws MessageFormatException {
        return switch (mark) {
            case 'l' -> ByteOrder.LITTLE_ENDIAN;
            case 'B' -> ByteOrder.BIG_ENDIAN;
            default -> throw new MessageFormatException("byte order mark " + mark);
        };
    }

    static int padded(int length) {
        return (length + 7) & ~7;
    }
}
