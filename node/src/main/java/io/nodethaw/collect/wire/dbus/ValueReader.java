package io.nodethaw.collect.wire.dbus;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;

/**
 * Reads marshalled values from a buffer that holds one whole message from its index 0, in that message's byte order.
 * Limits of depth and array size are those of the D-Bus Specification; the number of values is ours.
 */
final class ValueReader {
    private static final int MAX_DEPTH = 64;
    private static final int MAX_ARRAY_BYTES = 1 << 26;

    /** Bounds memory: a value takes some 30 bytes here for as little as one byte of the message. */
    private static final int MAX_VALUES = 1 << 20;

    private final ByteBuffer bytes;
    private int depth;
    private int values;

    ValueReader(ByteBuffer bytes) {
        this.bytes = bytes;
    }

    /** All values of a valid signature. */
    List<Object> readAll(String signature) throws MessageFormatException {
        if (signature.isEmpty()) {
            return List.of();
        }
        var all = new ArrayList<Object>();
        for (int at = 0; at < signature.length(); at = Signature.end(signature, at)) {
            all.add(read(signature, at));
        }
        return Collections.unmodifiableList(all);
    }

    /** The value whose complete type starts at an index of a valid signature. */
    Object read(String signature, int at) throws MessageFormatException {
        if (++values > MAX_VALUES) {
            throw new MessageFormatException("more than " + MAX_VALUES + " values");
        }
        return switch (signature.charAt(at)) {
            case 'y' -> {
                need(1);
                yield bytes.get() & 0xff;
            }
            case 'b' -> bool();
            case 'n' -> (int) int16();
            case 'q' -> int16() & 0xffff;
            case 'i' -> int32();
            case 'u', 'h' -> uint32();
            case 'x', 't' -> int64();
            case 'd' -> Double.longBitsToDouble(int64());
            case 's' -> string();
            case 'o' -> path();
            case 'g' -> signature();
            default -> container(signature, at);
        };
    }

    /** A string with its length in 32 bits. */
    String string() throws MessageFormatException {
        return text(uint32());
    }

    /** An object path, checked. */
    String path() throws MessageFormatException {
        int length = terminated(uint32());
        Names.checkPath(bytes.array(), bytes.arrayOffset() + bytes.position(), length);
        return plain(length);
    }

    /** A name, checked. */
    String name() throws MessageFormatException {
        int length = terminated(uint32());
        Names.checkName(bytes.array(), bytes.arrayOffset() + bytes.position(), length);
        return plain(length);
    }

    /** A signature, checked. */
    String signature() throws MessageFormatException {
        need(1);
        String signature = text(bytes.get() & 0xff);
        Signature.check(signature);
        return signature;
    }

    /** Skips a variant's signature, which must be this one basic type. */
    void expect(char type) throws MessageFormatException {
        need(3);
        int start = bytes.position();
        if (bytes.get(start) != 1 || bytes.get(start + 1) != type || bytes.get(start + 2) != 0) {
            throw new MessageFormatException("header field is not of type '" + type + "'");
        }
        bytes.position(start + 3);
    }

    /** A variant with its value. */
    Variant variant() throws MessageFormatException {
        String signature = signature();
        Signature.checkSingle(signature);
        return new Variant(signature, read(signature, 0));
    }

    /** Moves to a boundary; the bytes between must be zero. */
    void align(int boundary) throws MessageFormatException {
        int padding = -bytes.position() & (boundary - 1);
        need(padding);
        for (; padding > 0; padding--) {
            if (bytes.get() != 0) {
                throw new MessageFormatException("padding is not zero");
            }
        }
    }

    long uint32() throws MessageFormatException {
        return Integer.toUnsignedLong(int32());
    }

    private boolean bool() throws MessageFormatException {
        int value = int32();
        if (value != 0 && value != 1) {
            throw new MessageFormatException("boolean of value " + value);
        }
        return value == 1;
    }

    private short int16() throws MessageFormatException {
        align(2);
        need(2);
        return bytes.getShort();
    }

    private int int32() throws MessageFormatException {
        align(4);
        need(4);
        return bytes.getInt();
    }

