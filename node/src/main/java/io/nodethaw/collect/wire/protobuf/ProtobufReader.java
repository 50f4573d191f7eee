package io.nodethaw.collect.wire.protobuf;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Map;

/**
 * Walks the fields of one message. Lengths are checked against what is there before anything is allocated.
 *
 * <pre>{@code
 * while (reader.next()) {
 *     switch (reader.field()) {
 *         case 1 -> id = reader.string();
 *         default -> {}
 *     }
 * }
 * }</pre>
 */
public final class ProtobufReader {
    // wire types: "Encoding" page of the protocol buffers documentation
    private static final int VARINT = 0;
    private static final int FIXED64 = 1;
    private static final int LENGTH_DELIMITED = 2;
    private static final int GROUP_START = 3;
    private static final int GROUP_END = 4;
    private static final int FIXED32 = 5;

    private static final int MAX_VARINT_BYTES = 10;

    private final ByteBuffer bytes;
    private int field;
    private int wireType;
    private long number;
    private ByteBuffer slice = ByteBuffer.allocate(0);

    private ProtobufReader(ByteBuffer bytes) {
        this.bytes = bytes.slice().order(ByteOrder.LITTLE_ENDIAN);
    }

    /** A reader of one whole message; the array is not copied. */
    public static ProtobufReader of(byte[] message) {
        return new ProtobufReader(ByteBuffer.wrap(message));
    }

    /** A reader of what remains in the buffer, whose position stays as it is. */
    public static ProtobufReader of(ByteBuffer message) {
        return new ProtobufReader(message);
    }

    /** Moves to the next field; false at the end of the message. Groups, which proto3 does not have, are passed over. */
    public boolean next() throws ProtobufException {
        int depth = 0;
        while (bytes.hasRemaining()) {
            readField();
            switch (wireType) {
                case GROUP_START -> depth++;
                case GROUP_END -> {
                    if (--depth < 0) {
                        throw malformed("end of a group that was not begun");
                    }
                }
                default -> {
                    if (depth == 0) {
                        return true;
                    }
                }
            }
        }
        if (depth > 0) {
            throw malformed("group without end");
        }
        return false;
    }

    /** Number of the field. */
    public int field() {
        return field;
    }

    /** Value of a varint field: int32, int64, uint32, uint64, bool or enum. */
    public long varint() throws ProtobufException {
        return number(VARINT, "a varint");
    }

    /** Value of a fixed32, sfixed32 or float field, its bits unsigned. */
    public long fixed32() throws ProtobufException {
        return number(FIXED32, "fixed32");
    }

    /** Value of a fixed64, sfixed64 or double field, its bits. */
    public long fixed64() throws ProtobufException {
        return number(FIXED64, "fixed64");
    }

    /** Value of a bytes field, copied. */
    public byte[] bytes() throws ProtobufException {
        var copy = new byte[delimited().remaining()];
        slice.duplicate().get(copy);
        return copy;
    }

    /** Value of a string field. What is not UTF-8 becomes U+FFFD: a name we only show is no reason to give up. */
    public String string() throws ProtobufException {
        return UTF_8.decode(delimited().duplicate()).toString();
    }

    /** Value of a message field. */
    public ProtobufReader message() throws ProtobufException {
        return new ProtobufReader(delimited());
    }

    /** Value of an entry of a {@code map<string, string>} field, which is a message of its key and its value. */
    public Map.Entry<String, String> entry() throws ProtobufException {
        var key = "";
        var value = "";
        var entry = message();
        while (entry.next()) {
            switch (entry.field()) {
                case 1 -> key = entry.string();
                case 2 -> value = entry.string();
                default -> {}
            }
        }
        return Map.entry(key, value);
    }

    private void readField() throws ProtobufException {
        long tag = readVarint();
        if (tag >>> 3 == 0 || tag >>> 3 > 0x1fff_ffff) {
            throw malformed("field number " + Long.toUnsignedString(tag >>> 3));
        }
        field = (int) (tag >>> 3);
        wireType = (int) (tag & 7);
        switch (wireType) {
            case VARINT -> number = readVarint();
            case FIXED64 -> number = require(Long.BYTES).getLong();
            case FIXED32 ->
                number = Integer.toUnsignedLong(require(Integer.BYTES).getInt());
            case LENGTH_DELIMITED -> slice = readSlice();
            case GROUP_START, GROUP_END -> {}
            default -> throw malformed("wire type " + wireType);
        }
    }

    private ByteBuffer readSlice() throws ProtobufException {
        long length = readVarint();
        if (length < 0 || length > bytes.remaining()) {
            throw malformed(Long.toUnsignedString(length) + " bytes announced, " + bytes.remaining() + " bytes left");
        }
        var part = bytes.slice(bytes.position(), (int) length);
        bytes.position(bytes.position() + (int) length);
        return part;
    }

    private long readVarint() throws ProtobufException {
        long value = 0;
        for (int i = 0; i < MAX_VARINT_BYTES; i++) {
            byte part = require(1).get();
            value |= (part & 0x7fL) << (7 * i);
            if (part >= 0) {
                return value;
            }
        }
        throw malformed("varint longer than " + MAX_VARINT_BYTES + " bytes");
    }

    private ByteBuffer require(int count) throws ProtobufException {
        if (bytes.remaining() < count) {
            throw malformed("cut off");
        }
        return bytes;
    }

    private long number(int type, String name) throws ProtobufException {
        if (wireType != type) {
            throw malformed("wire type " + wireType + " where " + name + " was expected");
        }
        return number;
    }

    private ByteBuffer delimited() throws ProtobufException {
        if (wireType != LENGTH_DELIMITED) {
            throw malformed("wire type " + wireType + " where bytes were expected");
        }
        return slice;
    }

    private ProtobufException malformed(String what) {
        return new ProtobufException("field " + field + ", byte " + bytes.position() + ": " + what);
    }
}
