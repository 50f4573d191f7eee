package io.nodethaw.collect.child;

import io.nodethaw.collect.Host;
import io.nodethaw.collect.proc.KernelFile;
import java.util.Map;

/** What the child reads of the kernel: files whole, freezer states, the kernel log. */
final class KernelTasks {
    /** Reads one file whole; argument: its absolute path on the host. */
    static final String FILE = "file";

    /** Finds the frozen cgroup of a process; argument: pid. */
    static final String FREEZE = "freeze";

    /** Reads the lines of the kernel log that tell of waits; no argument. */
    static final String KERNEL_LOG = "kernel-log";

    private KernelTasks() {}

    static Map<String, ReaderTask> all(Host host) {
        var freezer = new FreezeTask(host);
        return Map.of(
                FILE,
                arguments -> KernelFile.bytes(host.file(arguments.getFirst()).toString()),
                FREEZE,
                freezer,
                KERNEL_LOG,
                new KernelLogTask(host.file("/dev/kmsg").toString()));
    }
}
