package io.nodethaw.bus.monitor;

import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/** The packets of a file in pcapng (draft-ietf-opsawg-pcapng), as newer busctl and wireshark write it. */
final class PcapngPackets implements Recording.Packets {
    /** Blocks: section, which has the same bytes in both orders, interface, enhanced packet. */
    static final int SECTION = 0x0a0d0d0a;

    private static final int INTERFACE = 1;
    private static final int ENHANCED = 6;
    private static final int BYTE_ORDER = 0x1a2b3c4d;

    /** The option of an interface that tells the unit of its times, as a power of ten, or of two with the highest bit set. */
    private static final int RESOLUTION = 9;

    private static final long MICROS_A_SECOND = 1_000_000;

    private final InputStream in;
    private ByteOrder order = ByteOrder.LITTLE_ENDIAN;
    private long unitsPerSecond = MICROS_A_SECOND;

    private PcapngPackets(InputStream in) {
        this.in = in;
    }

    /** Begins to read behind the mark of the first section. */
    static PcapngPackets open(InputStream in) throws IOException {
        var packets = new PcapngPackets(in);
        packets.section();
        return packets;
    }

    /** The first bytes of a section, behind its mark. */
    private void section() throws IOException {
        var start = in.readNBytes(8);
        if (start.length < 8) {
            throw new RecordingException("it is cut off in its first block");
        }
        order = ByteBuffer.wrap(start).getInt(4) == BYTE_ORDER ? ByteOrder.BIG_ENDIAN : ByteOrder.LITTLE_ENDIAN;
        long size = Integer.toUnsignedLong(ByteBuffer.wrap(start).order(order).getInt());
        if (size < 28 || size > Packet.LONGEST) {
            throw new RecordingException("its first block claims " + size + " bytes");
        }
        in.skipNBytes(size - 12);
    }

    @Override
    public boolean next(Packet into) throws IOException {
        while (true) {
            var head = in.readNBytes(8);
            if (head.length == 0) {
                return false;
            }
            if (head.length < 8) {
                throw new EOFException();
            }
            var fields = ByteBuffer.wrap(head).order(order);
            int type = fields.getInt(0);
            if (type == SECTION) {
                // its length is in its own order, which follows
                var rest = in.readNBytes(4);
                if (rest.length < 4) {
                    throw new EOFException();
                }
                order = ByteBuffer.wrap(rest).getInt() == BYTE_ORDER ? ByteOrder.BIG_ENDIAN : ByteOrder.LITTLE_ENDIAN;
                in.skipNBytes(checked(ByteBuffer.wrap(head).order(order).getInt(4), into) - 12);
                continue;
            }
            long size = checked(fields.getInt(4), into);
            if (type == ENHANCED) {
                enhanced(size, into);
                return true;
            }
            if (type == INTERFACE) {
                described(size);
            } else {
                in.skipNBytes(size - 8);
            }
        }
    }

    private static long checked(int size, Packet after) throws RecordingException {
        long bytes = Integer.toUnsignedLong(size);
        if (bytes < 12 || bytes > Packet.LONGEST) {
            throw new RecordingException("a block behind packet " + after.number() + " claims " + bytes + " bytes");
        }
        return bytes;
    }

    private void described(long size) throws IOException {
        if (size < 20 || size > 1 << 20) {
            throw new RecordingException("the description of its interface claims " + size + " bytes");
        }
        var block = in.readNBytes((int) size - 8);
        if (block.length < size - 8) {
            throw new EOFException();
        }
        var fields = ByteBuffer.wrap(block).order(order);
        Recording.isDbus(fields.getShort(0) & 0xffff);
        unitsPerSecond = MICROS_A_SECOND;
        for (int at = 8; at + 4 <= block.length - 4; ) {
            int code = fields.getShort(at) & 0xffff;
            int bytes = fields.getShort(at + 2) & 0xffff;
            if (code == 0 || at + 4 + bytes > block.length - 4) {
                return;
            }
            if (code == RESOLUTION && bytes == 1) {
                unitsPerSecond = units(fields.get(at + 4));
            }
            at += 4 + (bytes + 3 & ~3);
        }
    }

    private static long units(byte resolution) {
        int power = Math.min(resolution & 0x7f, resolution < 0 ? 60 : 18);
        return resolution < 0 ? 1L << power : Math.round(Math.pow(10, power));
    }

    private void enhanced(long size, Packet into) throws IOException {
        if (size < 32) {
            throw into.claims(size);
        }
        var head = in.readNBytes(20);
        if (head.length < 20) {
            throw new EOFException();
        }
        var fields = ByteBuffer.wrap(head).order(order);
        long time = Integer.toUnsignedLong(fields.getInt(4)) << 32 | Integer.toUnsignedLong(fields.getInt(8));
        long micros = Math.floorDiv(time, unitsPerSecond) * MICROS_A_SECOND
                + (long) ((double) Math.floorMod(time, unitsPerSecond) * MICROS_A_SECOND / unitsPerSecond);
        long kept = Integer.toUnsignedLong(fields.getInt(12));
        if (kept > size - 32) {
            throw into.claims(kept);
        }
        into.read(in, micros, kept, Integer.toUnsignedLong(fields.getInt(16)), size - 28 - kept);
    }
}
