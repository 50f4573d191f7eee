package io.nodethaw.collect.wire.dbus;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;

/**
 * The head of one message, read without an object for it, and used again for the next message: for streams of which every message is
 * looked at and hardly any body. What it accepts may break rules that {@link MessageDecoder} holds messages to; it never reads beyond the
 * bytes that it is given. The bytes must stay as they are while it is asked. Used by one thread.
 */
public final class MessageHead {
    /** Bytes one must have to know how long a message is. */
    public static final int PREFIX = MessageDecoder.PREFIX;

    /** The longest message (D-Bus Specification, "Message Format"): 128 MiB. */
    public static final int LONGEST = 1 << 27;

    /** Most bytes of header fields; a path and five names take some hundred. */
    private static final int MOST_FIELDS = 64 << 10;

    private static final VarHandle LITTLE = MethodHandles.byteArrayViewVarHandle(int[].class, ByteOrder.LITTLE_ENDIAN);
    private static final VarHandle BIG = MethodHandles.byteArrayViewVarHandle(int[].class, ByteOrder.BIG_ENDIAN);

    /** The types that fields have, by their codes (D-Bus Specification, "Header Fields"). */
    private static final byte[] TYPES = {0, 'o', 's', 's', 's', 'u', 's', 's', 'g'};

    private final NameTable names = new NameTable();
    private final int[] at = new int[HeaderFields.SIGNATURE + 1];
    private final int[] size = new int[HeaderFields.SIGNATURE + 1];
    private byte[] bytes = {};
    private boolean big;
    private int start;
    private int bodyAt;
    private int bodySize;
    private int bodyEnd;
    private long replySerial;

    /**
     * Length in bytes of the message that begins there, of which {@link #PREFIX} bytes are there.
     *
     * @throws MessageFormatException when no message begins there
     */
    public static int length(byte[] bytes, int start) throws MessageFormatException {
        long body = Integer.toUnsignedLong(integer(bytes, start + 4, isBig(bytes[start])));
        return headLength(bytes, start) + (int) checked(body);
    }

    /** Length of its header with the padding behind it. */
    public static int headLength(byte[] bytes, int start) throws MessageFormatException {
        boolean big = isBig(bytes[start]);
        if (bytes[start + 3] != 1) {
            throw new MessageFormatException("protocol version " + bytes[start + 3]);
        }
        long fields = Integer.toUnsignedLong(integer(bytes, start + 12, big));
        if (fields > MOST_FIELDS) {
            throw new MessageFormatException(fields + " bytes of header fields");
        }
        return PREFIX + MessageDecoder.padded((int) fields);
    }

    private static long checked(long body) throws MessageFormatException {
        if (body > LONGEST - MOST_FIELDS - PREFIX) {
            throw new MessageFormatException(body + " bytes of body");
        }
        return body;
    }

    private static boolean isBig(byte mark) throws MessageFormatException {
        return switch (mark) {
            case 'l' -> false;
            case 'B' -> true;
            default -> throw new MessageFormatException("byte order mark " + mark);
        };
    }

    private static int integer(byte[] bytes, int at, boolean big) {
        return (int) (big ? BIG : LITTLE).get(bytes, at);
    }

    /**
     * Reads the head of the message that begins there.
     *
     * @param end where the bytes end that are there; the whole header must be, the body need not be
     */
    public void read(byte[] from, int begin, int end) throws MessageFormatException {
        if (end - begin < PREFIX) {
            throw new MessageFormatException("shorter than its header");
        }
        int head = headLength(from, begin);
        if (head > end - begin) {
            throw new MessageFormatException("ends " + (head - (end - begin)) + " bytes too early");
        }
        bytes = from;
        start = begin;
        big = from[begin] == 'B';
        bodyAt = begin + head;
        bodySize = (int) checked(Integer.toUnsignedLong(integer(from, begin + 4, big)));
        bodyEnd = (int) Math.min(end, (long) bodyAt + bodySize);
        if (from[begin + 1] == 0) {
            throw new MessageFormatException("message type 0");
        }
        if (serial() == 0) {
            throw new MessageFormatException("serial 0");
        }
        Arrays.fill(size, 0);
        replySerial = 0;
        int fieldsEnd = begin + PREFIX + integer(from, begin + 12, big);
        int seen = 0;
        for (int next = begin + PREFIX; next < fieldsEnd; ) {
            int field = aligned(next, 8);
            if (field + 4 > fieldsEnd) {
                throw new MessageFormatException("header field cut off");
            }
            int code = from[field] & 0xff;
            if (code == 0) {
                throw new MessageFormatException("header field 0");
            }
            if (code <= HeaderFields.SIGNATURE && (seen & 1 << code) != 0) {
                throw new MessageFormatException("header field " + code + " twice");
            }
            seen |= code <= HeaderFields.SIGNATURE ? 1 << code : 0;
            next = code <= HeaderFields.SIGNATURE ? known(code, field, fieldsEnd) : other(field, fieldsEnd);
        }
    }

