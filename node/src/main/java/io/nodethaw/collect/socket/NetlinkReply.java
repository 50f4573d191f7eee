package io.nodethaw.collect.socket;

import java.io.IOException;
import java.nio.ByteBuffer;

/**
 * Walks the messages of one netlink datagram (include/uapi/linux/netlink.h). No length in it is trusted: each is checked
 * against what is left.
 */
final class NetlinkReply {
    static final int HEADER = 16;

    private static final int NLMSG_ERROR = 2;
    private static final int NLMSG_DONE = 3;
    private static final int NLM_F_DUMP_INTR = 0x10;

    private final int sequence;
    private boolean interrupted;

    /** @param sequence number of the request; messages with another one are skipped */
    NetlinkReply(int sequence) {
        this.sequence = sequence;
    }

    /** Takes one message's body. */
    interface Body {
        void take(ByteBuffer body) throws IOException;
    }

    /** Takes one attribute; the value starts at the buffer's position. */
    interface Attribute {
        void take(int type, ByteBuffer value) throws IOException;
    }

    /** True when the kernel said that the table changed while it was dumped. */
    boolean interrupted() {
        return interrupted;
    }

    /**
     * Passes the messages of a datagram to the body.
     *
     * @return true when the dump is complete
     */
    boolean walk(ByteBuffer datagram, Body body) throws IOException {
        while (datagram.remaining() >= HEADER) {
            int start = datagram.position();
            int length = datagram.getInt(start);
            if (length < HEADER || length > datagram.remaining()) {
                throw new IOException("netlink message of " + length + " bytes with " + datagram.remaining() + " left");
            }
            if (datagram.getInt(start + 8) == sequence) {
                var content = datagram.slice(start + HEADER, length - HEADER).order(datagram.order());
                interrupted |= (datagram.getShort(start + 6) & NLM_F_DUMP_INTR) != 0;
                switch (datagram.getShort(start + 4) & 0xffff) {
                    case NLMSG_DONE -> {
                        check(content);
                        return true;
                    }
                    case NLMSG_ERROR -> {
                        check(content);
                        throw new IOException("netlink: acknowledgement instead of a dump");
                    }
                    default -> body.take(content);
                }
            }
            datagram.position(start + Math.min(aligned(length), datagram.remaining()));
        }
        return false;
    }

    /** Passes on the attributes (struct nlattr) that follow the fixed part of a message. */
    static void attributes(ByteBuffer from, Attribute attribute) throws IOException {
        while (from.remaining() >= 4) {
            int start = from.position();
            int length = from.getShort(start) & 0xffff;
            if (length < 4 || length > from.remaining()) {
                throw new IOException("netlink attribute of " + length + " bytes with " + from.remaining() + " left");
            }
            int type = from.getShort(start + 2) & 0x3fff; // the two top bits are flags
            attribute.take(type, from.slice(start + 4, length - 4).order(from.order()));
            from.position(start + Math.min(aligned(length), from.remaining()));
        }
    }

    private static void check(ByteBuffer content) throws IOException {
        int error = content.remaining() >= 4 ? content.getInt(0) : 0;
        if (error < 0) {
            throw RawSocket.failure("sock_diag", error);
        }
    }

    private static int aligned(int length) {
        return length + 3 & ~3;
    }
}
