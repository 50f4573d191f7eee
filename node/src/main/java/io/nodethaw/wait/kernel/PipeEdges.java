package io.nodethaw.wait.kernel;

import io.nodethaw.evidence.DescriptorInfo;
import io.nodethaw.evidence.Descriptors;
import io.nodethaw.evidence.Key;
import io.nodethaw.evidence.KnownCall;
import io.nodethaw.evidence.Namespaces;
import io.nodethaw.wait.Edge;
import io.nodethaw.wait.EdgeSource;
import io.nodethaw.wait.NodeView;
import io.nodethaw.wait.Reach;
import io.nodethaw.wait.Strength;
import io.nodethaw.wait.Vertex;
import io.nodethaw.wait.Wait;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/**
 * Blocked on a pipe or an open fifo: leads to whoever has the other end open. Where nobody has the other end of a pipe open,
 * nobody will ever end the wait.
 */
public final class PipeEdges implements EdgeSource {
    /** O_ACCMODE, O_WRONLY, O_RDWR of include/uapi/asm-generic/fcntl.h. */
    private static final int ACCESS = 3;

    private static final int WRITE_ONLY = 1;
    private static final int BOTH = 2;

    @Override
    public List<Edge> edges(NodeView view) {
        var edges = new ArrayList<Edge>();
        for (var call : BlockedCall.all(view)) {
            if (isPipe(call, view)) {
                call.descriptor(view).ifPresent(open -> edges.addAll(waits(view, call, open.target())));
            }
        }
        return edges;
    }

    /**
     * A named fifo is listed by its path; that it is a fifo is told by the kernel function that the thread sleeps in
     * (fs/pipe.c).
     */
    private static boolean isPipe(BlockedCall call, NodeView view) {
        if (call.call().use() != KnownCall.Use.DESCRIPTOR) {
            return false;
        }
        boolean unnamed =
                call.descriptor(view).flatMap(Descriptors.Descriptor::pipe).isPresent();
        var wchan = call.task().wchan();
        return unnamed || wchan.contains("pipe_read") || wchan.contains("pipe_write") || wchan.equals("pipe_wait");
    }

    private static List<Edge> waits(NodeView view, BlockedCall call, String target) {
        var holders = holders(view, call, target);
        var far =
                holders.stream().filter(holder -> isFarEnd(view, call, holder)).toList();
        var text = call.call().text() + " on " + target;
        if (far.stream().allMatch(holder -> holder.pid() == call.pid())) {
            boolean allKnown =
                    holders.stream().allMatch(holder -> view.info(holder).isPresent());
            return far.isEmpty() && allKnown && isUnnamed(target) ? List.of(nobody(call, target, text)) : List.of();
        }
        var readings = far.stream().map(PipeEdges::key).toArray(Key[]::new);
        return call.edges(view, far, Wait.PIPE, text, readings);
    }

    /** In another mount namespace the same path may be another file, and this fifo may have another path. */
    private static List<NodeView.OpenFile> holders(NodeView view, BlockedCall call, String target) {
        return view.holdersOf(target).stream()
                .filter(holder -> isUnnamed(target) || view.mayShareMounts(holder.pid(), call.pid()))
                .toList();
    }

    private static boolean isUnnamed(String target) {
        return target.startsWith("pipe:[");
    }

    private static Edge nobody(BlockedCall call, String target, String text) {
        return call.edge(
                new Vertex.Resource(Vertex.ResourceKind.PIPE, target),
                Strength.NEEDS,
                Wait.PIPE,
                call.fd(),
                -1,
                text + ", nobody holds the other end",
                Descriptors.TYPE.key(call.pid()));
    }

    private static Key key(NodeView.OpenFile holder) {
        return DescriptorInfo.key(holder.pid(), holder.fd());
    }

    private static boolean isFarEnd(NodeView view, BlockedCall call, NodeView.OpenFile holder) {
        return view.info(holder)
                .map(info -> (int) info.flags() & ACCESS)
                .filter(access -> access == BOTH || call.call().writes() == (access != WRITE_ONLY))
                .isPresent();
    }

    @Override
    public Set<Key> wants(NodeView view, Reach reach) {
        var wants = new LinkedHashSet<>(BlockedCall.wants(view, reach.closely()));
        for (var call : BlockedCall.all(view)) {
            if (reach.closely().contains(call.pid()) && isPipe(call, view)) {
                call.descriptor(view).ifPresent(open -> wants.addAll(wants(view, call, open.target())));
            }
        }
        return wants;
    }

    private static Set<Key> wants(NodeView view, BlockedCall call, String target) {
        var wants = new LinkedHashSet<Key>();
        for (var holder : holders(view, call, target)) {
            wants.add(key(holder));
            if (!isUnnamed(target)) {
                wants.add(Namespaces.TYPE.key(holder.pid()));
            }
        }
        return wants;
    }
}
