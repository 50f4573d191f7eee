package io.nodethaw.wait;

import io.nodethaw.evidence.DescriptorInfo;
import io.nodethaw.evidence.Descriptors;
import io.nodethaw.evidence.Key;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/** Blocked on a pipe or an open fifo: whoever holds the other end. A pipe without a holder there: nobody will ever come. */
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

    /** A named fifo has a path for a target: the kernel function it sleeps in tells that it is one (fs/pipe.c). */
    private static boolean isPipe(BlockedCall call, NodeView view) {
        if (call.call().use() != Call.Use.DESCRIPTOR) {
            return false;
        }
        boolean unnamed = call.descriptor(view).flatMap(Descriptors.Descriptor::pipe).isPresent();
        var wchan = call.task().wchan();
        return unnamed || wchan.contains("pipe_read") || wchan.contains("pipe_write") || wchan.equals("pipe_wait");
    }

    private static List<Edge> waits(NodeView view, BlockedCall call, String target) {
        var others = view.holdersOf(target).stream()
                .filter(holder -> holder.pid() != call.pid())
                .toList();
        var far = others.stream().filter(holder -> isFarEnd(view, call, holder)).toList();
        var text = call.call().text() + " on " + target;
        if (far.isEmpty()) {
            boolean allKnown = others.stream().allMatch(holder -> known(view, holder));
            return allKnown && !holdsFarEnd(view, call, target)
                    ? List.of(call.edge(
                            new Vertex.Resource(Vertex.Kind.PIPE, target),
                            Strength.NEEDS,
                            Wait.PIPE,
                            call.number(0),
                            -1,
                            text + ", nobody holds the other end",
                            Descriptors.TYPE.key(call.pid())))
                    : List.of();
        }
        long processes = far.stream().map(NodeView.Holder::pid).distinct().count();
        var strength = processes == 1 ? Strength.NEEDS : Strength.ANY;
        var edges = new ArrayList<Edge>();
        var seen = new LinkedHashSet<Integer>();
        for (var holder : far) {
            if (seen.add(holder.pid())) {
                view.vertex(holder.pid()).ifPresent(to -> edges.add(call.edge(
                        to,
                        strength,
                        Wait.PIPE,
                        call.number(0),
                        holder.fd(),
                        text,
                        Descriptors.TYPE.key(holder.pid()),
                        key(holder))));
            }
        }
        return edges;
    }

    private static Key key(NodeView.Holder holder) {
        return DescriptorInfo.TYPE.key(holder.pid() + "/" + holder.fd());
    }

    private static boolean known(NodeView view, NodeView.Holder holder) {
        return view.evidence().seen(DescriptorInfo.TYPE, holder.pid() + "/" + holder.fd()).isPresent();
    }

    private static boolean isFarEnd(NodeView view, BlockedCall call, NodeView.Holder holder) {
        return view.evidence()
                .seen(DescriptorInfo.TYPE, holder.pid() + "/" + holder.fd())
                .map(info -> {
                    int access = (int) info.flags() & ACCESS;
                    return access == BOTH || call.call().writes() == (access != WRITE_ONLY);
                })
                .orElse(false);
    }

    private static boolean holdsFarEnd(NodeView view, BlockedCall call, String target) {
        return view.holdersOf(target).stream()
                .filter(holder -> holder.pid() == call.pid())
                .anyMatch(holder -> !known(view, holder) || isFarEnd(view, call, holder));
    }

    @Override
    public Set<Key> wants(NodeView view, Set<Integer> frontier) {
        var wants = new LinkedHashSet<>(BlockedCall.wants(view, frontier));
        for (var call : BlockedCall.all(view)) {
            if (frontier.contains(call.pid()) && isPipe(call, view)) {
                call.descriptor(view).ifPresent(open -> view.holdersOf(open.target()).forEach(h -> wants.add(key(h))));
            }
        }
        return wants;
    }
}
