package io.nodethaw.core;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/** The bytes of a file. */
public final class FileBytes implements CoreBytes {
    private final FileChannel channel;
    private final long size;

    private FileBytes(FileChannel channel) throws IOException {
        this.channel = channel;
        this.size = channel.size();
    }

    /** Opens a file. */
    public static FileBytes open(Path file) throws IOException {
        var channel = FileChannel.open(file, StandardOpenOption.READ);
        try {
            return new FileBytes(channel);
        } catch (IOException e) {
            channel.close();
            throw e;
        }
    }

    @Override
    public long size() {
        return size;
    }

    @Override
    public int read(long offset, ByteBuffer into) throws IOException {
        int total = 0;
        while (into.hasRemaining() && offset >= 0) {
            int count = channel.read(into, offset + total);
            if (count <= 0) {
                break;
            }
            total += count;
        }
        return total;
    }

    @Override
    public void close() throws IOException {
        channel.close();
    }
}