    private long int64() throws MessageFormatException {
        align(8);
        need(8);
        return bytes.getLong();
    }

    private Object container(String signature, int at) throws MessageFormatException {
        if (++depth > MAX_DEPTH) {
            throw new MessageFormatException("nested deeper than " + MAX_DEPTH);
        }
        Object value = switch (signature.charAt(at)) {
            case 'a' -> array(signature, at + 1);
            case '(' -> structure(signature, at + 1);
            case 'v' -> variant();
            default -> throw new MessageFormatException("unknown type '" + signature.charAt(at) + "'");
        };
        depth--;
        return value;
    }

    private List<Object> structure(String signature, int first) throws MessageFormatException {
        align(8);
        var fields = new ArrayList<Object>();
        for (int at = first; signature.charAt(at) != ')'; at = Signature.end(signature, at)) {
            fields.add(read(signature, at));
        }
        return Collections.unmodifiableList(fields);
    }

    private Object array(String signature, int element) throws MessageFormatException {
        long size = uint32();
        if (size > MAX_ARRAY_BYTES) {
            throw new MessageFormatException("array of " + size + " bytes");
        }
        align(Signature.alignment(signature.charAt(element)));
        need(size);
        int end = bytes.position() + (int) size;
        Object all = switch (signature.charAt(element)) {
            case 'y' -> octets((int) size);
            case '{' -> entries(signature, element + 1, end);
            default -> elements(signature, element, end);
        };
        if (bytes.position() != end) {
            throw new MessageFormatException("array element runs past the end of its array");
        }
        return all;
    }

    private ByteBuffer octets(int size) {
        var copy = new byte[size];
        bytes.get(copy);
        return ByteBuffer.wrap(copy).asReadOnlyBuffer();
    }

    private Object entries(String signature, int key, int end) throws MessageFormatException {
        var map = new LinkedHashMap<Object, Object>();
        while (bytes.position() < end) {
            align(8);
            Object name = read(signature, key);
            map.put(name, read(signature, key + 1));
        }
        return Collections.unmodifiableMap(map);
    }

    private Object elements(String signature, int element, int end) throws MessageFormatException {
        var list = new ArrayList<Object>();
        while (bytes.position() < end) {
            list.add(read(signature, element));
        }
        return Collections.unmodifiableList(list);
    }

    private String text(long size) throws MessageFormatException {
        int length = terminated(size);
        var array = bytes.array();
        int start = bytes.arrayOffset() + bytes.position();
        for (int i = start; i < start + length; i++) {
            if (array[i] <= 0) {
                return unusual(length);
            }
        }
        return plain(length);
    }

    /** A string with characters that are not ASCII, or a zero byte. */
    private String unusual(int length) throws MessageFormatException {
        int start = bytes.position();
        var text = new String(bytes.array(), bytes.arrayOffset() + start, length, StandardCharsets.UTF_8);
        if (text.length() != length || text.indexOf('\uFFFD') >= 0) {
            checkUtf8(bytes.slice(start, length));
        }
        if (text.indexOf('\0') >= 0) {
            throw new MessageFormatException("string with a zero byte in it");
        }
        bytes.position(start + length + 1);
        return text;
    }

    /** The length of the string at the position, which is there with the zero byte behind it. */
    private int terminated(long size) throws MessageFormatException {
        need(size + 1);
        if (bytes.get(bytes.position() + (int) size) != 0) {
            throw new MessageFormatException("string without a zero byte at its end");
        }
        return (int) size;
    }

    /** A string of characters that are all ASCII. */
    private String plain(int length) {
        int start = bytes.position();
        bytes.position(start + length + 1);
        return new String(bytes.array(), bytes.arrayOffset() + start, length, StandardCharsets.ISO_8859_1);
    }

    private static void checkUtf8(ByteBuffer text) throws MessageFormatException {
        try {
            StandardCharsets.UTF_8.newDecoder().decode(text);
        } catch (CharacterCodingException e) {
            throw new MessageFormatException("string is not UTF-8");
        }
    }

    private void need(long count) throws MessageFormatException {
        if (count > bytes.remaining()) {
            throw new MessageFormatException("ends " + (count - bytes.remaining()) + " bytes too early");
        }
    }
}
