package io.nodethaw.wait.kernel;

import io.nodethaw.evidence.CallTarget;
import io.nodethaw.evidence.Descriptors;
import io.nodethaw.evidence.Key;
import io.nodethaw.evidence.KnownCall;
import io.nodethaw.evidence.Origin;
import io.nodethaw.evidence.ProcessTable;
import io.nodethaw.evidence.SystemCall;
import io.nodethaw.evidence.Tasks;
import io.nodethaw.wait.Edge;
import io.nodethaw.wait.NodeView;
import io.nodethaw.wait.Strength;
import io.nodethaw.wait.Vertex;
import io.nodethaw.wait.Wait;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * A thread that sleeps in a system call whose meaning we know.
 *
 * @param read what is known of the call
 */
record BlockedCall(Vertex.Process process, Tasks.Task task, KnownCall call, SystemCall read) {
    /** The number returned when the call is about no open file. */
    private static final int NONE = -1;

    private static final NodeView.Once<String, List<BlockedCall>> ALL =
            new NodeView.Once<>((view, _) -> List.copyOf(findAll(view)));
    private static final NodeView.Once<Integer, Map<Integer, Tasks.Task>> THREADS =
            new NodeView.Once<>(BlockedCall::threads);

    int pid() {
        return process.pid();
    }

    /** Number of the open file that the call is about; -1 when it is about none. */
    int fd() {
        return read.fd().orElse(NONE);
    }

    /** The open file that the call is about; empty when the files of its process were not read. */
    Optional<Descriptors.Descriptor> descriptor(NodeView view) {
        return view.evidence().seen(Descriptors.TYPE, pid()).flatMap(open -> open.find(fd()));
    }

    /** The inode of the socket that it reads from, writes to or connects. */
    Optional<Long> socket(NodeView view) {
        return call.use() == KnownCall.Use.DESCRIPTOR || call.use() == KnownCall.Use.CONNECT
                ? descriptor(view).flatMap(Descriptors.Descriptor::socket)
                : Optional.empty();
    }

    /** The same open file, with its process. */
    NodeView.OpenFile file() {
        return new NodeView.OpenFile(pid(), fd());
    }

    /** The reading of the call itself. */
    Key reading() {
        return SystemCall.key(pid(), task.tid());
    }

    /** An edge from this thread's process. */
    Edge edge(Vertex to, Strength strength, Wait wait, int fd, int peerFd, String text, Key... more) {
        var readings = new ArrayList<Key>(List.of(reading()));
        readings.addAll(List.of(more));
        return new Edge(process, to, strength, wait, task.tid(), fd, peerFd, text, Optional.empty(), readings);
    }

    /**
     * An edge to each process that has the other end of this file open. Where several have it, any of them could end the wait.
     */
    List<Edge> edges(NodeView view, List<NodeView.OpenFile> ends, Wait wait, String text, Key... more) {
        var byProcess = new LinkedHashMap<Vertex, NodeView.OpenFile>();
        for (var end : ends) {
            view.vertex(end.pid()).ifPresent(process -> byProcess.putIfAbsent(process, end));
        }
        byProcess.remove(process);
        var strength = byProcess.size() == 1 ? Strength.NEEDS : Strength.ANY;
        var edges = new ArrayList<Edge>();
        byProcess.forEach((to, end) -> {
            var readings = new ArrayList<Key>(List.of(more));
            readings.add(Descriptors.TYPE.key(end.pid()));
            edges.add(edge(to, strength, wait, fd(), end.fd(), text, readings.toArray(Key[]::new)));
        });
        return edges;
    }

    /**
     * The key under which the path or address that the call was given is to be read; empty when the call has none, or when it
     * is already known.
     */
    Optional<Key> target() {
        return read.target().isPresent() ? Optional.empty() : read.targetKey();
    }

    /** The path or address that the call was given, when it was read. */
    Optional<String> targetText(NodeView view) {
        return read.target()
                .or(() -> target().flatMap(key -> view.evidence().seen(CallTarget.TYPE, key.instance()))
                        .map(CallTarget::text));
    }

    /** Every thread that sleeps in a system call we know. */
    static List<BlockedCall> all(NodeView view) {
        return view.once(ALL, "");
    }

    private static List<BlockedCall> findAll(NodeView view) {
        var blocked = new ArrayList<BlockedCall>();
        view.evidence()
                .allSeen(SystemCall.TYPE)
                .forEach(read -> view.vertex(read.pid())
                        .ifPresent(process -> task(view, read)
                                .ifPresent(task -> read.known()
                                        .ifPresent(call -> blocked.add(new BlockedCall(process, task, call, read))))));
        return blocked;
    }

    /** The thread that is in the call. When a file tells of the call, nothing else may be known about the thread. */
    private static Optional<Tasks.Task> task(NodeView view, SystemCall read) {
        var known = task(view, read.pid(), read.tid());
        boolean told = view.evidence()
                .latest(SystemCall.TYPE, read.pid() + "/" + read.tid())
                .filter(sample -> sample.origin() instanceof Origin.InFile)
                .isPresent();
        return known.isEmpty() && told
                ? Optional.of(new Tasks.Task(
                        read.tid(),
                        "",
                        ProcessTable.Entry.UNTOLD,
                        "",
                        0,
                        Optional.empty(),
                        Optional.empty(),
                        Optional.empty()))
                : known;
    }

    private static Optional<Tasks.Task> task(NodeView view, int pid, int tid) {
        return Optional.ofNullable(view.once(THREADS, pid).get(tid));
    }

    private static Map<Integer, Tasks.Task> threads(NodeView view, int pid) {
        var threads = new HashMap<Integer, Tasks.Task>();
        view.evidence()
                .seen(Tasks.TYPE, pid)
                .ifPresent(read -> read.tasks().forEach(task -> threads.putIfAbsent(task.tid(), task)));
        return threads;
    }

    /** What has to be read to know the calls of these processes: their threads, then the call of each sleeping thread. */
    static Set<Key> wants(NodeView view, Set<Integer> frontier) {
        var wants = new LinkedHashSet<Key>();
        for (int pid : frontier) {
            wants.add(Tasks.TYPE.key(pid));
            wants.add(Descriptors.TYPE.key(pid));
            view.evidence()
                    .seen(Tasks.TYPE, pid)
                    .ifPresent(tasks -> tasks.tasks().stream()
                            .filter(task -> task.state() == 'S' || task.state() == 'D')
                            .forEach(task -> wants.add(SystemCall.key(pid, task.tid()))));
        }
        return wants;
    }
}
