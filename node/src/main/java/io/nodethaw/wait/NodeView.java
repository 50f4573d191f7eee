package io.nodethaw.wait;

import io.nodethaw.evidence.DescriptorInfo;
import io.nodethaw.evidence.Descriptors;
import io.nodethaw.evidence.Evidence;
import io.nodethaw.evidence.Key;
import io.nodethaw.evidence.Machine;
import io.nodethaw.evidence.Namespaces;
import io.nodethaw.evidence.ProcessStatus;
import io.nodethaw.evidence.ProcessTable;
import io.nodethaw.evidence.UnixSockets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.BiFunction;
import java.util.stream.Stream;

/**
 * Evidence with the look-ups that edge sources need: processes by pid, who has which socket or pipe open, which processes
 * belong to our node.
 */
public final class NodeView {
    /**
     * One open file of one process.
     *
     * @param fd its number there; -1 where it is not known which one
     */
    public record OpenFile(int pid, int fd) {}

    /** A result that is worked out from the evidence once for each view, because edge sources and rules ask for it many times. */
    public static final class Once<A, T> {
        private final BiFunction<NodeView, A, T> work;

        /**
         * @param work computes the result from the view and the thing it is about: a pid, or an empty text when it is about the
         *     whole node
         */
        public Once(BiFunction<NodeView, A, T> work) {
            this.work = work;
        }
    }

    private final Evidence evidence;
    private final Map<OfReading<?, ?>, Map<Object, Object>> ofReadings;
    private final Map<Once<?, ?>, Map<Object, Object>> derived = new HashMap<>();
    private final Map<Integer, ProcessTable.Entry> processes = new HashMap<>();
    private final Lazy<Map<Integer, List<ProcessTable.Entry>>> children = new Lazy<>(this::findChildren);
    private final Map<Integer, Boolean> ours = new HashMap<>();
    private final Lazy<Map<String, List<OpenFile>>> holders = new Lazy<>(this::findHolders);
    private final Lazy<Map<Long, UnixSockets.Socket>> sockets = new Lazy<>(this::findSockets);
    private final Lazy<Map<String, List<UnixSockets.Socket>>> socketsByPath = new Lazy<>(this::findPaths);

    public NodeView(Evidence evidence) {
        this(evidence, new HashMap<>());
    }

    private NodeView(Evidence evidence, Map<OfReading<?, ?>, Map<Object, Object>> ofReadings) {
        this.evidence = evidence;
        this.ofReadings = ofReadings;
        evidence.seen(ProcessTable.TYPE).ifPresent(table -> {
            for (var process : table.processes()) {
                processes.put(process.pid(), process);
            }
        });
    }

    /** False where it is known that somebody else than root looks, who sees less. */
    public boolean isSeenByRoot() {
        return evidence.seen(Machine.TYPE).map(Machine::uid).orElse(0L) == 0;
    }

    private Map<Integer, List<ProcessTable.Entry>> findChildren() {
        var found = new HashMap<Integer, List<ProcessTable.Entry>>();
        for (var process :
                evidence.seen(ProcessTable.TYPE).map(ProcessTable::processes).orElse(List.of())) {
            found.computeIfAbsent(process.parent(), _ -> new ArrayList<>()).add(process);
        }
        return found;
    }

    private Map<String, List<OpenFile>> findHolders() {
        var found = new HashMap<String, List<OpenFile>>();
        evidence.allSeen(Descriptors.TYPE).forEach(open -> {
            for (var descriptor : open.open()) {
                found.computeIfAbsent(descriptor.target(), _ -> new ArrayList<>())
                        .add(new OpenFile(open.pid(), Math.max(Descriptors.Descriptor.UNTOLD, descriptor.number())));
            }
        });
        return found;
    }

    private Map<Long, UnixSockets.Socket> findSockets() {
        var found = new HashMap<Long, UnixSockets.Socket>();
        allSockets().forEach(socket -> found.put(socket.inode(), socket));
        return found;
    }

    private Map<String, List<UnixSockets.Socket>> findPaths() {
        var found = new HashMap<String, List<UnixSockets.Socket>>();
        allSockets()
                .forEach(socket -> found.computeIfAbsent(socket.path(), _ -> new ArrayList<>())
                        .add(socket));
        return found;
    }

