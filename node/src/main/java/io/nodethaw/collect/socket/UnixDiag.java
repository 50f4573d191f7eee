package io.nodethaw.collect.socket;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.nodethaw.collect.Deadline;
import io.nodethaw.evidence.UnixSockets;
import io.nodethaw.evidence.UnixSockets.State;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Unix sockets by sock_diag (include/uapi/linux/unix_diag.h). */
final class UnixDiag {
    /** UDIAG_SHOW_NAME, _VFS, _PEER, _ICONS and _RQLEN. */
    private static final int SHOW = 0x1 | 0x2 | 0x4 | 0x8 | 0x10;

    private static final int FIXED = 16;
    private static final int NAME = 0;
    private static final int VFS = 1;
    private static final int PEER = 2;
    private static final int ICONS = 3;
    private static final int RQLEN = 4;

    private UnixDiag() {}

    static UnixSockets dump(Deadline deadline) throws IOException {
        // struct unix_diag_req: family, protocol, pad, states, inode, show, cookie
        var request = ByteBuffer.allocate(24).order(ByteOrder.nativeOrder());
        request.put((byte) RawSocket.AF_UNIX).put((byte) 0).putShort((short) 0);
        request.putInt(-1).putInt(0).putInt(SHOW).putInt(-1).putInt(-1);
        return new UnixSockets(new SockDiag().dump(request.array(), UnixDiag::parse, deadline));
    }

    /** One struct unix_diag_msg and its attributes. */
    static UnixSockets.Socket parse(ByteBuffer body) throws IOException {
        if (body.remaining() < FIXED) {
            throw new IOException("unix_diag message of " + body.remaining() + " bytes");
        }
        int type = body.get(body.position() + 1);
        int state = body.get(body.position() + 2);
        long inode = Integer.toUnsignedLong(body.getInt(body.position() + 4));
        var attributes = new Attributes();
        NetlinkReply.attributes(body.position(body.position() + FIXED), attributes);
        return new UnixSockets.Socket(
                inode,
                attributes.peer,
                attributes.path,
                type,
                state(state),
                attributes.received,
                attributes.sent,
                attributes.pending,
                state(state) == State.LISTENING ? attributes.file : Optional.empty());
    }

    static State state(int number) {
        return switch (number) { // include/net/tcp_states.h
            case 1 -> State.ESTABLISHED;
            case 7 -> State.CLOSED;
            case 10 -> State.LISTENING;
            default -> State.OTHER;
        };
    }

    private static final class Attributes implements NetlinkReply.Attribute {
        private long peer;
        private String path = "";
        private long received;
        private long sent;
        private Optional<UnixSockets.File> file = Optional.empty();
        private final List<Long> pending = new ArrayList<>();

        @Override
        public void take(int type, ByteBuffer value) throws IOException {
            switch (type) {
                case NAME -> path = name(value);
                case VFS -> { // struct unix_diag_vfs: inode, then device
                    long inode = number(value);
                    file = Optional.of(new UnixSockets.File(number(value), inode));
                }
                case PEER -> peer = number(value);
                case RQLEN -> {
                    received = number(value);
                    sent = number(value);
                }
                case ICONS -> {
                    while (value.remaining() >= 4) {
                        pending.add(number(value));
                    }
                }
                default -> {} // an attribute of a newer kernel
            }
        }

        private static long number(ByteBuffer value) throws IOException {
            if (value.remaining() < 4) {
                throw new IOException("unix_diag attribute cut off");
            }
            return Integer.toUnsignedLong(value.getInt());
        }

        /** sun_path in the kernel's form: paths end with a NUL, abstract names begin with one and may contain more. */
        private static String name(ByteBuffer value) {
            var bytes = new byte[value.remaining()];
            value.get(bytes);
            if (bytes.length > 0 && bytes[0] != 0) {
                int end = 0;
                while (end < bytes.length && bytes[end] != 0) {
                    end++;
                }
                return new String(bytes, 0, end, UTF_8);
            }
            return new String(bytes, UTF_8).replace('\0', '@'); // as /proc/net/unix prints it
        }
    }
}
