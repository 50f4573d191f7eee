package io.nodethaw.collect.wire.dbus;

import java.nio.ByteBuffer;

/** The header fields of one message while it is read. Codes from the D-Bus Specification, "Header Fields". */
final class HeaderFields {
    static final int PATH = 1;
    static final int INTERFACE = 2;
    static final int MEMBER = 3;
    static final int ERROR_NAME = 4;
    static final int REPLY_SERIAL = 5;
    static final int DESTINATION = 6;
    static final int SENDER = 7;
    static final int SIGNATURE = 8;

    String path = "";
    String interfaceName = "";
    String member = "";
    String errorName = "";
    String destination = "";
    String sender = "";
    String signature = "";
    long replySerial;
    private int seen;

    void readOne(ValueReader reader, ByteBuffer bytes) throws MessageFormatException {
        reader.align(8);
        if (bytes.remaining() < 2) {
            throw new MessageFormatException("header field cut off");
        }
        int code = bytes.get() & 0xff;
        if (code == 0) {
            throw new MessageFormatException("header field 0");
        }
        if (code <= SIGNATURE) {
            int bit = 1 << code;
            if ((seen & bit) != 0) {
                throw new MessageFormatException("header field " + code + " twice");
            }
            seen |= bit;
        }
        switch (code) {
            case PATH -> {
                reader.expect('o');
                path = reader.path();
            }
            case INTERFACE -> interfaceName = name(reader);
            case MEMBER -> member = name(reader);
            case ERROR_NAME -> errorName = name(reader);
            case DESTINATION -> destination = name(reader);
            case SENDER -> sender = name(reader);
            case REPLY_SERIAL -> {
                reader.expect('u');
                replySerial = reader.uint32();
            }
            case SIGNATURE -> {
                reader.expect('g');
                signature = reader.signature();
            }
            default -> reader.variant(); // number of file descriptors, and fields of later protocols
        }
    }

    /** Refuses a message without the fields that its type must have. */
    void checkFor(Message.Type type) throws MessageFormatException {
        boolean complete = switch (type) {
            case METHOD_CALL -> !path.isEmpty() && !member.isEmpty();
            case METHOD_RETURN -> replySerial != 0;
            case ERROR -> replySerial != 0 && !errorName.isEmpty();
            case SIGNAL -> !path.isEmpty() && !member.isEmpty() && !interfaceName.isEmpty();
            case OTHER -> true;
        };
        if (!complete) {
            throw new MessageFormatException("a header field that every " + type + " must have is missing");
        }
    }

    private static String name(ValueReader reader) throws MessageFormatException {
        reader.expect('s');
        return reader.name();
    }
}
