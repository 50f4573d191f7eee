package io.nodethaw.cli;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/** A request of ttrpc, by which containerd calls its shims: ten bytes of header, then a message of protobuf (ttrpc PROTOCOL.md). */
final class TtrpcRequest {
    private static final int HEADER = 10;
    private static final int STREAM_AT = 4;
    private static final int TYPE_AT = 8;
    private static final int REQUEST = 1;

    /** Field 1 and 2 of its Request, both texts: key 1 << 3 | 2 and 2 << 3 | 2. */
    private static final int SERVICE = 0x0a;

    private static final int METHOD = 0x12;

    /** Texts of this length take one byte to tell it; names of services and methods are shorter. */
    private static final int LONGEST = 0x7f;

    private TtrpcRequest() {}

    /** "containerd.task.v2.Task/Create"; empty for anything else. */
    static Optional<String> of(byte[] bytes) {
        var in = ByteBuffer.wrap(bytes);
        if (bytes.length < HEADER + 4 || in.get(TYPE_AT) != REQUEST || (in.getInt(STREAM_AT) & 1) == 0) {
            return Optional.empty(); // clients number their streams oddly
        }
        in.position(HEADER);
        var service = text(in, SERVICE);
        var method = service.isEmpty() ? Optional.<String>empty() : text(in, METHOD);
        return method.map(name -> "ttrpc call " + service.get() + "/" + name);
    }

    private static Optional<String> text(ByteBuffer in, int key) {
        if (in.remaining() < 2 || in.get() != key) {
            return Optional.empty();
        }
        int length = in.get();
        if (length <= 0 || length > LONGEST || length > in.remaining()) {
            return Optional.empty();
        }
        var text = new byte[length];
        in.get(text);
        var name = new String(text, StandardCharsets.US_ASCII);
        return name.matches("[\\w./-]+") ? Optional.of(name) : Optional.empty();
    }
}
