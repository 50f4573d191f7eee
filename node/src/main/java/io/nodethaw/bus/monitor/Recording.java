package io.nodethaw.bus.monitor;

import java.io.BufferedInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/** Reads the packets of a recording, one after the other: {@link PcapPackets} or {@link PcapngPackets}. Used by one thread. */
final class Recording {
    /** Length of what a file of either kind begins with. */
    private static final int MARK = 4;

    private final Packets packets;
    private final Packet packet = new Packet();
    private String cut = "";

    /** The packets of one kind of file. */
    interface Packets {
        /**
         * Goes on to the next one.
         *
         * @return false at the end
         * @throws EOFException where it is cut off
         */
        boolean next(Packet into) throws IOException;
    }

    private Recording(Packets packets) {
        this.packets = packets;
    }

    /**
     * Begins to read.
     *
     * @throws RecordingException when it is none, or one of something else
     */
    static Recording open(InputStream file) throws IOException {
        var in = new BufferedInputStream(file, 1 << 16); // packets are small
        var mark = in.readNBytes(MARK);
        if (mark.length < MARK) {
            throw new RecordingException("it is empty");
        }
        int little = ByteBuffer.wrap(mark).order(ByteOrder.LITTLE_ENDIAN).getInt();
        return new Recording(
                little == PcapngPackets.SECTION
                        ? PcapngPackets.open(in)
                        : PcapPackets.open(in, little, ByteBuffer.wrap(mark).getInt()));
    }

    /** Makes sure that it is one of D-Bus. */
    static void isDbus(int linkType) throws RecordingException {
        if (linkType != PcapWriter.LINK_TYPE) {
            throw new RecordingException(
                    "it is a recording of link type " + linkType + ", not of D-Bus (" + PcapWriter.LINK_TYPE + ")");
        }
    }

    /**
     * Goes on to the next packet.
     *
     * @return false at the end, or where it is cut off
     */
    boolean next() throws IOException {
        try {
            boolean more = packets.next(packet);
            packet.count(more);
            return more;
        } catch (EOFException e) {
            cut = "it is cut off behind packet " + packet.number();
            return false;
        }
    }

    /** The bytes of the packet, which the next one overwrites. */
    byte[] packet() {
        return packet.bytes();
    }

    /** How many of them count. */
    int there() {
        return packet.there();
    }

    /** Bytes of the whole packet. */
    int length() {
        return packet.length();
    }

    /** When it was recorded, in microseconds since 1970. */
    long micros() {
        return packet.micros();
    }

    /** How many packets were read. */
    long number() {
        return packet.number();
    }

    /** Where it is cut off; empty where it is whole. */
    String cut() {
        return cut;
    }
}
