package io.nodethaw.collect.kernel;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.nodethaw.collect.Host;
import io.nodethaw.collect.child.ReaderTask;
import java.io.IOException;
import java.nio.file.Files;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Reads the lines of {@code /dev/kmsg} (Documentation/ABI/testing/dev-kmsg) that tell of waits. */
final class KernelLogTask implements ReaderTask {
    /** How many of the newest lines are kept; the kernel of a node with a dead NFS server repeats itself for days. */
    private static final int KEPT = 200;

    /** The kernel's first pid namespace, whose pids it writes (include/linux/proc_ns.h, PROC_PID_INIT_INO). */
    private static final String FIRST = "pid:[4026531836]";

    private final Host host;
    private final ArrayDeque<String> kept = new ArrayDeque<>();

    /** Stays open: each reading goes on where the one before it ended. */
    private Optional<KernelLogReader> reader = Optional.empty();

    KernelLogTask(Host host) {
        this.host = host;
    }

    @Override
    public synchronized byte[] read(List<String> arguments) throws IOException {
        if (reader.isEmpty()) {
            reader = Optional.of(KernelLogReader.at(host.file("/dev/kmsg").toString()));
        }
        reader.get().readOn(record -> KernelLogText.filter(record, kept, KEPT));
        var lines = new ArrayList<>(List.of(KernelLogText.own(isFirst())));
        lines.addAll(kept);
        return String.join("\n", lines).getBytes(UTF_8);
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
