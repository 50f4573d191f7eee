package io.nodethaw.wait.kernel;

import io.nodethaw.evidence.DescriptorInfo;
import io.nodethaw.evidence.Descriptors;
import io.nodethaw.evidence.FileLocks;
import io.nodethaw.evidence.Key;
import io.nodethaw.evidence.Namespaces;
import io.nodethaw.wait.Edge;
import io.nodethaw.wait.EdgeSource;
import io.nodethaw.wait.NodeView;
import io.nodethaw.wait.Strength;
import io.nodethaw.wait.Vertex;
import io.nodethaw.wait.Wait;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Waiting for a file lock: waiter to lock, lock to holder, from the "->" lines of {@code /proc/locks}. */
public final class LockEdges implements EdgeSource {
    @Override
    public List<Edge> edges(NodeView view) {
        var edges = new ArrayList<Edge>();
        var locks = view.evidence().seen(FileLocks.TYPE).map(FileLocks::locks).orElse(List.of());
        for (var waiter : locks) {
            if (waiter.waiting()) {
                locks.stream()
                        .filter(lock -> !lock.waiting() && lock.id() == waiter.id())
                        .findFirst()
                        .ifPresent(lock -> edges.addAll(waits(view, waiter, lock)));
            }
        }
        return edges.stream().distinct().toList();
    }

    private static List<Edge> waits(NodeView view, FileLocks.Lock waiter, FileLocks.Lock lock) {
        var edges = new ArrayList<Edge>();
        var resource = new Vertex.Resource(Vertex.Kind.LOCK, lock.file());
        var call = callOf(view, waiter);
        var path = pathOf(view, waiter);
        var what = lock.kind() + " lock on " + path.orElse("file " + lock.file());
        waiterVertex(view, waiter, call)
                .ifPresent(from -> edges.add(edge(
                        from,
                        resource,
                        Wait.FILE_LOCK,
                        call.map(waiting -> waiting.task().tid()).orElse(0),
                        call.map(waiting -> waiting.number(0)).orElse(-1),
                        -1,
                        "waits for " + what)));
        for (int pid : holders(view, lock, path, waiter.pid())) {
            int fd = path.flatMap(target -> fdOf(view, pid, target)).orElse(-1);
            view.vertex(pid)
                    .ifPresent(
                            holder -> edges.add(edge(resource, holder, Wait.HELD_BY, 0, -1, fd, "holds the " + what)));
        }
        return edges;
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

    private static Optional<Integer> fdOf(NodeView view, int pid, String target) {
        return view.holdersOf(target).stream()
                .filter(holder -> holder.pid() == pid)
                .map(NodeView.Holder::fd)
                .findFirst();
    }

    private static Optional<BlockedCall> callOf(NodeView view, FileLocks.Lock waiter) {
        return BlockedCall.all(view).stream()
                .filter(call -> call.call().use() == Call.Use.LOCK && (call.pid() == waiter.pid()))
                .findFirst();
    }

    private static Optional<Vertex.Process> waiterVertex(
            NodeView view, FileLocks.Lock waiter, Optional<BlockedCall> call) {
        return call.map(BlockedCall::process).or(() -> view.vertex(waiter.pid()));
    }

    /**
     * A flock belongs to the open file: it outlives the process that took it, and then those hold it whose open file is shown
     * to carry it, or else who have the file open still. The other kinds go with their process.
     */
    private static List<Integer> holders(NodeView view, FileLocks.Lock lock, Optional<String> path, int waiter) {
        var taker = List.of(lock.pid());
        boolean lives =
                view.process(lock.pid()).filter(process -> !process.isGone()).isPresent();
        if (lives && !lock.kind().equals("FLOCK")) {
            return taker;
        }
        var openers = openers(view, path, waiter);
        var proven = pids(
                openers.stream().filter(holder -> isLocked(view, holder, lock)).toList());
        if (!proven.isEmpty()) {
            return proven.contains(lock.pid()) ? taker : proven;
        }
        var possible = pids(openers);
        boolean inherited = !possible.isEmpty()
                && !possible.contains(lock.pid())
                && view.shareMounts(lock.pid(), waiter); // elsewhere it may have the file open under another path
        return lives && !inherited ? taker : possible;
    }

    /** Who has the file open by the path the waiter knows it by, those who wait as well aside. */
    private static List<NodeView.Holder> openers(NodeView view, Optional<String> path, int waiter) {
        return path.map(view::holdersOf).orElse(List.of()).stream()
                .filter(holder -> holder.pid() != waiter && !isWaiter(view, holder.pid()))
                .filter(holder -> view.mayShareMounts(holder.pid(), waiter))
                .toList();
    }

    private static boolean isLocked(NodeView view, NodeView.Holder holder, FileLocks.Lock lock) {
        return view.info(holder)
                .filter(info -> info.locked().contains(lock.file()))
                .isPresent();
    }

    private static List<Integer> pids(List<NodeView.Holder> holders) {
        return holders.stream().map(NodeView.Holder::pid).distinct().toList();
    }

    private static boolean isWaiter(NodeView view, int pid) {
        return view.evidence()
                .seen(FileLocks.TYPE)
                .map(table -> table.locks().stream().anyMatch(lock -> lock.waiting() && lock.pid() == pid))
                .orElse(false);
    }

    @Override
    public Set<Key> wants(NodeView view, Set<Integer> frontier) {
        var wants = new LinkedHashSet<>(BlockedCall.wants(view, frontier));
        var locks = view.evidence().seen(FileLocks.TYPE).map(FileLocks::locks).orElse(List.of());
        for (var waiter : locks) {
            if (waiter.waiting() && frontier.contains(waiter.pid())) {
                wants.add(Namespaces.TYPE.key(waiter.pid()));
                locks.stream()
                        .filter(lock -> lock.id() == waiter.id()
                                && view.process(lock.pid()).isPresent())
                        .forEach(lock -> wants.add(Namespaces.TYPE.key(lock.pid())));
                for (var holder : openers(view, pathOf(view, waiter), waiter.pid())) {
                    wants.add(Namespaces.TYPE.key(holder.pid()));
                    wants.add(DescriptorInfo.key(holder.pid(), holder.fd()));
                }
            }
        }
        return wants;
    }

    private static Optional<String> pathOf(NodeView view, FileLocks.Lock waiter) {
        return callOf(view, waiter).flatMap(call -> call.descriptor(view)).map(Descriptors.Descriptor::target);
    }
}
