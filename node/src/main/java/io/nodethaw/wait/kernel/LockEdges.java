package io.nodethaw.wait.kernel;

import io.nodethaw.evidence.DescriptorInfo;
import io.nodethaw.evidence.Descriptors;
import io.nodethaw.evidence.FileLocks;
import io.nodethaw.evidence.Key;
import io.nodethaw.evidence.Namespaces;
import io.nodethaw.wait.Edge;
import io.nodethaw.wait.EdgeSource;
import io.nodethaw.wait.NodeView;
import io.nodethaw.wait.Reach;
import io.nodethaw.wait.Strength;
import io.nodethaw.wait.Vertex;
import io.nodethaw.wait.Wait;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Waiting for a file lock: waiter to lock, lock to holder, from the "->" lines of {@code /proc/locks}. */
public final class LockEdges implements EdgeSource {
    /**
     * What the holders of a lock depend on: the key under which they are worked out once for a thousand waiters.
     *
     * @param path of the file as the waiter has it open; empty when unknown
     * @param mounts mount namespace of the waiter, in which that path is meant; empty when unknown
     */
    private record Wanted(FileLocks.Lock lock, Optional<String> path, Optional<Long> mounts) {}

    @Override
    public List<Edge> edges(NodeView view) {
        var edges = new ArrayList<Edge>();
        var holders = new HashSet<Wanted>();
        var table = LockTable.of(view);
        for (var waiter : table.waiters()) {
            table.held(waiter).stream()
                    .findFirst()
                    .ifPresent(lock -> edges.addAll(waits(view, table, waiter, lock, holders)));
        }
        return edges.stream().distinct().toList();
    }

    private static List<Edge> waits(
            NodeView view, LockTable table, FileLocks.Lock waiter, FileLocks.Lock lock, Set<Wanted> holders) {
        var edges = new ArrayList<Edge>();
        var call = table.call(waiter);
        var path = pathOf(view, call);
        waiterVertex(view, waiter, call)
                .ifPresent(from -> edges.add(edge(
                        from,
                        resource(lock),
                        Wait.FILE_LOCK,
                        call.map(waiting -> waiting.task().tid()).orElse(0),
                        call.map(waiting -> waiting.fd()).orElse(-1),
                        -1,
                        "waits for " + what(lock, path))));
        var mounts = view.evidence().seen(Namespaces.TYPE, waiter.pid()).map(Namespaces::mount);
        var wanted = new Wanted(lock, path, mounts);
        if (holders.add(wanted)) {
            edges.addAll(heldBy(view, table, wanted, waiter.pid()));
        }
        return edges;
    }

    private static List<Edge> heldBy(NodeView view, LockTable table, Wanted wanted, int waiter) {
        var lock = wanted.lock();
        var edges = new ArrayList<Edge>();
        for (int pid : holders(view, table, lock, wanted.path(), waiter)) {
            int fd = wanted.path().flatMap(target -> table.fd(target, pid)).orElse(-1);
            var text = "holds the " + what(lock, wanted.path());
            view.vertex(pid)
                    .ifPresent(holder -> edges.add(edge(resource(lock), holder, Wait.HELD_BY, 0, -1, fd, text)));
        }
        return edges;
    }

    private static Vertex resource(FileLocks.Lock lock) {
        return new Vertex.Resource(Vertex.ResourceKind.LOCK, lock.file());
    }

    private static String what(FileLocks.Lock lock, Optional<String> path) {
        return lock.kind() + " lock on " + path.orElse("file " + lock.file());
    }

    private static Edge edge(Vertex from, Vertex to, Wait kind, int task, int fd, int peerFd, String text) {
        return new Edge(
                from,
                to,
                Strength.NEEDS,
                kind,
                task,
                fd,
                peerFd,
                text,
                Optional.empty(),
                List.of(FileLocks.TYPE.key()));
    }

    private static Optional<Vertex.Process> waiterVertex(
            NodeView view, FileLocks.Lock waiter, Optional<BlockedCall> call) {
        return call.map(BlockedCall::process).or(() -> view.vertex(waiter.pid()));
    }

    /**
     * A flock belongs to the open file and may outlive the process that took it. Then its holders are the processes whose open
     * file is shown to carry the lock; where none is shown to, all that still have the file open. Locks of other kinds end with
     * their process.
     */
    private static List<Integer> holders(
            NodeView view, LockTable table, FileLocks.Lock lock, Optional<String> path, int waiter) {
        var taker = List.of(lock.pid());
        boolean lives =
                view.process(lock.pid()).filter(process -> !process.isGone()).isPresent();
        if (lives && !lock.kind().equals("FLOCK")) {
            return taker;
        }
        var openers = openers(view, table, path, waiter);
        if (openers.isEmpty()) {
            return lives ? taker : List.of();
        }
        var proven = pids(
                openers.stream().filter(holder -> isLocked(view, holder, lock)).toList());
        if (!proven.isEmpty()) {
            return proven.contains(lock.pid()) ? taker : proven;
        }
        var possible = pids(openers);
        boolean inherited = !possible.isEmpty()
                && !possible.contains(lock.pid())
                && view.shareMounts(
                        lock.pid(), waiter); // in another mount namespace it may have the file open under another path
        return lives && !inherited ? taker : possible;
    }

    /** Who has the file open under the path that the waiter has for it, except those that wait for a lock themselves. */
    private static List<NodeView.OpenFile> openers(NodeView view, LockTable table, Optional<String> path, int waiter) {
        return path.map(table::openers).orElse(List.of()).stream()
                .filter(holder -> view.mayShareMounts(holder.pid(), waiter))
                .toList();
    }

    private static boolean isLocked(NodeView view, NodeView.OpenFile holder, FileLocks.Lock lock) {
        return view.info(holder)
                .filter(info -> info.locked().contains(lock.file()))
                .isPresent();
    }

    private static List<Integer> pids(List<NodeView.OpenFile> holders) {
        return holders.stream().map(NodeView.OpenFile::pid).distinct().toList();
    }

    @Override
    public Set<Key> wants(NodeView view, Reach reach) {
        var wants = new LinkedHashSet<>(BlockedCall.wants(view, reach.closely()));
        var table = LockTable.of(view);
        for (var waiter : table.waiters()) {
            if (reach.closely().contains(waiter.pid())) {
                wants.add(Namespaces.TYPE.key(waiter.pid()));
                table.held(waiter).stream()
                        .filter(lock -> view.process(lock.pid()).isPresent())
                        .forEach(lock -> wants.add(Namespaces.TYPE.key(lock.pid())));
                for (var holder : openers(view, table, pathOf(view, table.call(waiter)), waiter.pid())) {
                    wants.add(Namespaces.TYPE.key(holder.pid()));
                    wants.add(DescriptorInfo.key(holder.pid(), holder.fd()));
                }
            }
        }
        return wants;
    }

    private static Optional<String> pathOf(NodeView view, Optional<BlockedCall> call) {
        return call.flatMap(waiting -> waiting.descriptor(view)).map(Descriptors.Descriptor::target);
    }
}
