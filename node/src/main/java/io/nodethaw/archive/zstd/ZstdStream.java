package io.nodethaw.archive.zstd;

import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;

/** What frames of zstd unfold to, one after the other (RFC 8878, 3.1). */
public final class ZstdStream extends InputStream {
    private static final int MAGIC = 0xfd2fb528;
    private static final int SKIPPABLE = 0x184d2a50;

    /** The largest window: those of levels up to 19 have 8 MiB, the strongest one 128 MiB (zstd(1), --ultra, --long). */
    private static final long WINDOW_MOST = 64 << 20;

    private final InputStream in;
    private final byte[] block = new byte[Zstd.BLOCK];
    private Window window = new Window(0);
    private Blocks blocks = new Blocks(window);
    private boolean inFrame;
    private boolean checked;
    private boolean any;
    private boolean ended;

    public ZstdStream(InputStream in) {
        this.in = in;
    }

    @Override
    public int read() throws IOException {
        byte[] one = new byte[1];
        return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
    }

    @Override
    public int read(byte[] into, int at, int length) throws IOException {
        if (length == 0) {
            return 0;
        }
        while (window.ready() == 0) {
            if (ended || !inFrame && !frame()) {
                ended = true;
                return -1;
            }
            if (inFrame) {
                block();
            }
        }
        return window.give(into, at, length);
    }

    @Override
    public void close() throws IOException {
        in.close();
    }

    /** Begins the next frame, or skips one that is for others; false at the end. */
    private boolean frame() throws IOException {
        int first = in.read();
        if (first < 0 && any) {
            return false;
        }
        int magic = first < 0 ? 0 : first | (int) number(3) << 8;
        if ((magic & ~15) == SKIPPABLE) {
            in.skipNBytes(number(4));
        } else if (magic == MAGIC) {
            header();
        } else if (!any) {
            throw Zstd.damaged("it does not begin as it should");
        } else {
            return false; // something else stands behind it
        }
        any = true;
        return true;
    }

    private void header() throws IOException {
        int flags = (int) number(1);
        boolean single = (flags & 0x20) != 0;
        int windowByte = single ? 0 : (int) number(1);
        long dictionary = number(new int[] {0, 1, 2, 4}[flags & 3]);
        int contentBytes = new int[] {single ? 1 : 0, 2, 4, 8}[flags >> 6];
        long content = number(contentBytes) + (contentBytes == 2 ? 256 : 0);
        if ((flags & 8) != 0 || dictionary != 0) {
            throw new IOException("packed by zstd with a dictionary, which is not here");
        }
        long base = 1L << (10 + (windowByte >> 3));
        long size = single ? content : base + base / 8 * (windowByte & 7);
        if (size > WINDOW_MOST || size < 0) {
            throw new IOException("packed by zstd with a window of more than " + (WINDOW_MOST >> 20)
                    + " MB; unpack it with zstd -d --long=31");
        }
        window = new Window((int) size);
        blocks = new Blocks(window);
        inFrame = true;
        checked = (flags & 4) != 0;
    }

    private void block() throws IOException {
        int header = (int) number(3);
        int size = header >> 3;
        if (size > Zstd.BLOCK) {
            throw Zstd.damaged("a block that is too large");
        }
        window.room();
        switch (header >> 1 & 3) {
            case 0 -> window.append(read(size), 0, size);
            case 1 -> window.repeat(read(1)[0], size);
            case 2 -> blocks.unpack(read(size), size);
            default -> throw Zstd.damaged("a block of no kind");
        }
        if ((header & 1) != 0) {
            inFrame = false;
            number(checked ? 4 : 0);
        }
    }

    private byte[] read(int length) throws IOException {
        if (in.readNBytes(block, 0, length) < length) {
            throw new EOFException("a block of zstd is cut off");
        }
        return block;
    }

    private long number(int bytes) throws IOException {
        long value = 0;
        for (int i = 0; i < bytes; i++) {
            int next = in.read();
            if (next < 0) {
                throw new EOFException("a frame of zstd is cut off");
            }
            value |= (long) next << 8 * i;
        }
        return value;
    }
}
