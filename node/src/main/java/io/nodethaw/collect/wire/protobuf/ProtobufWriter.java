package io.nodethaw.collect.wire.protobuf;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.ByteArrayOutputStream;

/** Writes the fields of one message. As in proto3, a value that equals its type's default is left out. */
public final class ProtobufWriter {
    private final ByteArrayOutputStream out = new ByteArrayOutputStream();

    /** A varint field: int32, int64, uint32, uint64, bool or enum. */
    public ProtobufWriter varint(int field, long value) {
        if (value != 0) {
            writeVarint((long) field << 3);
            writeVarint(value);
        }
        return this;
    }

    /** A string field. */
    public ProtobufWriter string(int field, String value) {
        return bytes(field, value.getBytes(UTF_8));
    }

    /** A bytes field. */
    public ProtobufWriter bytes(int field, byte[] value) {
        return value.length == 0 ? this : delimited(field, value);
    }

    /** A message field; written also when the message is empty, since presence means something there. */
    public ProtobufWriter message(int field, ProtobufWriter value) {
        return delimited(field, value.toBytes());
    }

    /** The message so far. */
    public byte[] toBytes() {
        return out.toByteArray();
    }

    private ProtobufWriter delimited(int field, byte[] value) {
        writeVarint((long) field << 3 | 2);
        writeVarint(value.length);
        out.writeBytes(value);
        return this;
    }

    private void writeVarint(long value) {
        long rest = value;
        while ((rest & ~0x7fL) != 0) {
            out.write((int) (rest & 0x7f) | 0x80);
            rest >>>= 7;
        }
        out.write((int) rest);
    }
}
