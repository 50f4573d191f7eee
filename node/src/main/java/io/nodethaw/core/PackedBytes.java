package io.nodethaw.core;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.zip.DataFormatException;
import java.util.zip.Deflater;
import java.util.zip.Inflater;

/**
 * The bytes of a core that was unpacked from a stream, kept in memory and packed anew in blocks, so that they can be read by offset
 * without a file for them. Memory packs some five times, and blocks of zeros take nothing.
 */
public final class PackedBytes implements CoreBytes {
    /** Most bytes kept (our own limit): half of the memory that this program has. */
    private static final long MOST_KEPT = 120L << 20;

    private static final int BLOCK = 1 << 16;
    private static final byte[] ZEROS = {};

    private final List<byte[]> blocks = new ArrayList<>();
    private final byte[] current = new byte[BLOCK];
    private final Inflater inflater = new Inflater(true);
    private int loaded = -1;
    private long size;

    private PackedBytes() {}

    /**
     * Reads a stream to its end.
     *
     * @throws CoreFormatException when it is more than may be kept
     */
    public static PackedBytes of(InputStream in) throws IOException {
        var bytes = new PackedBytes();
        bytes.fill(in);
        return bytes;
    }

    private void fill(InputStream in) throws IOException {
        var deflater = new Deflater(Deflater.BEST_SPEED, true);
        var block = new byte[BLOCK];
        var packed = new byte[BLOCK + 1024];
        long kept = 0;
        try {
            int count = in.readNBytes(block, 0, BLOCK);
            while (count > 0) {
                Arrays.fill(block, count, BLOCK, (byte) 0);
                var next = packed(block, deflater, packed);
                blocks.add(next);
                size += count;
                kept += next.length + 32;
                if (kept > MOST_KEPT) {
                    throw new CoreFormatException(
                            "it unpacks to more than can be kept in memory",
                            "unpack it to a file first (zstd -d, lz4 -d, xz -d), and name that");
                }
                count = in.readNBytes(block, 0, BLOCK);
            }
        } finally {
            deflater.end();
        }
    }

    private static byte[] packed(byte[] block, Deflater deflater, byte[] into) {
        if (isZero(block)) {
            return ZEROS;
        }
        deflater.reset();
        deflater.setInput(block);
        deflater.finish();
        int length = deflater.deflate(into);
        return Arrays.copyOf(into, length);
    }

    private static boolean isZero(byte[] block) {
        for (byte one : block) {
            if (one != 0) {
                return false;
            }
        }
        return true;
    }

    @Override
    public long size() {
        return size;
    }

    @Override
    public int read(long offset, ByteBuffer into) throws IOException {
        int total = 0;
        while (into.hasRemaining() && offset >= 0 && offset + total < size) {
            long place = offset + total;
            load((int) (place / BLOCK));
            int at = (int) (place % BLOCK);
            int count = (int) Math.min(Math.min(BLOCK - at, into.remaining()), size - place);
            into.put(current, at, count);
            total += count;
        }
        return total;
    }

    private void load(int number) throws IOException {
        if (number == loaded) {
            return;
        }
        loaded = -1;
        var packed = blocks.get(number);
        if (packed.length == 0) {
            Arrays.fill(current, (byte) 0);
        } else {
            inflater.reset();
            inflater.setInput(packed);
            try {
                inflater.inflate(current);
            } catch (DataFormatException e) {
                throw new IOException("a block of our own is damaged", e);
            }
        }
        loaded = number;
    }

    @Override
    public void close() {
        inflater.end();
    }
}
