package io.nodethaw.collect;

import io.nodethaw.evidence.ProcessTable;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** The machine we look at, and the clock that counts. */
public final class Host {
    private final Path root;
    private final InstantSource clock;
    private final Ticker ticker;
    private final Map<String, Boolean> others = new ConcurrentHashMap<>();

    /**
     * A machine.
     *
     * @param root "/" on a node; a folder in tests
     * @param clock wall clock
     * @param ticker passes time, and does the waiting
     */
    public Host(Path root, InstantSource clock, Ticker ticker) {
        this.root = root;
        this.clock = clock;
        this.ticker = ticker;
    }

    /** A machine on which real time passes. */
    public Host(Path root, InstantSource clock) {
        this(root, clock, Ticker.SYSTEM);
    }

    /** A deadline that begins to run now. */
    public Deadline deadline(Duration limit) {
        return Deadline.in(limit, ticker);
    }

    /** "/" on a node. */
    public Path root() {
        return root;
    }

    /** Wall clock. */
    public InstantSource clock() {
        return clock;
    }

    /** How time passes. */
    public Ticker ticker() {
        return ticker;
    }

    /** A file below the root, given by its absolute path on the host. */
    public Path file(String absolute) {
        return root.resolve(absolute.substring(1));
    }

    /**
     * A file of the node, given by its absolute path there. It is reached through PID 1 when PID 1 has other mounts than we do,
     * as seen from a container that shares the node's processes. When that cannot be told, it is the file that we see at that
     * path.
     */
    public Path onNode(String absolute) {
        return hasOther("mnt") ? proc(ProcessTable.INIT, "root").resolve(absolute.substring(1)) : file(absolute);
    }

    /**
     * A table of the node's network, given by its name in {@code /proc/PID/net}: that of PID 1 when PID 1 has another network
     * namespace than we do.
     */
    public Path networkOfNode(String table) {
        return file(hasOtherNetwork() ? "/proc/1/net/" + table : "/proc/self/net/" + table);
    }

    /** True when PID 1 is known to have another network namespace than we have. */
    public boolean hasOtherNetwork() {
        return hasOther("net");
    }

    /** True when PID 1 is known to have another host name than we have. */
    public boolean hasOtherName() {
        return hasOther("uts");
    }

    private boolean hasOther(String namespace) {
        return others.computeIfAbsent(namespace, this::differs);
    }

    /**
     * True when PID 1 is known to have another namespace of this kind than we do. It is read once: neither we nor PID 1 ever
     * change theirs.
     */
    private boolean differs(String namespace) {
        try {
            var ours = Files.readSymbolicLink(file("/proc/self/ns/" + namespace));
            return !ours.equals(Files.readSymbolicLink(proc(ProcessTable.INIT, "ns/" + namespace)));
        } catch (IOException | UnsupportedOperationException unknown) {
            return false;
        }
    }

    /** A file of one process. */
    public Path proc(int pid, String name) {
        return file("/proc/" + pid + "/" + name);
    }
}
