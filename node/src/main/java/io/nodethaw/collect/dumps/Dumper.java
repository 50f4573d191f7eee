package io.nodethaw.collect.dumps;

import java.util.List;
import java.util.Optional;

/**
 * A daemon that writes a dump of its goroutines on SIGUSR1, and where it writes it.
 *
 * @param comm its name in /proc/PID/comm, the first 15 bytes
 * @param files where new files appear, in its own mount namespace
 * @param log true when it (also) writes the dump to containerd's log
 */
record Dumper(String comm, List<DumpFolder> files, boolean log) {
    Dumper {
        files = List.copyOf(files);
    }

    /** A folder, and how the names of its dumps begin and end. */
    record DumpFolder(String folder, String prefix, String suffix) {
        boolean holds(String name) {
            return name.startsWith(prefix) && name.endsWith(suffix);
        }
    }

    /**
     * dockerd: daemon/debugtrap_unix.go and pkg/stack, in its default exec root. containerd: cmd/containerd/command/main.go,
     * dumpStacks (its log alone up to 1.1). Shim: runtime/v2/shim/util_unix.go and its predecessors; its log goes into that of
     * containerd. CRI-O: cmd/crio/main.go, catchShutdown.
     */
    private static final List<Dumper> KNOWN = List.of(
            new Dumper("dockerd", List.of(new DumpFolder("/run/docker", "goroutine-stacks-", ".log")), false),
            new Dumper("containerd-shim", List.of(), true),
            new Dumper("containerd", List.of(new DumpFolder("/tmp", "containerd.", ".stacks.log")), true),
            new Dumper("crio", List.of(new DumpFolder("/tmp", "crio-goroutine-stacks-", ".log")), false));

    /** The dumper with this name in /proc/PID/comm. */
    static Optional<Dumper> of(String comm) {
        return KNOWN.stream().filter(dumper -> comm.equals(dumper.comm())).findFirst();
    }

    /** The names, for a message. */
    static String names() {
        return String.join(", ", KNOWN.stream().map(Dumper::comm).toList());
    }
}
