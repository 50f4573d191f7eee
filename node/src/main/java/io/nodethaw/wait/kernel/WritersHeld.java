package io.nodethaw.wait.kernel;

import io.nodethaw.evidence.KernelPlace;
import io.nodethaw.evidence.KernelStack;
import io.nodethaw.evidence.Key;
import io.nodethaw.evidence.Origin;
import io.nodethaw.evidence.ProcessTable;
import io.nodethaw.wait.Edge;
import io.nodethaw.wait.EdgeSource;
import io.nodethaw.wait.NodeView;
import io.nodethaw.wait.Reach;
import io.nodethaw.wait.Strength;
import io.nodethaw.wait.Vertex;
import io.nodethaw.wait.Wait;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Kernel stacks in files that show a wait for somebody at the other end of a pipe, socket or fifo, where the file tells no more of it:
 * the chain ends there.
 */
public final class WritersHeld implements EdgeSource {
    /** runc, libcontainer/nsenter/nsexec.c: the name of a container's process before it becomes the user's program. */
    private static final String INIT = "runc:[";

    @Override
    public List<Edge> edges(NodeView view) {
        var edges = new ArrayList<Edge>();
        view.evidence().readings(KernelStack.TYPE).keySet().forEach(instance -> {
            var sample = view.evidence().latest(KernelStack.TYPE, instance);
            if (sample.filter(read -> read.origin() instanceof Origin.InFile).isPresent()) {
                view.evidence()
                        .seen(KernelStack.TYPE, instance)
                        .flatMap(stack -> edge(view, stack))
                        .ifPresent(edges::add);
            }
        });
        return edges;
    }

    private static Optional<Edge> edge(NodeView view, KernelStack stack) {
        var place = KernelPlace.of(stack.functions());
        var process = view.vertex(stack.pid());
        boolean init = view.process(stack.pid())
                .map(ProcessTable.Entry::comm)
                .filter(name -> name.startsWith(INIT))
                .isPresent();
        if (process.isEmpty()) {
            return Optional.empty();
        }
        if (place.kind() == KernelPlace.Kind.READER) {
            var what = place.function().contains("pipe") ? "pipe" : "socket";
            return Optional.of(edge(
                    process.get(),
                    stack,
                    "the reader of the " + what + " that " + view.name(stack.pid()) + " writes to",
                    "writes to a full " + what + " (" + place.function() + ")",
                    Wait.PIPE));
        }
        return place.isFifoOpen() && init
                ? Optional.of(edge(
                        process.get(),
                        stack,
                        "whoever is to start it (runc start, shim, containerd)",
                        "is created and waits to be started, which by itself is no fault",
                        Wait.FIFO_OPEN))
                : Optional.empty();
    }

    private static Edge edge(Vertex from, KernelStack stack, String to, String text, Wait kind) {
        return new Edge(
                from,
                new Vertex.Remote(to),
                Strength.INFERRED,
                kind,
                stack.tid(),
                -1,
                -1,
                text,
                Optional.empty(),
                List.of(KernelStack.key(stack.pid(), stack.tid())));
    }

    /** Nothing: of files that somebody brought no more can be read. */
    @Override
    public Set<Key> wants(NodeView view, Reach reach) {
        return Set.of();
    }
}
