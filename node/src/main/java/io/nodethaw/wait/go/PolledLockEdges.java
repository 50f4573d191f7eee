package io.nodethaw.wait.go;

import io.nodethaw.evidence.DescriptorInfo;
import io.nodethaw.evidence.Descriptors;
import io.nodethaw.evidence.FileLocks;
import io.nodethaw.evidence.Goroutine;
import io.nodethaw.evidence.Goroutines;
import io.nodethaw.evidence.Key;
import io.nodethaw.wait.Edge;
import io.nodethaw.wait.EdgeSource;
import io.nodethaw.wait.NodeView;
import io.nodethaw.wait.Reach;
import io.nodethaw.wait.Strength;
import io.nodethaw.wait.Vertex;
import io.nodethaw.wait.Wait;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/**
 * Waiting for the lock of a database that another process has open: bbolt tries again every 50 ms without ever blocking in the
 * kernel (bolt_unix.go, flock), so that only its goroutine shows the wait. containerd and dockerd open theirs before they listen.
 */
public final class PolledLockEdges implements EdgeSource {
    /** bbolt, and the package it comes from; either may be vendored. */
    private static final List<String> LOCKING = List.of("go.etcd.io/bbolt.flock", "github.com/boltdb/bolt.flock");

    /** The database of a waiter, and who has locked it. */
    private record Locked(int waiter, String path, NodeView.OpenFile holder, FileLocks.Lock lock) {}

    @Override
    public List<Edge> edges(NodeView view) {
        var edges = new LinkedHashSet<Edge>();
        candidates(view).filter(locked -> isProven(view, locked)).forEach(locked -> {
            var resource =
                    new Vertex.Resource(Vertex.ResourceKind.LOCK, locked.lock().file());
            var what = "the lock on " + locked.path();
            view.vertex(locked.waiter())
                    .ifPresent(waiter -> edges.add(Edge.of(
                            waiter,
                            resource,
                            Strength.NEEDS,
                            Wait.FILE_LOCK,
                            "tries again and again for " + what,
                            Goroutines.TYPE.key(locked.waiter()),
                            FileLocks.TYPE.key())));
            view.vertex(locked.holder().pid())
                    .ifPresent(holder -> edges.add(Edge.of(
                            resource,
                            holder,
                            Strength.NEEDS,
                            Wait.HELD_BY,
                            "holds " + what,
                            FileLocks.TYPE.key(),
                            info(locked.holder()))));
        });
        return List.copyOf(edges);
    }

    /** Whose open files would show that they carry the lock. */
    @Override
    public Set<Key> wants(NodeView view, Reach reach) {
        var wants = new LinkedHashSet<Key>();
        candidates(view).forEach(locked -> wants.add(info(locked.holder())));
        return wants;
    }

    private static Key info(NodeView.OpenFile file) {
        return DescriptorInfo.key(file.pid(), file.fd());
    }

    private static boolean isProven(NodeView view, Locked locked) {
        return view.info(locked.holder())
                .filter(info -> info.locked().contains(locked.lock().file()))
                .isPresent();
    }

    private static Stream<Locked> candidates(NodeView view) {
        var locks = view.evidence().seen(FileLocks.TYPE).map(FileLocks::locks).orElse(List.of());
        return view.evidence()
                .allSeen(Goroutines.TYPE)
                .filter(read -> read.goroutines().stream().anyMatch(PolledLockEdges::isLocking))
                .map(Goroutines::pid)
                .distinct()
                .flatMap(waiter -> databases(view, waiter).flatMap(path -> holders(view, waiter, path, locks)));
    }

    private static boolean isLocking(Goroutine goroutine) {
        return goroutine.frames().stream()
                .anyMatch(frame ->
                        LOCKING.stream().anyMatch(name -> frame.function().endsWith(name)));
    }

    private static Stream<String> databases(NodeView view, int waiter) {
        return view.evidence().seen(Descriptors.TYPE, waiter).stream()
                .flatMap(open -> open.open().stream())
                .map(Descriptors.Descriptor::target)
                .filter(target -> target.endsWith(".db"))
                .distinct();
    }

    private static Stream<Locked> holders(NodeView view, int waiter, String path, List<FileLocks.Lock> locks) {
        return view.holdersOf(path).stream()
                .filter(holder -> holder.pid() != waiter && view.mayShareMounts(holder.pid(), waiter))
                .flatMap(holder -> locks.stream()
                        .filter(lock -> lock.kind().equals("FLOCK") && lock.pid() == holder.pid() && !lock.waiting())
                        .map(lock -> new Locked(waiter, path, holder, lock)));
    }
}
