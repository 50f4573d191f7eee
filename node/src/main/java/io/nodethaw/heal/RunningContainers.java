package io.nodethaw.heal;

import io.nodethaw.evidence.ProcessTable;
import io.nodethaw.wait.NodeView;
import io.nodethaw.wait.Vertex;
import java.util.List;

/** The containers that run: the children of shims that are no runtime at work. */
final class RunningContainers {
    private RunningContainers() {}

    static List<Target> of(Case now) {
        var view = now.view();
        return now.graph().roles().stream()
                .filter(role -> role.hop().equals("shim"))
                .flatMap(role -> role.vertex() instanceof Vertex.Process shim
                        ? view.childrenOf(shim.pid()).stream()
                        : java.util.stream.Stream.empty())
                .filter(child -> !child.isGone() && !isRuntime(now, view, child))
                .map(child -> new Target(child.pid(), child.startTicks(), child.comm() + " " + child.pid()))
                .toList();
    }

    /** Also an orphaned stage of runc ("runc:[2:INIT]", libcontainer/nsenter/nsexec.c), whose parent was ended. */
    private static boolean isRuntime(Case now, NodeView view, ProcessTable.Entry child) {
        return child.comm().startsWith("runc:[")
                || view.vertex(child.pid())
                        .flatMap(now.graph()::role)
                        .filter(role -> role.hop().equals("runc"))
                        .isPresent();
    }
}
