package io.nodethaw.hop.dbus;

import static java.util.stream.Collectors.toSet;

import io.nodethaw.collect.wire.dbus.SystemBus;
import io.nodethaw.evidence.Descriptors;
import io.nodethaw.evidence.Key;
import io.nodethaw.evidence.ProcessStatus;
import io.nodethaw.evidence.ProcessTable;
import io.nodethaw.evidence.UnixSockets;
import io.nodethaw.hop.OpenFilesOfAll;
import io.nodethaw.wait.Edge;
import io.nodethaw.wait.EdgeSource;
import io.nodethaw.wait.NodeView;
import io.nodethaw.wait.Reach;
import io.nodethaw.wait.Strength;
import io.nodethaw.wait.Vertex;
import io.nodethaw.wait.Wait;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** An edge from this program, which the bus no longer lets in as root, to the process that holds most of root's connections. */
final class BusUsers implements EdgeSource {
    private static final long ROOT = 0;

    /**
     * The process that holds most connections.
     *
     * @param connections number of its connections
     * @param all number of all connections of root
     */
    record Users(Vertex.Process process, long connections, long all) {
        String text() {
            return connections + " of root's " + all + " connections to the system bus";
        }
    }

    /** What the bus said when it refused us because root has too many connections. */
    static Optional<String> refused(NodeView view) {
        return view.evidence().seen(BusEcho.TYPE).flatMap(BusEcho::refused);
    }

    /**
     * The process with more than half of root's connections, when the bus lets no more in; never one that is known to belong to
     * another user.
     */
    static Optional<Users> holder(NodeView view) {
        if (refused(view).isEmpty()) {
            return Optional.empty();
        }
        var connections = connections(view);
        long all = OpenFilesOfAll.sum(connections);
        return connections.entrySet().stream()
                .filter(entry -> 2 * entry.getValue() > all)
                .flatMap(entry ->
                        view.vertex(entry.getKey()).map(process -> new Users(process, entry.getValue(), all)).stream())
                .findFirst();
    }

    /** True when the process is known to be root's. */
    static boolean isRoots(NodeView view, Users users) {
        return uid(view, users.process().pid()).filter(uid -> uid == ROOT).isPresent();
    }

    /** The number of connections of each process; processes that are known to belong to another user do not count. */
    private static Map<Integer, Long> connections(NodeView view) {
        var byProcess = all(view);
        byProcess
                .keySet()
                .removeIf(pid -> uid(view, pid).filter(uid -> uid != ROOT).isPresent());
        return byProcess;
    }

    /** The number of connections of each process, whosever it is. */
    static Map<Integer, Long> all(NodeView view) {
        var byProcess = new HashMap<Integer, Long>();
        for (var path : SystemBus.PATHS) {
            view.socketsAt(path).stream()
                    .filter(socket -> socket.state() == UnixSockets.State.ESTABLISHED)
                    .flatMap(socket -> opener(view, socket.peer()).stream())
                    .forEach(pid -> byProcess.merge(pid, 1L, Long::sum));
        }
        return byProcess;
    }

    /** The oldest of the processes that have this end open: the others inherited it. */
    private static Optional<Integer> opener(NodeView view, long inode) {
        return view.socketHolders(inode).stream()
                .flatMap(holder -> view.process(holder.pid()).stream())
                .min(Comparator.comparingLong((ProcessTable.Entry process) ->
                                process.startTicks().orElse(Long.MAX_VALUE))
                        .thenComparingInt(ProcessTable.Entry::pid))
                .map(ProcessTable.Entry::pid);
    }

    private static Optional<Long> uid(NodeView view, int pid) {
        return view.evidence().seen(ProcessStatus.TYPE, pid).map(ProcessStatus::uid);
    }

    @Override
    public List<Edge> edges(NodeView view) {
        return holder(view)
                .map(holder -> Edge.of(
                        new Vertex.Ourselves(),
                        holder.process(),
                        Strength.NEEDS,
                        Wait.PROBE,
                        "the system bus no longer lets root in: it holds " + holder.text(),
                        BusEcho.TYPE.key(),
                        UnixSockets.TYPE.key(),
                        Descriptors.TYPE.key(holder.process().pid())))
                .stream()
                .toList();
    }

    /** The readings that tell whose connections they are. */
    @Override
    public Set<Key> wants(NodeView view, Reach reach) {
        return refused(view).isEmpty()
                ? Set.of()
                : connections(view).keySet().stream()
                        .map(ProcessStatus.TYPE::key)
                        .collect(toSet());
    }
}
