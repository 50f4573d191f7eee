package io.nodethaw.wait.kernel;

import io.nodethaw.evidence.Descriptors;
import io.nodethaw.evidence.Machine;
import io.nodethaw.evidence.ProcessTable;
import io.nodethaw.evidence.UnixSockets;
import io.nodethaw.wait.NodeView;
import io.nodethaw.wait.Vertex;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Who serves a listening socket. Several processes may have it open: PID 1 through socket activation, children by inheritance.
 * The one that accepted other connections of the listener counts; having inherited the socket is no reason to be accused.
 */
public final class Acceptors {
    private Acceptors() {}

    /** The process that accepts on the listener bound to this path; empty when that cannot be told. */
    public static Optional<Vertex.Process> of(NodeView view, String path) {
        return view.listener(path).flatMap(listener -> of(view, listener));
    }

    /** The process that accepts on this listener. */
    public static Optional<Vertex.Process> of(NodeView view, UnixSockets.Socket listener) {
        var holding = new HashSet<Integer>();
        view.socketHolders(listener.inode()).stream()
                .map(NodeView.OpenFile::pid)
                .filter(pid -> lives(view, pid))
                .forEach(holding::add);
        var accepted = accepted(view, listener, holding);
        if (!accepted.isEmpty()) {
            return mostOf(accepted).flatMap(view::vertex);
        }
        return among(view, holding);
    }

    /** Which of these processes accepts, judged only by what kind of process each is; empty when several remain. */
    public static Optional<Vertex.Process> among(NodeView view, Set<Integer> holders) {
        var left = new HashSet<>(holders);
        left.removeIf(pid -> !lives(view, pid));
        view.evidence().seen(Machine.TYPE).map(Machine::ourPid).ifPresent(left::remove);
        if (left.size() > 1) {
            left.remove(1);
        }
        left.removeIf(pid -> inherits(view, pid, holders));
        return left.size() == 1 ? view.vertex(left.iterator().next()) : Optional.empty();
    }

    private static Map<Integer, Integer> accepted(NodeView view, UnixSockets.Socket listener, Set<Integer> holding) {
        var counts = new HashMap<Integer, Integer>();
        view.socketsAt(listener.path()).stream()
                .filter(socket -> socket.state() == UnixSockets.State.ESTABLISHED)
                .flatMap(socket -> view.socketHolders(socket.inode()).stream())
                .map(NodeView.OpenFile::pid)
                .filter(holding::contains)
                .forEach(pid -> counts.merge(pid, 1, Integer::sum));
        return counts;
    }

    /**
     * The process with the most accepted connections. A child that inherited some has fewer; with as many as its parent, the
     * parent comes first.
     */
    private static Optional<Integer> mostOf(Map<Integer, Integer> counts) {
        int most = counts.values().stream().mapToInt(Integer::intValue).max().orElse(0);
        return counts.entrySet().stream()
                .filter(entry -> entry.getValue() == most)
                .map(Map.Entry::getKey)
                .min(Integer::compare);
    }

    /** Open files are listed once and processes again later: a process that ended in between accepts nothing. */
    private static boolean lives(NodeView view, int pid) {
        return view.process(pid).filter(process -> !process.isGone()).isPresent();
    }

    /** True for a child with a listener that it did not inherit: it is a daemon, such as a shim, or a containerd below k3s or dockerd. */
    public static boolean isServer(NodeView view, ProcessTable.Entry child) {
        return view.evidence().seen(Descriptors.TYPE, child.pid()).map(Descriptors::open).orElse(List.of()).stream()
                .flatMap(file -> file.socket().flatMap(view::socket).stream())
                .filter(socket -> socket.state() == UnixSockets.State.LISTENING)
                .anyMatch(socket -> view.socketHolders(socket.inode()).stream()
                        .noneMatch(holder -> holder.pid() == child.parent()));
    }

    private static boolean inherits(NodeView view, int pid, Set<Integer> holding) {
        return view.process(pid)
                .filter(process -> process.parent() != 1 && holding.contains(process.parent()))
                .isPresent();
    }
}
