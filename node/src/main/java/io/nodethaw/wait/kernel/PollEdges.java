package io.nodethaw.wait.kernel;

import io.nodethaw.evidence.DescriptorInfo;
import io.nodethaw.evidence.Descriptors;
import io.nodethaw.evidence.Key;
import io.nodethaw.evidence.KnownCall;
import io.nodethaw.evidence.UnixSockets;
import io.nodethaw.wait.Edge;
import io.nodethaw.wait.EdgeSource;
import io.nodethaw.wait.NodeView;
import io.nodethaw.wait.Reach;
import io.nodethaw.wait.Strength;
import io.nodethaw.wait.Wait;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Asleep in an epoll set: the peer of any of its connections could wake it. It is idle, unless it is a victim itself. */
public final class PollEdges implements EdgeSource {
    @Override
    public List<Edge> edges(NodeView view) {
        var edges = new ArrayList<Edge>();
        for (var call : BlockedCall.all(view)) {
            if (call.call().use() == KnownCall.Use.EPOLL) {
                var set = key(call);
                view.info(call.file())
                        .ifPresent(info -> info.epollTargets().forEach(fd -> edges.addAll(peer(view, call, fd, set))));
            }
        }
        return edges;
    }

    private static List<Edge> peer(NodeView view, BlockedCall call, int fd, Key reading) {
        var open = view.evidence().seen(Descriptors.TYPE, call.pid()).flatMap(files -> files.find(fd));
        var ends = open.flatMap(Descriptors.Descriptor::socket)
                .flatMap(view::socket)
                .map(socket -> view.socketHolders(socket.peer()))
                .or(() -> open.flatMap(Descriptors.Descriptor::pipe)
                        .map(_ -> view.holdersOf(open.get().target())))
                .orElse(List.of());
        return ends.stream()
                .filter(end -> end.pid() != call.pid())
                .flatMap(end -> edge(view, call, fd, reading, end).stream())
                .toList();
    }

    private static Optional<Edge> edge(NodeView view, BlockedCall call, int fd, Key reading, NodeView.OpenFile end) {
        return view.vertex(end.pid())
                .map(to -> call.edge(
                        to,
                        Strength.ANY,
                        Wait.POLL,
                        fd,
                        end.fd(),
                        call.call().text() + ", watches fd " + fd,
                        reading,
                        UnixSockets.TYPE.key()));
    }

    private static Key key(BlockedCall call) {
        return DescriptorInfo.key(call.pid(), call.fd());
    }

    @Override
    public Set<Key> wants(NodeView view, Reach reach) {
        var wants = new LinkedHashSet<>(BlockedCall.wants(view, reach.closely()));
        for (var call : BlockedCall.all(view)) {
            if (reach.closely().contains(call.pid()) && call.call().use() == KnownCall.Use.EPOLL) {
                wants.add(key(call));
            }
        }
        return wants;
    }
}