    private List<UnixSockets.Socket> allSockets() {
        return evidence.seen(UnixSockets.TYPE).map(UnixSockets::sockets).orElse(List.of());
    }

    /** The result for this evidence, worked out when it is first asked for. A view is used by one thread only. */
    @SuppressWarnings("unchecked") // a Once has results of one type, and they are kept under it alone
    public <A, T> T once(Once<A, T> what, A about) {
        var all = derived.computeIfAbsent(what, _ -> new HashMap<>());
        var known = all.get(about);
        if (known == null) {
            known = what.work.apply(this, about);
            all.put(about, known);
        }
        return (T) known;
    }

    /** The result for this reading, by its identity. */
    @SuppressWarnings("unchecked") // like once
    public <R, T> T of(OfReading<R, T> what, R reading) {
        return (T) ofReadings
                .computeIfAbsent(what, _ -> new IdentityHashMap<>())
                .computeIfAbsent(reading, _ -> what.apply(reading));
    }

    /** The view of more evidence of the same look. */
    public NodeView next(Evidence more) {
        return new NodeView(more, ofReadings);
    }

    /** What was read. */
    public Evidence evidence() {
        return evidence;
    }

    /** The process with this pid, while it lives. */
    public Optional<ProcessTable.Entry> process(int pid) {
        return Optional.ofNullable(processes.get(pid));
    }

    /** Every process in sight, also those of nested nodes. */
    public Collection<ProcessTable.Entry> processes() {
        return processes.values();
    }

    /** The children of a process. */
    public List<ProcessTable.Entry> childrenOf(int pid) {
        return children.get().getOrDefault(pid, List.of());
    }

    /** The vertex of a living process. */
    public Optional<Vertex.Process> vertex(int pid) {
        return process(pid).map(Vertex.Process::of);
    }

    /**
     * "program pid", or "process PID" when the process is gone; where a file does not tell the pid, the name that the process has
     * in the file.
     */
    public String name(int pid) {
        return process(pid)
                .map(process -> process.hasPid() ? ProgramName.of(this, process) + " " + pid : process.comm())
                .orElse("process " + pid);
    }

    /** The unix socket with this inode. */
    public Optional<UnixSockets.Socket> socket(long inode) {
        return Optional.ofNullable(sockets.get().get(inode));
    }

    /** Every unix socket. */
    public Collection<UnixSockets.Socket> sockets() {
        return sockets.get().values();
    }

    /** The listener bound to this path, and the accepted ends of its connections, which carry the same path. */
    public List<UnixSockets.Socket> socketsAt(String path) {
        return path.isEmpty() ? List.of() : socketsByPath.get().getOrDefault(path, List.of());
    }

    /** The listener bound to this path. */
    public Optional<UnixSockets.Socket> listener(String path) {
        return socketsAt(path).stream()
                .filter(socket -> socket.state() == UnixSockets.State.LISTENING)
                .findFirst();
    }

    /** Who has this socket open. */
    public List<OpenFile> socketHolders(long inode) {
        return holdersOf("socket:[" + inode + "]");
    }

    /** Who has this link target open: "pipe:[5]", a path. */
    public List<OpenFile> holdersOf(String target) {
        return holders.get().getOrDefault(target, List.of());
    }

    /** What is known of an open file. */
    public Optional<DescriptorInfo> info(OpenFile holder) {
        return evidence.seen(
                DescriptorInfo.TYPE,
                DescriptorInfo.key(holder.pid(), holder.fd()).instance());
    }

    /** False when two processes are known to have mount namespaces of their own. */
    public boolean mayShareMounts(int one, int other) {
        long first = mountNamespace(one);
        long second = mountNamespace(other);
        return first == 0 || second == 0 || first == second;
    }

    /** True when two processes are known to be in one mount namespace, so that a path means the same file to both. */
    public boolean shareMounts(int one, int other) {
        return mountNamespace(one) != 0 && mountNamespace(one) == mountNamespace(other);
    }

    /** False when two processes are known to have network namespaces of their own. */
    public boolean mayShareNetwork(int one, int other) {
        long first = networkNamespace(one);
        long second = networkNamespace(other);
        return first == 0 || second == 0 || first == second;
    }

