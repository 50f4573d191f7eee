package io.nodethaw.collect.kernel;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.nodethaw.collect.child.ReaderTask;
import java.io.IOException;
import java.util.ArrayDeque;
import java.util.List;

/** Reads the lines of {@code /dev/kmsg} (Documentation/ABI/testing/dev-kmsg) that tell of waits. */
final class KernelLogTask implements ReaderTask {
    /** How many of the newest lines are kept; the kernel of a node with a dead NFS server repeats itself for days. */
    private static final int KEPT = 200;

    private final String path;

    KernelLogTask(String path) {
        this.path = path;
    }

    @Override
    public byte[] read(List<String> arguments) throws IOException {
        var kept = new ArrayDeque<String>();
        KernelLogReader.read(path, record -> KernelLogText.filter(record, kept, KEPT));
        return String.join("\n", kept).getBytes(UTF_8);
    }
}
