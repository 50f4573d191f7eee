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
 * A thread asleep in a system call that we know.
 *
 * @param read what is known of the call
 */
record BlockedCall(Vertex.Process process, Tasks.Task task, KnownCall call, SystemCall read) {
    /** A descriptor that no call can name. */
    private static final int NONE = -1;

    private static final NodeView.Once<String, List<BlockedCall>> ALL =
            new NodeView.Once<>((view, _) -> List.copyOf(findAll(view)));
    private static final NodeView.Once<Integer, Map<Integer, Tasks.Task>> THREADS =
            new NodeView.Once<>(BlockedCall::threads);

    int pid() {
        return process.pid();
    }

    /** The open file that it is about; -1 where it is about none. */
    int fd() {
        return read.fd().orElse(NONE);
    }

    /** The open file that it is about, when the files of its process were read. */
    Optional<Descriptors.Descriptor> descriptor(NodeView view) {
        return view.evidence().seen(Descriptors.TYPE, pid()).flatMap(open -> open.find(fd()));
    }

    /** The same as who holds it. */
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

    /** An edge to each process that holds the other end of our file; where several do, any of them would do. */
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

    /** Where the path or address among its arguments lies; empty where the call has none, or it is known. */
    Optional<Key> target() {
        return read.target().isPresent() ? Optional.empty() : read.targetKey();
    }

    /** The path or address among its arguments, when it was read. */
    Optional<String> targetText(NodeView view) {
        return read.target()
                .or(() -> target().flatMap(key -> view.evidence().seen(CallTarget.TYPE, key.instance()))
                        .map(CallTarget::text));
    }

    /** Every thread that sleeps in a call we know. */
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

    /** Its thread; of one that a file tells of nothing may be known but that it is in the call. */
    private static Optional<Tasks.Task> task(NodeView view, SystemCall read) {
        var known = task(view, read.pid(), read.tid());
        boolean told = view.evidence()
                .latest(SystemCall.TYPE, read.pid() + "/" + read.tid())
                .filter(sample -> sample.origin() instanceof Origin.InFile)
                .isPresent();
        return known.isEmpty() && told
                ? Optional.of(new Tasks.Task(
                        read.tid(), "", ProcessTable.Entry.UNTOLD, "", 0, Optional.empty(), Optional.empty()))
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

    /** What has to be read to know the calls of these processes: their threads, then the call of each that sleeps. */
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
