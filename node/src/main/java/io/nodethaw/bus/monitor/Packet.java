package io.nodethaw.bus.monitor;

import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.util.Arrays;

/** A packet of a recording, of which no more than {@link MessageCutter#MOST} bytes are kept; the next one takes its place. */
final class Packet {
    /** A longer one is claimed by a file that is none: a message has at most 128 MiB (D-Bus Specification). */
    static final int LONGEST = (1 << 27) + (1 << 20);

    private byte[] bytes = {};
    private int there;
    private int length;
    private long micros;
    private long number;

    /**
     * Takes one.
     *
     * @param time in microseconds since 1970
     * @param kept bytes that follow
     * @param whole bytes that it had
     * @param behind bytes that follow and are passed over
     */
    void read(InputStream in, long time, long kept, long whole, long behind) throws IOException {
        if (kept > LONGEST) {
            throw claims(kept);
        }
        micros = time;
        there = (int) Math.min(kept, MessageCutter.MOST);
        int got = 0;
        while (got < there) {
            if (bytes.length == got) {
                bytes = Arrays.copyOf(bytes, Math.clamp(2L * got, 64 << 10, MessageCutter.MOST));
            }
            int count = in.read(bytes, got, Math.min(there, bytes.length) - got);
            if (count < 0) {
                throw new EOFException();
            }
            got += count;
        }
        in.skipNBytes(kept - there + behind);
        length = (int) Math.min(whole, Integer.MAX_VALUE);
    }

    /** What is wrong with one that claims so many bytes. */
    RecordingException claims(long size) {
        return new RecordingException("a packet behind packet " + number + " claims " + size + " bytes");
    }

    /** Counts it, where there was one. */
    void count(boolean one) {
        number += one ? 1 : 0;
    }

    byte[] bytes() {
        return bytes;
    }

    int there() {
        return there;
    }

    int length() {
        return length;
    }

    long micros() {
        return micros;
    }

    /** How many were read before it, and with it once it is counted. */
    long number() {
        return number;
    }
}