    private int aligned(int index, int boundary) {
        return start + (index - start + boundary - 1 & -boundary);
    }

    /** Reads a field of the specification; where it ends. */
    private int known(int code, int field, int end) throws MessageFormatException {
        byte type = TYPES[code];
        if (bytes[field + 1] != 1 || bytes[field + 2] != type || bytes[field + 3] != 0) {
            throw new MessageFormatException("header field is not of type '" + (char) type + "'");
        }
        if (type == 'g') {
            int length = field + 4 < end ? bytes[field + 4] & 0xff : end;
            return text(code, field + 5, length, end);
        }
        int number = aligned(field + 4, 4);
        if (number + 4 > end) {
            throw new MessageFormatException("header field cut off");
        }
        int value = integer(bytes, number, big);
        if (type == 'u') {
            replySerial = Integer.toUnsignedLong(value);
            return number + 4;
        }
        return text(code, number + 4, value, end);
    }

    private int text(int code, int from, int length, int end) throws MessageFormatException {
        if (length < 0 || length > end - from - 1) {
            throw new MessageFormatException("header field runs past the end of the header");
        }
        at[code] = from;
        size[code] = length;
        return from + length + 1;
    }

    /** A field that is not looked at, of any type: the number of file descriptors, those of later protocols; where it ends. */
    private int other(int field, int end) throws MessageFormatException {
        var all = ByteBuffer.wrap(bytes, start, end - start)
                .slice()
                .order(big ? ByteOrder.BIG_ENDIAN : ByteOrder.LITTLE_ENDIAN);
        all.position(field + 1 - start);
        new ValueReader(all).variant();
        return start + all.position();
    }

    /** What it is for. */
    public Message.Type type() {
        return switch (bytes[start + 1]) {
            case 1 -> Message.Type.METHOD_CALL;
            case 2 -> Message.Type.METHOD_RETURN;
            case 3 -> Message.Type.ERROR;
            case 4 -> Message.Type.SIGNAL;
            default -> Message.Type.OTHER;
        };
    }

    /** Bits of the header, see {@link Message}. */
    public int flags() {
        return bytes[start + 2] & 0xff;
    }

    /** Number that the sender gave it. */
    public long serial() {
        return Integer.toUnsignedLong(integer(bytes, start + 8, big));
    }

    /** Serial of the call that it answers; 0 for none. */
    public long replySerial() {
        return replySerial;
    }

    /** Bytes of the whole message. */
    public int length() {
        return bodyAt - start + bodySize;
    }

    /** Object; "" where it has none, as of all that follow. */
    public String path() {
        return field(HeaderFields.PATH);
    }

    /** Interface of the member. */
    public String interfaceName() {
        return field(HeaderFields.INTERFACE);
    }

    /** Method or signal. */
    public String member() {
        return field(HeaderFields.MEMBER);
    }

    /** Name of an error. */
    public String errorName() {
        return field(HeaderFields.ERROR_NAME);
    }

    /** Name of the receiver. */
    public String destination() {
        return field(HeaderFields.DESTINATION);
    }

    /** Unique name. */
    public String sender() {
        return field(HeaderFields.SENDER);
    }

    /** Types of the body. */
    public String signature() {
        return field(HeaderFields.SIGNATURE);
    }

    private String field(int code) {
        return names.of(bytes, at[code], size[code]);
    }

    /**
     * A value of the body that is a text; "" where it is none, or not there.
     *
     * @param index of the value; all before it must be texts too
     */
    public String text(int index) {
        int next = bodyAt;
        for (int i = 0; i <= index; i++) {
            boolean isText = i < size[HeaderFields.SIGNATURE]
                    && (bytes[at[HeaderFields.SIGNATURE] + i] == 's' || bytes[at[HeaderFields.SIGNATURE] + i] == 'o');
            next = aligned(next, 4);
            if (!isText || next + 4 > bodyEnd) {
                return "";
            }
            int length = integer(bytes, next, big);
            if (length < 0 || length > bodyEnd - next - 5) {
                return "";
            }
            if (i == index) {
                return names.of(bytes, next + 4, length);
            }
            next += 4 + length + 1;
        }
        return "";
    }
}
