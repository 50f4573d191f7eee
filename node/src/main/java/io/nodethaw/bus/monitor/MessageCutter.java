package io.nodethaw.bus.monitor;

import io.nodethaw.collect.wire.dbus.MessageFormatException;
import io.nodethaw.collect.wire.dbus.MessageHead;
import java.io.IOException;
import java.util.Arrays;

/**
 * Cuts bytes that come in pieces into messages. Of a very long message the beginning is handed on, and the rest is passed over, so that
 * memory is bounded whatever is sent. Used by one thread.
 */
final class MessageCutter {
    private static final int USUAL = 1 << 20;

    /** The most bytes of a message that are handed on. */
    static final int MOST = 4 << 20;

    private byte[] bytes = new byte[USUAL];
    private int from;
    private int to;
    private long passOver;

    /** Makes room, and says how much there is, from {@link #end} on. */
    int room() {
        if (from == to) {
            from = 0;
            to = 0;
        } else if (bytes.length - to < USUAL / 4) {
            if (from > 0) {
                System.arraycopy(bytes, from, bytes, 0, to - from);
                to -= from;
                from = 0;
            }
            if (bytes.length - to < USUAL / 4) {
                bytes = Arrays.copyOf(bytes, Math.min(2 * bytes.length, MOST + USUAL));
            }
        }
        return bytes.length - to;
    }

    byte[] bytes() {
        return bytes;
    }

    int end() {
        return to;
    }

    /**
     * Takes so many bytes that were put there, and hands on each message that they complete.
     *
     * @throws MessageFormatException when no message begins where one has to
     */
    void take(int count, Each each) throws IOException {
        to += count;
        while (true) {
            long over = Math.min(passOver, to - from);
            from += (int) over;
            passOver -= over;
            if (to - from < MessageHead.PREFIX) {
                return;
            }
            int length = MessageHead.length(bytes, from);
            int there = Math.min(length, MOST);
            if (to - from < there) {
                return;
            }
            each.take(bytes, from, there, length);
            from += there;
            passOver = (long) length - there;
        }
    }
}
