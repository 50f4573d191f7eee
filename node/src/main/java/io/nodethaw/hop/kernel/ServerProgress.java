package io.nodethaw.hop.kernel;

import io.nodethaw.evidence.KernelPlace;
import io.nodethaw.evidence.Mounts;
import io.nodethaw.evidence.ServerReplies;
import io.nodethaw.evidence.Twice;
import io.nodethaw.wait.Edge;
import io.nodethaw.wait.NodeView;
import io.nodethaw.wait.Progress;
import io.nodethaw.wait.Vertex;
import java.util.Optional;

/**
 * Tells whether the NFS server that a thread waits for answered anything between two readings. The thread itself does not: it runs for
 * a moment whenever a connection could not be made, each three seconds or so, and waits on (net/sunrpc/clnt.c, call_connect_status).
 */
final class ServerProgress {
    private ServerProgress() {}

    /**
     * What its server did between the readings; unknown where it answered nothing, and they are too close together.
     *
     * @return empty where a thread does not wait for such a server, or its replies were not counted
     */
    static Optional<Progress> during(NodeView view, Edge wait) {
        return counted(view, wait)
                .map(seen -> received(view, wait, seen.first()).equals(received(view, wait, seen.last()))
                        ? seen.between().compareTo(DiskProgress.WATCHED) >= 0 ? Progress.STILL : Progress.UNKNOWN
                        : Progress.MOVED);
    }

    /** True where its replies were counted once, so that they can be counted again. */
    static boolean isCounted(NodeView view, Edge wait) {
        return view.evidence()
                .seen(ServerReplies.TYPE, pid(wait))
                .flatMap(replies -> received(view, wait, replies))
                .isPresent();
    }

    /** True for a thread that waits for a server itself, and not for a lock that somebody else has, whom nobody may have to answer. */
    static boolean isAsking(NodeView view, Edge wait) {
        return KernelPlace.of(DiskProgress.functions(view, wait)).kind() == KernelPlace.Kind.SERVER;
    }

    private static Optional<Twice<ServerReplies>> counted(NodeView view, Edge wait) {
        return view.evidence()
                .twice(ServerReplies.TYPE, pid(wait))
                .filter(seen -> received(view, wait, seen.first()).isPresent()
                        && received(view, wait, seen.last()).isPresent());
    }

    /** By the place where the process itself sees the file system. */
    private static Optional<Long> received(NodeView view, Edge wait, ServerReplies replies) {
        return DiskProgress.mount(view, wait)
                .flatMap(mount -> own(view, wait, mount).or(() -> Optional.of(mount)))
                .flatMap(mount -> replies.received(mount.point()));
    }

    private static Optional<Mounts.Mount> own(NodeView view, Edge wait, Mounts.Mount mount) {
        return view.evidence().seen(Mounts.TYPE, pid(wait)).stream()
                .flatMap(table -> table.mounts().stream())
                .filter(one -> one.device().equals(mount.device()))
                .findFirst();
    }

    private static int pid(Edge wait) {
        return ((Vertex.Process) wait.from()).pid();
    }
}
