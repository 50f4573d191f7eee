package io.nodethaw.collect.kernel;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.nodethaw.collect.NotAskedException;
import io.nodethaw.collect.socket.Errno;
import io.nodethaw.collect.socket.SystemCalls;
import io.nodethaw.collect.socket.SystemCalls.Name;
import java.io.IOException;
import java.util.function.Consumer;

/**
 * Reads {@code /dev/kmsg} from the oldest record that is left to the newest. It reads by system calls that do not block, because an
 * ordinary read would wait for the next record at the end of the log.
 */
public final class KernelLogReader {
    /** CONSOLE_EXT_LOG_MAX, kernel/printk: the longest record. */
    private static final int RECORD = 8192;

    /** O_RDONLY | O_NONBLOCK | O_CLOEXEC. */
    private static final int FLAGS = 0x800 | 0x80000;

    private static final int AT_FDCWD = -100;
    private static final int EPIPE = 32;

    private KernelLogReader() {}

    /**
     * Reads all records.
     *
     * @param each gets one record, with its lines of details
     * @throws NotAskedException where there is no such device, or we may not read it
     */
    public static void read(String path, Consumer<String> each) throws IOException {
        var kernel = new SystemCalls();
        long fd = open(kernel, path);
        try {
            var buffer = SystemCalls.buffer(RECORD);
            var bytes = new byte[RECORD];
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
        } finally {
            long _ = kernel.call(Name.CLOSE, fd, 0, 0);
        }
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
