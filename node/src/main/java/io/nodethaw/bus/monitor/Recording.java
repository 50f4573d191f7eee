package io.nodethaw.bus.monitor;

import java.io.BufferedInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;

/**
 * Reads the packets of a recording: pcap (draft-ietf-opsawg-pcap), as this program and older busctl write it, and pcapng
 * (draft-ietf-opsawg-pcapng), as newer busctl and wireshark do. Of each packet no more than {@link MessageCutter#MOST} bytes are kept.
 * Used by one thread.
 */
final class Recording {
    private static final int NANOS = 0xa1b23c4d;

    /** Blocks of pcapng: section, interface, enhanced packet. */
    private static final int SECTION = 0x0a0d0d0a;

    private static final int INTERFACE = 1;
    private static final int ENHANCED = 6;
    private static final int BYTE_ORDER = 0x1a2b3c4d;

    /** The option of an interface that tells the unit of its times, as a power of ten, or of two with the highest bit set. */
    private static final int RESOLUTION = 9;

    private static final int LONGEST = (1 << 27) + (1 << 20);

    private final InputStream in;
    private final boolean blocks;
    private ByteOrder order = ByteOrder.LITTLE_ENDIAN;
    private long unitsPerSecond = 1_000_000;
    private byte[] packet = {};
    private int there;
    private int length;
    private long micros;
    private long number;
    private String cut = "";

    private Recording(InputStream in, boolean blocks) {
        this.in = in;
        this.blocks = blocks;
    }

    /**
     * Begins to read.
     *
     * @throws RecordingException when it is none, or one of something else
     */
    static Recording open(InputStream file) throws IOException {
        var in = new BufferedInputStream(file, 1 << 16); // packets are small
        var mark = in.readNBytes(4);
        if (mark.length < 4) {
            throw new RecordingException("it is empty");
        }
        int little = ByteBuffer.wrap(mark).order(ByteOrder.LITTLE_ENDIAN).getInt();
        if (little == SECTION) {
            var recording = new Recording(in, true);
            recording.section();
            return recording;
        }
        var recording = new Recording(in, false);
        int big = ByteBuffer.wrap(mark).getInt();
        if (big == PcapWriter.MICROS || big == NANOS) {
            recording.order = ByteOrder.BIG_ENDIAN;
        } else if (little != PcapWriter.MICROS && little != NANOS) {
            throw new RecordingException("it is no recording in pcap or pcapng");
        }
        recording.unitsPerSecond = big == NANOS || little == NANOS ? 1_000_000_000 : 1_000_000;
        var rest = recording.bytes(PcapWriter.HEADER - 4);
        recording.isDbus(rest.getInt(PcapWriter.HEADER - 8) & 0xffff);
        return recording;
    }

    private void isDbus(int linkType) throws RecordingException {
        if (linkType != PcapWriter.LINK_TYPE) {
            throw new RecordingException(
                    "it is a recording of link type " + linkType + ", not of D-Bus (" + PcapWriter.LINK_TYPE + ")");
        }
    }

    /** The first bytes of a section, behind its mark. */
    private void section() throws IOException {
        var start = in.readNBytes(8);
        if (start.length < 8) {
            throw new RecordingException("it is cut off in its first block");
        }
        order = ByteBuffer.wrap(start).getInt(4) == BYTE_ORDER ? ByteOrder.BIG_ENDIAN : ByteOrder.LITTLE_ENDIAN;
        long size = Integer.toUnsignedLong(ByteBuffer.wrap(start).order(order).getInt());
        if (size < 28 || size > LONGEST) {
            throw new RecordingException("its first block claims " + size + " bytes");
        }
        in.skipNBytes(size - 12);
    }

    private ByteBuffer bytes(int count) throws IOException {
        var read = in.readNBytes(count);
        if (read.length < count) {
            throw new RecordingException("it is cut off in its header");
        }
        return ByteBuffer.wrap(read).order(order);
    }

