package io.nodethaw.wait.kernel;

import io.nodethaw.evidence.DescriptorInfo;
import io.nodethaw.evidence.Descriptors;
import io.nodethaw.evidence.Key;
import io.nodethaw.evidence.Mounts;
import io.nodethaw.wait.Edge;
import io.nodethaw.wait.NodeView;
import io.nodethaw.wait.Strength;
import io.nodethaw.wait.Vertex;
import io.nodethaw.wait.Wait;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * From a FUSE mount to the process that serves it. The server has /dev/fuse open, and the fdinfo of that file carries the
 * number of the connection (fs/fuse/dev.c), which is the minor number of the mount's device (fs/fuse/inode.c).
 */
final class FuseServers {
    private static final String DEVICE = "/dev/fuse";

    private FuseServers() {}

    /**
     * The server, found by the number of its connection; on kernels that do not print that number, every process that has the
     * device open.
     */
    static List<Edge> edges(NodeView view, Vertex where, Mounts.Mount mount) {
        var known = view.holdersOf(DEVICE).stream()
                .filter(holder -> view.info(holder).isPresent())
                .sorted(Comparator.comparingInt(NodeView.OpenFile::pid))
                .toList();
        var named = known.stream()
                .filter(holder -> connection(view, holder)
                        .filter(number -> mount.device().equals("0:" + number))
                        .isPresent())
                .toList();
        var unnamed = known.stream()
                .filter(holder -> connection(view, holder).isEmpty())
                .toList();
        return served(view, where, mount, named.isEmpty() ? unnamed : named);
    }

    private static List<Edge> served(NodeView view, Vertex where, Mounts.Mount mount, List<NodeView.OpenFile> servers) {
        long processes = servers.stream().map(NodeView.OpenFile::pid).distinct().count();
        var strength = processes == 1 ? Strength.NEEDS : Strength.ANY;
        return servers.stream()
                .flatMap(holder -> view.vertex(holder.pid()).stream()
                        .map(server -> new Edge(
                                where,
                                server,
                                strength,
                                Wait.SERVED_BY,
                                0,
                                -1,
                                holder.fd(),
                                "serves " + mount.type() + " " + mount.point(),
                                Optional.empty(),
                                List.of(Descriptors.TYPE.key(holder.pid()), key(holder)))))
                .toList();
    }

    private static Optional<Long> connection(NodeView view, NodeView.OpenFile holder) {
        return view.info(holder).flatMap(DescriptorInfo::fuseConnection);
    }

    private static Key key(NodeView.OpenFile holder) {
        return DescriptorInfo.key(holder.pid(), holder.fd());
    }

    /** What has to be read about processes that may be the server. */
    static Set<Key> wants(NodeView view) {
        return view.holdersOf(DEVICE).stream().map(FuseServers::key).collect(Collectors.toSet());
    }
}
