package io.nodethaw.hop.systemd;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.nodethaw.collect.Host;
import io.nodethaw.collect.child.Question;
import io.nodethaw.collect.child.ReaderTask;
import io.nodethaw.collect.child.Subject;
import io.nodethaw.collect.source.InChild;
import io.nodethaw.evidence.ProcessTable;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * Reads {@link ReexecRoom} in the reader child: reading the link exe takes a lock of PID 1 on old kernels, and the file may lie
 * on a disk that does not answer.
 *
 * <p>systemd executes the path it was built with (src/core/main.c, SYSTEMD_BINARY_PATH), which is that of its running binary;
 * after a package upgrade the link says "(deleted)" while a new file is at that path, which is fine.
 */
final class RoomTask {
    private static final String TASK = "reexec-room";

    private static final String DELETED = " (deleted)";

    private RoomTask() {}

    /** The task of the child; it has no arguments. */
    static ReaderTask task(Host host) {
        return _ -> {
            var link =
                    Files.readSymbolicLink(host.proc(ProcessTable.INIT, "exe")).toString();
            var binary = link.endsWith(DELETED) ? link.substring(0, link.length() - DELETED.length()) : link;
            var file = host.proc(ProcessTable.INIT, "root").resolve(Path.of("/").relativize(Path.of(binary)));
            boolean executable = Files.isRegularFile(file) && Files.isExecutable(file);
            var folder = host.onNode("/run/systemd");
            if (!Files.isDirectory(folder)) {
                throw new NoSuchFileException(folder.toString());
            }
            long free = folder.toFile()
                    .getFreeSpace(); // a FileStore looks for the mount among our own: a pod has none of them
            return (free + " " + executable + " " + binary).getBytes(UTF_8);
        };
    }

    static InChild<ReexecRoom> source(Host host) {
        return new InChild<>(
                ReexecRoom.TYPE,
                "by `heal` only: the link `/proc/1/exe`, the file that it names, and how much of `/run/systemd` is free",
                TASK,
                () -> task(host),
                _ -> Optional.of(question()));
    }

    static Question<ReexecRoom> question() {
        return new Question<>(
                ReexecRoom.TYPE,
                "",
                "read of /proc/1/exe and /run/systemd",
                Subject.files(1),
                TASK,
                List.of(),
                RoomTask::decode);
    }

    private static ReexecRoom decode(byte[] bytes) throws IOException {
        var parts = new String(bytes, UTF_8).split(" ", 3);
        if (parts.length != 3) {
            throw new IOException("the reader child's answer is cut off");
        }
        return new ReexecRoom(parts[2], Boolean.parseBoolean(parts[1]), Long.parseLong(parts[0]));
    }
}
