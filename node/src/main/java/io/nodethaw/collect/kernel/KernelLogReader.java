package io.nodethaw.collect.kernel;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.nodethaw.collect.NotAskedException;
import io.nodethaw.collect.socket.Errno;
import io.nodethaw.collect.socket.SystemCalls;
import io.nodethaw.collect.socket.SystemCalls.Name;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.function.Consumer;

/**
 * Reads {@code /dev/kmsg} from the oldest record that is left to the newest. It reads by system calls that do not block, because an
 * ordinary read would wait for the next record at the end of the log.
 */
public final class KernelLogReader implements AutoCloseable {
    /** CONSOLE_EXT_LOG_MAX, kernel/printk: the longest record. */
    private static final int RECORD = 8192;

    /** O_RDONLY | O_NONBLOCK | O_CLOEXEC. */
    private static final int FLAGS = 0x800 | 0x80000;

    private static final int AT_FDCWD = -100;
    private static final int EPIPE = 32;

    private final String path;
    private final SystemCalls kernel;
    private final ByteBuffer buffer = SystemCalls.buffer(RECORD);
    private final byte[] bytes = new byte[RECORD];
    private final long fd;

    private KernelLogReader(String path, SystemCalls kernel, long fd) {
        this.path = path;
        this.kernel = kernel;
        this.fd = fd;
    }

    /**
     * Stands before the oldest record that is left.
     *
     * @throws NotAskedException where there is no such device, or we may not read it
     */
    static KernelLogReader at(String path) throws IOException {
        var kernel = new SystemCalls();
        return new KernelLogReader(path, kernel, open(kernel, path));
    }

    /**
     * Reads all records.
     *
     * @param each gets one record, with its lines of details
     * @throws NotAskedException where there is no such device, or we may not read it
     */
    public static void read(String path, Consumer<String> each) throws IOException {
        try (var reader = at(path)) {
            reader.readOn(each);
        }
    }

    /** Reads the records from where the last call ended to the newest. */
    void readOn(Consumer<String> each) throws IOException {
        while (true) {
            long count = kernel.call(Name.READ, buffer, fd, SystemCalls.address(buffer), RECORD);
            if (count == 0 || count == -Errno.EAGAIN) {
                return;
            }
            if (count == -EPIPE || count == -Errno.EINTR) {
                continue; // the record was overwritten before we read it; the next read goes on with the oldest
                // that is left
            }
            if (count < 0) {
                throw new IOException(path + ": " + Errno.text(-count));
            }
            buffer.get(0, bytes, 0, (int) count);
            each.accept(new String(bytes, 0, (int) count, UTF_8));
        }
    }

    @Override
    public void close() throws IOException {
        long _ = kernel.call(Name.CLOSE, fd, 0, 0);
    }

    private static long open(SystemCalls kernel, String path) throws IOException {
        var name = path.getBytes(UTF_8);
        var buffer = SystemCalls.buffer(name.length + 1).put(name).put((byte) 0).flip();
        long fd = kernel.call(Name.OPENAT, buffer, AT_FDCWD, SystemCalls.address(buffer), FLAGS);
        if (fd < 0) {
            throw new NotAskedException(
                    path + ": " + Errno.text(-fd)); // dmesg_restrict without CAP_SYSLOG, or no such device
        }
        return fd;
    }
}
