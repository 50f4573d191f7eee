package io.nodethaw.hop.runc;

import io.nodethaw.evidence.Goroutines;
import io.nodethaw.evidence.Key;
import io.nodethaw.evidence.Namespaces;
import io.nodethaw.evidence.ProcessTable;
import io.nodethaw.wait.Edge;
import io.nodethaw.wait.EdgeSource;
import io.nodethaw.wait.Gist;
import io.nodethaw.wait.NodeView;
import io.nodethaw.wait.Reach;
import io.nodethaw.wait.Strength;
import io.nodethaw.wait.Vertex;
import io.nodethaw.wait.Wait;
import io.nodethaw.wait.go.ChildWaits;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/**
 * A parent whose runc should have ended. The parent is written in Go and its threads sleep in futex, so its wait is inferred
 * from the child's unfinished work, unless a goroutine is seen to wait for it. That a runc waits for its own child is said only
 * when a reading shows it.
 */
final class OverdueChild implements EdgeSource {
    @Override
    public List<Edge> edges(NodeView view) {
        var edges = new ArrayList<Edge>();
        for (var operation : Operation.all(view)) {
            if (RuncHop.isVictim(view, operation)) {
                view.vertex(operation.parent().pid()).ifPresent(parent -> edges.add(overdue(view, operation, parent)));
                operation.inits().stream()
                        .filter(init -> init.state() == 'T' || init.state() == 't')
                        .flatMap(init -> view.vertex(init.pid()).stream())
                        .forEach(init -> edges.add(Edge.of(
                                operation.vertex(),
                                init,
                                Strength.INFERRED,
                                Wait.OVERDUE_CHILD,
                                "its runc init " + init.pid() + " has not become the container's program",
                                ProcessTable.TYPE.key())));
            }
        }
        return edges;
    }

    private static Edge overdue(NodeView view, Operation operation, Vertex parent) {
        var waiter = ChildWaits.waiter(view, operation.process());
        var text = "child " + operation.process().pid() + " overdue";
        var edge = waiter.map(goroutine -> Edge.of(
                        parent,
                        operation.vertex(),
                        Strength.NEEDS,
                        Wait.OVERDUE_CHILD,
                        text + ", goroutine " + goroutine.id() + " waits for it",
                        ProcessTable.TYPE.key(),
                        Goroutines.TYPE.key(operation.parent().pid())))
                .orElseGet(() -> Edge.of(
                        parent,
                        operation.vertex(),
                        Strength.INFERRED,
                        Wait.OVERDUE_CHILD,
                        text,
                        ProcessTable.TYPE.key()));
        var told = edge.inShort(Gist.of("child overdue"));
        return operation.age(view).map(told::atLeast).orElse(told);
    }

    @Override
    public Set<Key> wants(NodeView view, Reach reach) {
        var wants = new LinkedHashSet<Key>();
        for (var operation : Operation.all(view)) {
            wants.add(Namespaces.TYPE.key(operation.process().pid()));
            wants.add(Namespaces.TYPE.key(operation.parent().pid()));
            Operation.copies(view, operation).forEach(copy -> wants.add(Namespaces.TYPE.key(copy.pid())));
        }
        return wants;
    }
}
