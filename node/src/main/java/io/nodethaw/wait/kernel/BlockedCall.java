package io.nodethaw.wait.kernel;

import io.nodethaw.evidence.CallTarget;
import io.nodethaw.evidence.Descriptors;
import io.nodethaw.evidence.Key;
import io.nodethaw.evidence.Machine;
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
 * A thread asleep in a system call.
 *
 * @param arguments the six argument registers
 */
record BlockedCall(Vertex.Process process, Tasks.Task task, Call call, List<Long> arguments) {
    private static final NodeView.Once<String, List<BlockedCall>> ALL =
            new NodeView.Once<>((view, _) -> List.copyOf(findAll(view)));
    private static final NodeView.Once<Integer, Map<Integer, Tasks.Task>> THREADS =
            new NodeView.Once<>(BlockedCall::threads);

    int pid() {
        return process.pid();
    }

    /** An argument as the kernel takes an int: the low 32 bits, signed. */
    int number(int index) {
        return (int) (long) arguments.get(index);
    }

    /** The open file the first argument names. */
    Optional<Descriptors.Descriptor> descriptor(NodeView view) {
        return view.evidence().seen(Descriptors.TYPE, pid()).flatMap(open -> open.find(number(0)));
    }

    /** The open file of ours that the argument at this index names. */
    NodeView.Holder file(int index) {
        return new NodeView.Holder(pid(), number(index));
    }

    /** The reading of the call itself. */
    Key proof() {
        return SystemCall.key(pid(), task.tid());
    }

    /** An edge from this thread's process. */
    Edge edge(Vertex to, Strength strength, Wait wait, int fd, int peerFd, String text, Key... more) {
        var proofs = new ArrayList<Key>(List.of(proof()));
        proofs.addAll(List.of(more));
        return new Edge(process, to, strength, wait, task.tid(), fd, peerFd, text, Optional.empty(), proofs);
    }

    /** An edge to each process that holds the other end of our file; where several do, any of them would do. */
    List<Edge> edges(NodeView view, List<NodeView.Holder> ends, Wait wait, String text, Key... more) {
        var byProcess = new LinkedHashMap<Vertex, NodeView.Holder>();
        for (var end : ends) {
            view.vertex(end.pid()).ifPresent(process -> byProcess.putIfAbsent(process, end));
        }
        byProcess.remove(process);
        var strength = byProcess.size() == 1 ? Strength.NEEDS : Strength.ANY;
        var edges = new ArrayList<Edge>();
        byProcess.forEach((to, end) -> {
            var proofs = new ArrayList<Key>(List.of(more));
            proofs.add(Descriptors.TYPE.key(end.pid()));
            edges.add(edge(to, strength, wait, number(0), end.fd(), text, proofs.toArray(Key[]::new)));
        });
        return edges;
    }

    /** Where the path or address among its arguments lies; empty where the call has none. */
    Optional<Key> target() {
        int tid = task.tid();
        return switch (call.use()) {
            case PATH -> Optional.of(CallTarget.key(pid(), tid, arguments.get(0), 0));
            case PATH_AT -> Optional.of(CallTarget.key(pid(), tid, arguments.get(1), 0));
            case CONNECT -> Optional.of(CallTarget.key(pid(), tid, arguments.get(1), number(2)));
            default -> Optional.empty();
        };
    }

    /** The path or address among its arguments, when it was read. */
    Optional<String> targetText(NodeView view) {
        return target().flatMap(key -> view.evidence().seen(CallTarget.TYPE, key.instance()))
                .map(CallTarget::text);
    }

    /** Every thread that sleeps in a call we know. */
    static List<BlockedCall> all(NodeView view) {
        return view.once(ALL, "");
    }

    private static List<BlockedCall> findAll(NodeView view) {
        var architecture =
                view.evidence().seen(Machine.TYPE).map(Machine::architecture).orElse("x86_64");
        var blocked = new ArrayList<BlockedCall>();
        view.evidence().allSeen(SystemCall.TYPE).forEach(read -> {
            var process = view.vertex(read.pid());
            var task = task(view, read.pid(), read.tid());
            var call = read.number().flatMap(number -> Call.of(architecture, number));
            if (process.isPresent()
                    && task.isPresent()
                    && call.isPresent()
                    && read.arguments().size() == 6) {
                blocked.add(new BlockedCall(process.get(), task.get(), call.get(), read.arguments()));
            }
        });
        return blocked;
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
