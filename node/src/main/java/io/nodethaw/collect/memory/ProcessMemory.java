package io.nodethaw.collect.memory;

import io.nodethaw.memory.Memory;
import java.io.Closeable;
import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/** The memory of a process, read through {@code /proc/PID/mem}. Never stops the process. Needs the right to trace it. */
public final class ProcessMemory implements Memory, Closeable {
    /** Most bytes read through one of these (our own limit). PID 1 uses some 10 MiB, with 100,000 units 250. */
    public static final long MAX_BYTES = 512L << 20;

    private final FileChannel channel;
    private long left = MAX_BYTES;

    private ProcessMemory(FileChannel channel) {
        this.channel = channel;
    }

    /**
     * Opens the memory of a process.
     *
     * @param mem for example {@code /proc/1/mem}
     */
    public static ProcessMemory open(Path mem) throws IOException {
        return new ProcessMemory(FileChannel.open(mem, StandardOpenOption.READ));
    }

    @Override
    public int read(long address, ByteBuffer into) throws IOException {
        if (address < 0) {
            throw new IOException("no memory at 0x" + Long.toHexString(address));
        }
        if (into.remaining() > left) {
            throw new IOException("more than " + (MAX_BYTES >> 20) + " MiB of memory to read");
        }
        int total = 0;
        while (into.hasRemaining()) {
            int count = channel.read(into, address + total);
            if (count <= 0) {
                break;
            }
            total += count;
            left -= count;
        }
        if (total == 0) {
            throw new EOFException("no memory at 0x" + Long.toHexString(address));
        }
        return total;
    }

    @Override
    public void close() throws IOException {
        channel.close();
    }
}
