package io.nodethaw.hop;

import io.nodethaw.evidence.Key;
import io.nodethaw.evidence.Namespaces;
import io.nodethaw.evidence.ProcessStatus;
import io.nodethaw.evidence.ProcessTable;
import io.nodethaw.evidence.UnixSockets;
import io.nodethaw.wait.NodeView;
import io.nodethaw.wait.Vertex;
import io.nodethaw.wait.kernel.Listeners;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/**
 * Tells which processes may be a hop. Anybody can use a name, a port or the text of a path. What not everybody can have is a
 * file in a folder of root, a user id, or a parent that starts shims. Evidence without these readings is judged by paths alone.
 */
public final class Identity {
    private static final NodeView.Once<String, Set<Long>> USERS = new NodeView.Once<>((view, _) -> findUsers(view));
    private static final NodeView.Once<String, Set<Integer>> STARTERS =
            new NodeView.Once<>((view, _) -> findStarters(view));

    private Identity() {}

    /** True for a process of root or of a user that runs the node's daemons, and for one whose user was not read. */
    public static boolean mayServe(NodeView view, Vertex.Process process) {
        return uid(view, process.pid())
                .map(uid -> view.once(USERS, "").contains(uid))
                .orElse(true);
    }

    /** Describes a process that listens where a hop should: "python3 300 of uid 65534". */
    public static String tell(NodeView view, Vertex.Process process) {
        return view.name(process.pid())
                + uid(view, process.pid()).map(uid -> " of uid " + uid).orElse("");
    }

    /**
     * True when the parent of the process is one that a shim can have: the daemon that started it, or PID 1, which becomes its
     * parent when the process that started it has ended. A program in a container is a child of a shim.
     */
    static boolean maybeShim(NodeView view, Vertex.Process process) {
        int parent = view.process(process.pid()).map(entry -> entry.parent()).orElse(0);
        return mayServe(view, process)
                && (uid(view, process.pid()).isEmpty()
                        || parent <= ProcessTable.INIT
                        || view.once(STARTERS, "").contains(parent));
    }

    /** The readings that tell who has this listener open. */
    static Set<Key> wants(NodeView view, UnixSockets.Socket listener) {
        var pids = new HashSet<Integer>();
        view.socketHolders(listener.inode()).forEach(holder -> pids.add(holder.pid()));
        return wants(pids);
    }

    /** The readings that tell who these processes and PID 1 are. */
    public static Set<Key> wants(Set<Integer> pids) {
        var keys = new LinkedHashSet<Key>();
        Stream.concat(Stream.of(ProcessTable.INIT), pids.stream()).forEach(pid -> {
            keys.add(ProcessStatus.TYPE.key(pid));
            keys.add(Namespaces.TYPE.key(pid));
        });
        return keys;
    }

    private static Optional<Long> uid(NodeView view, int pid) {
        return view.evidence().seen(ProcessStatus.TYPE, pid).map(ProcessStatus::uid);
    }

    /**
     * User ids that daemons may have: root, the user of PID 1, and the users whose daemons accept on exactly the files in
     * folders of root.
     */
    private static Set<Long> findUsers(NodeView view) {
        var users = new HashSet<>(Set.of(0L));
        uid(view, ProcessTable.INIT).ifPresent(users::add);
        Addresses.daemons()
                .flatMap(path -> Listeners.proven(view, path).stream())
                .flatMap(listener -> Addresses.accepting(view, listener).stream())
                .flatMap(process -> uid(view, process.pid()).stream())
                .forEach(users::add);
        return users;
    }

    /** The daemons that run containers, and their parents, because k3s starts its own containerd. */
    private static Set<Integer> findStarters(NodeView view) {
        var starters = new HashSet<Integer>();
        Addresses.daemons()
                .flatMap(path -> Addresses.acceptor(view, path).stream())
                .forEach(process -> addWithParents(view, process.pid(), starters));
        return starters;
    }

    private static void addWithParents(NodeView view, int pid, Set<Integer> into) {
        int at = pid;
        while (at > ProcessTable.INIT && into.add(at)) {
            at = view.process(at).map(entry -> entry.parent()).orElse(0);
        }
    }
}
