package io.nodethaw.bus.monitor;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;

/**
 * Writes messages as packets of a pcap file (draft-ietf-opsawg-pcap), link type D-Bus: each packet is one message
 * (www.tcpdump.org/linktypes.html, LINKTYPE_DBUS). They are gathered in chunks, which another thread writes, because a disk may be slow.
 */
final class PcapWriter {
    /** LINKTYPE_DBUS. */
    static final int LINK_TYPE = 231;

    /** Times in microseconds. */
    static final int MICROS = 0xa1b2c3d4;

    static final int HEADER = 24;
    static final int PACKET = 16;

    private static final int CHUNK = 256 << 10;
    private static final int MAJOR = 2;
    private static final int MINOR = 4;

    /** The longest packet that is written whole (D-Bus Specification: a message has at most 128 MiB). */
    private static final int LONGEST = 1 << 27;

    /** Chunks that wait to be written: with 256 KiB each they take 16 MiB at most, beside a few long messages. */
    private static final int CHUNKS = 64;

    private final Background<byte[]> disk;
    private byte[] chunk = new byte[CHUNK];
    private int used;
    private long packets;

    /** @param out gets the file */
    PcapWriter(OutputStream out) {
        disk = new Background<>("record", CHUNKS, out::write);
        var header = ByteBuffer.allocate(HEADER).order(ByteOrder.LITTLE_ENDIAN);
        header.putInt(MICROS)
                .putShort((short) MAJOR)
                .putShort((short) MINOR)
                .putInt(0)
                .putInt(0)
                .putInt(LONGEST)
                .putInt(LINK_TYPE);
        System.arraycopy(header.array(), 0, chunk, 0, HEADER);
        used = HEADER;
    }

    /**
     * Adds a message.
     *
     * @param micros since 1970
     * @throws IOException when the disk is too slow, or what was written before could not be
     */
    void add(long micros, byte[] bytes, int start, int there, int length) throws IOException {
        if (used + PACKET + there > chunk.length) {
            flush();
            if (PACKET + there > chunk.length) {
                chunk = new byte[PACKET + there];
            }
        }
        var head = ByteBuffer.wrap(chunk, used, PACKET).order(ByteOrder.LITTLE_ENDIAN);
        head.putInt((int) (micros / 1_000_000))
                .putInt((int) (micros % 1_000_000))
                .putInt(there)
                .putInt(length);
        System.arraycopy(bytes, start, chunk, used + PACKET, there);
        used += PACKET + there;
        packets++;
    }

    /** Hands on what was gathered. */
    void flush() throws IOException {
        if (used == 0) {
            disk.check();
            return;
        }
        var full = used == chunk.length ? chunk : Arrays.copyOf(chunk, used);
        used = 0;
        chunk = new byte[CHUNK];
        if (!disk.offer(full)) {
            throw new IOException("the disk is too slow to record at this rate");
        }
    }

    long packets() {
        return packets;
    }

    /** Waits until all is written; the time is limited, and what was not written then is an error. */
    void end() throws IOException {
        flush();
        disk.end();
    }
}
