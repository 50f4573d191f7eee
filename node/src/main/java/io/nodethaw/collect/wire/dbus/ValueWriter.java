package io.nodethaw.collect.wire.dbus;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Map;

/** Writes values in the marshalled form, into a buffer that grows. A value of the wrong type is a mistake of the caller. */
final class ValueWriter {
    private ByteBuffer bytes;

    ValueWriter(ByteOrder order) {
        this.bytes = ByteBuffer.allocate(256).order(order);
    }

    /** What was written so far, ready to be read. */
    ByteBuffer bytes() {
        return bytes.duplicate().order(bytes.order()).flip();
    }

    int position() {
        return bytes.position();
    }

    /** Writes over four bytes that were written before. */
    void patch(int at, int value) {
        bytes.putInt(at, value);
    }

    void octet(int value) {
        room(1).put((byte) value);
    }

    void int32(int value) {
        align(4);
        room(4).putInt(value);
    }

    void string(String text) {
        var utf8 = text.getBytes(StandardCharsets.UTF_8);
        int32(utf8.length);
        room(utf8.length + 1).put(utf8).put((byte) 0);
    }

    void signature(String text) {
        var ascii = text.getBytes(StandardCharsets.US_ASCII);
        room(ascii.length + 2).put((byte) ascii.length).put(ascii).put((byte) 0);
    }

    void align(int boundary) {
        int padding = -bytes.position() & (boundary - 1);
        room(padding).put(new byte[padding]);
    }

    /** One value per complete type of a valid signature. */
    void writeAll(String signature, List<?> values) {
        int at = 0;
        for (Object value : values) {
            write(signature, at, value);
            at = Signature.end(signature, at);
        }
        if (at != signature.length()) {
            throw new IllegalArgumentException(values.size() + " values for signature '" + signature + "'");
        }
    }

    /** The value whose complete type starts at an index of a valid signature. */
    void write(String signature, int at, Object value) {
        char type = signature.charAt(at);
        align(Signature.alignment(type));
        switch (type) {
            case 'y' -> octet(((Number) value).intValue());
            case 'b' -> int32((Boolean) value ? 1 : 0);
            case 'n', 'q' -> room(2).putShort(((Number) value).shortValue());
            case 'i', 'u', 'h' -> int32(((Number) value).intValue());
            case 'x', 't' -> room(8).putLong(((Number) value).longValue());
            case 'd' -> room(8).putLong(Double.doubleToRawLongBits((Double) value));
            case 's', 'o' -> string((String) value);
            case 'g' -> signature((String) value);
            case 'v' -> variant((Variant) value);
            case '(' -> writeAll(signature.substring(at + 1, Signature.end(signature, at) - 1), (List<?>) value);
            case 'a' -> array(signature, at + 1, value);
            default -> throw new IllegalArgumentException("type '" + type + "'");
        }
    }

    private void variant(Variant variant) {
        signature(variant.signature());
        write(variant.signature(), 0, variant.value());
    }

    private void array(String signature, int element, Object value) {
        int sizeAt = bytes.position();
        int32(0);
        align(Signature.alignment(signature.charAt(element)));
        int start = bytes.position();
        switch (value) {
            case ByteBuffer octets -> room(octets.remaining()).put(octets.duplicate());
            case Map<?, ?> entries -> {
                for (var entry : entries.entrySet()) {
                    align(8);
                    write(signature, element + 1, entry.getKey());
                    write(signature, element + 2, entry.getValue());
                }
            }
            case List<?> list -> list.forEach(item -> write(signature, element, item));
            default -> throw new IllegalArgumentException("array of " + value.getClass());
        }
        patch(sizeAt, bytes.position() - start);
    }

    private ByteBuffer room(int count) {
        if (bytes.remaining() < count) {
            int size = Math.max(bytes.capacity() * 2, bytes.position() + count);
            bytes = ByteBuffer.wrap(Arrays.copyOf(bytes.array(), size))
                    .order(bytes.order())
                    .position(bytes.position());
        }
        return bytes;
    }
}
