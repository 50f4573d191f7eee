package io.nodethaw.collect.kernel;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.nodethaw.collect.Host;
import io.nodethaw.collect.child.ReaderTask;
import java.io.IOException;
import java.nio.file.Files;
import java.util.ArrayDeque;
import java.util.List;

/** Reads the lines of {@code /dev/kmsg} (Documentation/ABI/testing/dev-kmsg) that tell of waits. */
final class KernelLogTask implements ReaderTask {
    /** How many of the newest lines are kept; the kernel of a node with a dead NFS server repeats itself for days. */
    private static final int KEPT = 200;

    /** The kernel's first pid namespace, whose pids it writes (include/linux/proc_ns.h, PROC_PID_INIT_INO). */
    private static final String FIRST = "pid:[4026531836]";

    private final Host host;

    KernelLogTask(Host host) {
        this.host = host;
    }

    @Override
    public byte[] read(List<String> arguments) throws IOException {
        var kept = new ArrayDeque<String>();
        KernelLogReader.read(host.file("/dev/kmsg").toString(), record -> KernelLogText.filter(record, kept, KEPT));
        kept.addFirst(KernelLogText.own(isFirst()));
        return String.join("\n", kept).getBytes(UTF_8);
    }

    private boolean isFirst() {
        try {
            return Files.readSymbolicLink(host.file("/proc/self/ns/pid"))
                    .toString()
                    .equals(FIRST);
        } catch (IOException | UnsupportedOperationException unknown) {
            return false;
        }
    }
}
