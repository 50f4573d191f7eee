package io.nodethaw.hop.systemd;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.nodethaw.collect.Host;
import io.nodethaw.collect.child.Question;
import io.nodethaw.collect.child.ReaderTask;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/**
 * Reads {@link ReexecRoom} in the reader child: the link exe takes a lock of the target on old kernels, and a file may lie on
 * a disk that does not answer.
 *
 * <p>systemd executes the path it was built with (src/core/main.c, SYSTEMD_BINARY_PATH), which is that of its running binary;
 * after a package upgrade the link says "(deleted)" while a new file is there, which is fine.
 */
public final class RoomTask {
    /** Name of the task. */
    public static final String TASK = "reexec-room";

    private static final String DELETED = " (deleted)";

    private RoomTask() {}

    /** The task for the reader child; without arguments. */
    public static ReaderTask task(Host host) {
        return _ -> {
            var link = Files.readSymbolicLink(host.proc(1, "exe")).toString();
            var binary = link.endsWith(DELETED) ? link.substring(0, link.length() - DELETED.length()) : link;
            var file = host.proc(1, "root").resolve(Path.of("/").relativize(Path.of(binary)));
            boolean executable = Files.isRegularFile(file) && Files.isExecutable(file);
            long free = Files.getFileStore(host.onNode("/run/systemd")).getUnallocatedSpace();
            return (free + " " + executable + " " + binary).getBytes(UTF_8);
        };
    }

    static Question<ReexecRoom> question() {
        return new Question<>(
                ReexecRoom.TYPE, "", "read of /proc/1/exe and /run/systemd", TASK, List.of(), RoomTask::decode);
    }

    private static ReexecRoom decode(byte[] bytes) throws IOException {
        var parts = new String(bytes, UTF_8).split(" ", 3);
        if (parts.length != 3) {
            throw new IOException("the reader child's answer is cut off");
        }
        return new ReexecRoom(parts[2], Boolean.parseBoolean(parts[1]), Long.parseLong(parts[0]));
    }
}
