package io.nodethaw.collect.files;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.nodethaw.collect.Host;
import io.nodethaw.collect.NotAskedException;
import io.nodethaw.collect.NotPermittedException;
import io.nodethaw.collect.socket.Errno;
import io.nodethaw.collect.socket.SystemCalls;
import io.nodethaw.evidence.FileSystemRoom;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;

/** Asks file systems how much room they have. It may hang with them. */
final class Rooms {
    /** struct statfs of 64-bit machines (asm-generic/statfs.h) has 15 words of 8 bytes. */
    private static final int STATFS_BYTES = 120;

    private static final int ID = 56;
    private static final int FLAGS = 80;

    private static final long READ_ONLY = 1; // include/linux/statfs.h, ST_RDONLY

    private static final long NO_EXEC = 8; // include/linux/statfs.h, ST_NOEXEC

    private Rooms() {}

    /** The room for what this process writes in a folder. */
    static FileSystemRoom of(Host host, int pid, String folder) throws IOException {
        var path = new InRoot(host.proc(pid, "root")).resolve(folder);
        return parse(pid, folder, statfs(path));
    }

    /** True when nothing on the mount of this file may be executed. */
    static boolean isNoExec(Path file) throws IOException {
        return (statfs(file).getLong(FLAGS) & NO_EXEC) != 0;
    }

    private static ByteBuffer statfs(Path path) throws IOException {
        var name = path.toString().getBytes(UTF_8);
        var text = SystemCalls.buffer(name.length + 1);
        text.put(name).put((byte) 0).rewind();
        var answer = SystemCalls.buffer(STATFS_BYTES);
        long result = new SystemCalls()
                .call(SystemCalls.Name.STATFS, text, SystemCalls.address(text), SystemCalls.address(answer), 0);
        if (result == -Errno.ENOENT) {
            throw new NotAskedException("no " + path);
        }
        if (result == -Errno.EACCES || result == -Errno.EPERM) {
            throw NotPermittedException.toRead(path.toString());
        }
        if (result < 0) {
            throw new IOException(path + ": " + Errno.text(-result));
        }
        return answer;
    }

    static FileSystemRoom parse(int pid, String folder, ByteBuffer answer) {
        return new FileSystemRoom(
                pid,
                folder,
                answer.getLong(0),
                answer.getLong(ID),
                answer.getLong(8),
                answer.getLong(16),
                answer.getLong(24),
                answer.getLong(32),
                answer.getLong(40),
                answer.getLong(48),
                (answer.getLong(FLAGS) & READ_ONLY) != 0);
    }
}
