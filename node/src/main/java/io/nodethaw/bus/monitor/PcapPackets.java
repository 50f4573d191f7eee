package io.nodethaw.bus.monitor;

import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/** The packets of a file in pcap (draft-ietf-opsawg-pcap), as this program and older busctl write it. */
final class PcapPackets implements Recording.Packets {
    private static final int NANOS = 0xa1b23c4d;
    private static final long MICROS_A_SECOND = 1_000_000;
    private static final long NANOS_A_SECOND = 1_000_000_000;

    /** Where the header tells the link type, behind the mark. */
    private static final int LINK_TYPE = 16;

    private final InputStream in;
    private final ByteOrder order;
    private final long unitsPerSecond;

    private PcapPackets(InputStream in, ByteOrder order, long unitsPerSecond) {
        this.in = in;
        this.order = order;
        this.unitsPerSecond = unitsPerSecond;
    }

    /**
     * Begins to read behind the mark, which tells byte order and unit of time.
     *
     * @param little the mark in little-endian order
     * @param big the same in the other
     */
    static PcapPackets open(InputStream in, int little, int big) throws IOException {
        boolean isBig = big == PcapWriter.MICROS || big == NANOS;
        if (!isBig && little != PcapWriter.MICROS && little != NANOS) {
            throw new RecordingException("it is no recording in pcap or pcapng");
        }
        var order = isBig ? ByteOrder.BIG_ENDIAN : ByteOrder.LITTLE_ENDIAN;
        var rest = in.readNBytes(PcapWriter.HEADER - Integer.BYTES);
        if (rest.length < PcapWriter.HEADER - Integer.BYTES) {
            throw new RecordingException("it is cut off in its header");
        }
        Recording.isDbus(ByteBuffer.wrap(rest).order(order).getInt(LINK_TYPE) & 0xffff);
        return new PcapPackets(in, order, big == NANOS || little == NANOS ? NANOS_A_SECOND : MICROS_A_SECOND);
    }

    @Override
    public boolean next(Packet into) throws IOException {
        var head = in.readNBytes(PcapWriter.PACKET);
        if (head.length == 0) {
            return false;
        }
        if (head.length < PcapWriter.PACKET) {
            throw new EOFException();
        }
        var fields = ByteBuffer.wrap(head).order(order);
        long seconds = Integer.toUnsignedLong(fields.getInt(0));
        into.read(
                in,
                seconds * MICROS_A_SECOND + Integer.toUnsignedLong(fields.getInt(4)) * MICROS_A_SECOND / unitsPerSecond,
                Integer.toUnsignedLong(fields.getInt(8)),
                Integer.toUnsignedLong(fields.getInt(12)),
                0);
        return true;
    }
}
