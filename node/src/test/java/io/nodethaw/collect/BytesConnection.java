package io.nodethaw.collect;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;

/** A peer that sends fixed bytes, whatever it receives. Then it hangs up or falls silent. */
public final class BytesConnection implements Connection {
    private final boolean silentAtEnd;
    private final byte[] refrain;
    private final ByteArrayOutputStream written = new ByteArrayOutputStream();
    private ByteBuffer input;

    private BytesConnection(byte[] input, boolean silentAtEnd, byte... refrain) {
        this.input = ByteBuffer.wrap(input);
        this.silentAtEnd = silentAtEnd;
        this.refrain = refrain;
    }

    /** Hangs up after these bytes. */
    public static BytesConnection hangingUp(byte... input) {
        return new BytesConnection(input, false);
    }

    /** Says nothing more after these bytes. */
    public static BytesConnection fallingSilent(byte... input) {
        return new BytesConnection(input, true);
    }

    /** Repeats the refrain for ever after these bytes. */
    public static BytesConnection repeating(byte[] input, byte... refrain) {
        return new BytesConnection(input, false, refrain);
    }

    @Override
    public int read(ByteBuffer into, Deadline deadline, String stage) throws SilentException {
        if (!input.hasRemaining()) {
            input = ByteBuffer.wrap(refrain);
        }
        if (!input.hasRemaining()) {
            if (silentAtEnd) {
                throw new SilentException(stage, deadline.waited());
            }
            return -1;
        }
        int count = Math.min(input.remaining(), into.remaining());
        into.put(input.slice(input.position(), count));
        input.position(input.position() + count);
        return count;
    }

    @Override
    public void write(ByteBuffer bytes, Deadline deadline, String stage) {
        var copy = new byte[bytes.remaining()];
        bytes.get(copy);
        written.writeBytes(copy);
    }

    /** Everything that was sent to the peer. */
    public byte[] written() {
        return written.toByteArray();
    }

    @Override
    public void close() {}
}