    /** False when two processes are known to have process numbers of their own. */
    public boolean mayShareProcesses(int one, int other) {
        long first = pidNamespace(one);
        long second = pidNamespace(other);
        return first == 0 || second == 0 || first == second;
    }

    private long networkNamespace(int pid) {
        return evidence.seen(Namespaces.TYPE, pid).map(Namespaces::network).orElse(0L);
    }

    private long mountNamespace(int pid) {
        return evidence.seen(Namespaces.TYPE, pid).map(Namespaces::mount).orElse(0L);
    }

    /** Age of a process, from its start time and the time since boot; empty when one of them was not read. */
    public Optional<Duration> age(ProcessTable.Entry process) {
        return process.startTicks()
                .flatMap(start -> evidence.seen(Machine.TYPE).map(machine -> {
                    double seconds = machine.sinceBoot() - (double) start / machine.ticksPerSecond();
                    return Duration.ofMillis(Math.max(0, (long) (seconds * 1000)));
                }));
    }

    /**
     * True when the process belongs to the node we look at: the nearest systemd PID 1 above it is that of our own pid
     * namespace. A nested systemd (kind, docker-in-docker) makes a node of its own.
     */
    public boolean isOurs(int pid) {
        var known = ours.get(pid);
        if (known != null) {
            return known;
        }
        var line = lineage(pid);
        boolean answer = Optional.ofNullable(ours.get(line.getLast()))
                .orElseGet(() -> process(line.getLast()).isPresent());
        for (int one : line.reversed()) {
            answer = answer && process(one).filter(this::isNestedInit).isEmpty();
            ours.put(one, answer);
        }
        return answer;
    }

    /**
     * A process and its ancestors, up to the first for which {@link #isOurs} is already known. It stops where parents form a
     * ring, which a made-up file may show.
     */
    private List<Integer> lineage(int pid) {
        var at = process(pid);
        if (at.isPresent()
                && processes.containsKey(at.get().parent())
                && ours.containsKey(at.get().parent())) {
            return List.of(pid, at.get().parent()); // as nearly always
        }
        var line = new LinkedHashSet<Integer>();
        line.add(pid);
        while (at.isPresent() && !ours.containsKey(at.get().pid())) {
            int parent = at.get().parent();
            at = parent == 0 ? Optional.empty() : process(parent);
            if (at.isPresent() && !line.add(parent)) {
                break;
            }
        }
        return List.copyOf(line);
    }

    /** True for a systemd that is PID 1 of a pid namespace below ours. */
    public boolean isNestedInit(ProcessTable.Entry process) {
        if (process.pid() == ProcessTable.INIT || !couldBeInit(process)) {
            return false;
        }
        return evidence.seen(ProcessStatus.TYPE, process.pid())
                .map(ProcessStatus::namespacePids)
                .map(pids -> pids.isEmpty()
                        ? isInAnotherPidNamespace(process.pid())
                        : pids.size() > 1 && pids.getLast() == 1)
                .orElse(false);
    }

    /** Tells a nested PID 1 by its namespace link, for kernels before 4.1, whose status file does not tell. */
    private boolean isInAnotherPidNamespace(int pid) {
        long first = pidNamespace(1);
        long its = pidNamespace(pid);
        return first != 0 && its != 0 && first != its;
    }

    private long pidNamespace(int pid) {
        return evidence.seen(Namespaces.TYPE, pid).map(Namespaces::process).orElse(0L);
    }

    /** The namespaces to read for processes that could be a nested PID 1 when their status files do not tell. */
    public List<Key> namespacesOfInits() {
        var untold = processes.values().stream()
                .filter(NodeView::couldBeInit)
                .map(ProcessTable.Entry::pid)
                .filter(pid -> pid != ProcessTable.INIT
                        && evidence.seen(ProcessStatus.TYPE, pid)
                                .filter(status -> status.namespacePids().isEmpty())
                                .isPresent())
                .toList();
        return untold.isEmpty()
                ? List.of()
                : Stream.concat(Stream.of(1), untold.stream())
                        .map(Namespaces.TYPE::key)
                        .toList();
    }

    /** True where only the status file or the namespaces can tell whether this is a nested PID 1. */
    public static boolean couldBeInit(ProcessTable.Entry process) {
        return process.comm().equals("systemd") || process.comm().equals("init");
    }
}
