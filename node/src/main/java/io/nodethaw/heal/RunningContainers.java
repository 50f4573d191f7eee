package io.nodethaw.heal;

import io.nodethaw.evidence.ProcessTable;
import io.nodethaw.wait.NodeView;
import io.nodethaw.wait.Vertex;
import java.util.List;
import java.util.stream.IntStream;

/** The containers that run: the children of their monitors that are no runtime at work. */
final class RunningContainers {
    private RunningContainers() {}

    static List<Target> of(Case now) {
        var view = now.view();
        return monitors(now, view)
                .distinct()
                .mapToObj(view::childrenOf)
                .flatMap(List::stream)
                .filter(child -> !child.isGone() && !isRuntime(now, view, child))
                .map(child -> new Target(child.pid(), child.startTicks(), child.comm() + " " + child.pid()))
                .toList();
    }

    /** containerd's shims, dockerd's among them, and CRI-O's conmon or conmonrs, which have no socket to be known by. */
    private static IntStream monitors(Case now, NodeView view) {
        var shims = now.graph().roles().stream()
                .filter(role -> role.hop().equals("shim"))
                .flatMapToInt(role ->
                        role.vertex() instanceof Vertex.Process shim ? IntStream.of(shim.pid()) : IntStream.empty());
        var conmons = view.processes().stream()
                .filter(process -> process.comm().matches("conmon(rs)?") && view.isOurs(process.pid()))
                .mapToInt(ProcessTable.Entry::pid);
        return IntStream.concat(shims, conmons);
    }

    /** Also an orphaned stage of runc ("runc:[2:INIT]", libcontainer/nsenter/nsexec.c), whose parent was ended. */
    private static boolean isRuntime(Case now, NodeView view, ProcessTable.Entry child) {
        return child.comm().startsWith("runc:[")
                || isConmons(view, child)
                || view.vertex(child.pid())
                        .flatMap(now.graph()::role)
                        .filter(role -> role.hop().equals("runc"))
                        .isPresent();
    }

    /** conmon's runtime at work has no role. A container's own program that happens to be named so has its own mounts. */
    private static boolean isConmons(NodeView view, ProcessTable.Entry child) {
        return child.comm().matches("runc|crun") && view.mayShareMounts(child.parent(), child.pid());
    }
}
