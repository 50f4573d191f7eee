package io.nodethaw.collect.socket;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.nodethaw.collect.Deadline;
import java.io.IOException;
import java.time.Duration;

/** The socket on which a service tells systemd how it is (sd_notify(3)). Nothing waits for systemd: what it has no room for is lost. */
public final class NotifySocket {
    /** sizeof sun_path, include/uapi/linux/un.h. */
    private static final int LONGEST = 108;

    private final byte[] name;

    /** @param address the value of NOTIFY_SOCKET: a path, or with "@" in front an abstract name */
    public NotifySocket(String address) {
        this.name = address.getBytes(UTF_8);
        if (name.length < 2 || name.length >= LONGEST || name[0] != '@' && name[0] != '/') {
            throw new IllegalArgumentException("no address of a socket: '" + address + "'");
        }
        if (name[0] == '@') {
            name[0] = 0;
        }
    }

    /**
     * Sends one message.
     *
     * @param message lines of the form NAME=VALUE
     */
    public void send(String message) throws IOException {
        var address = SystemCalls.buffer(2 + name.length + 1)
                .putShort((short) RawSocket.AF_UNIX)
                .put(name);
        if (name[0] == '/') {
            address.put((byte) 0);
        }
        var bytes = message.getBytes(UTF_8);
        try (var socket = new RawSocket(RawSocket.AF_UNIX, RawSocket.SOCK_DGRAM, 0)) {
            boolean _ = socket.connect(address.flip(), Deadline.in(Duration.ZERO));
            int _ = socket.send(SystemCalls.buffer(bytes.length).put(bytes).flip());
        }
    }
}