    /**
     * Goes on to the next packet.
     *
     * @return false at the end, or where it is cut off
     */
    boolean next() throws IOException {
        try {
            boolean more = blocks ? nextBlock() : nextPacket();
            number += more ? 1 : 0;
            return more;
        } catch (EOFException e) {
            cut = "it is cut off behind packet " + number;
            return false;
        }
    }

    private boolean nextPacket() throws IOException {
        var head = in.readNBytes(PcapWriter.PACKET);
        if (head.length == 0) {
            return false;
        }
        if (head.length < PcapWriter.PACKET) {
            throw new EOFException();
        }
        var fields = ByteBuffer.wrap(head).order(order);
        long seconds = Integer.toUnsignedLong(fields.getInt(0));
        micros = seconds * 1_000_000 + Integer.toUnsignedLong(fields.getInt(4)) * 1_000_000 / unitsPerSecond;
        body(Integer.toUnsignedLong(fields.getInt(8)), Integer.toUnsignedLong(fields.getInt(12)), 0);
        return true;
    }

    private boolean nextBlock() throws IOException {
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
                in.skipNBytes(checked(ByteBuffer.wrap(head).order(order).getInt(4)) - 12);
                continue;
            }
            long size = checked(fields.getInt(4));
            if (type == ENHANCED) {
                enhanced(size);
                return true;
            }
            if (type == INTERFACE) {
                described(size);
            } else {
                in.skipNBytes(size - 8);
            }
        }
    }

    private long checked(int size) throws RecordingException {
        long bytes = Integer.toUnsignedLong(size);
        if (bytes < 12 || bytes > LONGEST) {
            throw new RecordingException("a block behind packet " + number + " claims " + bytes + " bytes");
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
        isDbus(fields.getShort(0) & 0xffff);
        unitsPerSecond = 1_000_000;
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

    private void enhanced(long size) throws IOException {
        if (size < 32) {
            throw new RecordingException("a packet behind packet " + number + " claims " + size + " bytes");
        }
        var head = in.readNBytes(20);
        if (head.length < 20) {
            throw new EOFException();
        }
        var fields = ByteBuffer.wrap(head).order(order);
        long time = Integer.toUnsignedLong(fields.getInt(4)) << 32 | Integer.toUnsignedLong(fields.getInt(8));
        micros = Math.floorDiv(time, unitsPerSecond) * 1_000_000
                + (long) ((double) Math.floorMod(time, unitsPerSecond) * 1_000_000 / unitsPerSecond);
        long kept = Integer.toUnsignedLong(fields.getInt(12));
        if (kept > size - 32) {
            throw new RecordingException("a packet behind packet " + number + " claims " + kept + " bytes");
        }
        body(kept, Integer.toUnsignedLong(fields.getInt(16)), size - 28 - kept);
    }

    /** @param behind bytes that follow the packet and are passed over */
    private void body(long kept, long whole, long behind) throws IOException {
        if (kept > LONGEST) {
            throw new RecordingException("a packet behind packet " + number + " claims " + kept + " bytes");
        }
        there = (int) Math.min(kept, MessageCutter.MOST);
        int got = 0;
        while (got < there) {
            if (packet.length == got) {
                packet = Arrays.copyOf(packet, Math.clamp(2L * got, 64 << 10, MessageCutter.MOST));
            }
            int count = in.read(packet, got, Math.min(there, packet.length) - got);
            if (count < 0) {
                throw new EOFException();
            }
            got += count;
        }
        in.skipNBytes(kept - there + behind);
        length = (int) Math.min(whole, Integer.MAX_VALUE);
    }

    /** The bytes of the packet, which the next one overwrites. */
    byte[] packet() {
        return packet;
    }

    /** How many of them count. */
    int there() {
        return there;
    }

    /** Bytes of the whole packet. */
    int length() {
        return length;
    }

    /** When it was recorded, in microseconds since 1970. */
    long micros() {
        return micros;
    }

    /** How many packets were read. */
    long number() {
        return number;
    }

    /** Where it is cut off; empty where it is whole. */
    String cut() {
        return cut;
    }
}
