package io.nodethaw.hop.runc;

import io.nodethaw.analysis.Explanation;
import io.nodethaw.analysis.Leftover;
import io.nodethaw.analysis.Proof;
import io.nodethaw.analysis.Shell;
import io.nodethaw.analysis.Step;
import io.nodethaw.evidence.ContainerFolders;
import io.nodethaw.evidence.Key;
import io.nodethaw.evidence.ProcessTable;
import io.nodethaw.hop.Depth;
import io.nodethaw.hop.FiledContainers;
import io.nodethaw.hop.LeftoverKind;
import io.nodethaw.wait.NodeView;
import io.nodethaw.wait.Vertex;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** A state of runc whose container is gone, and of which containerd has no bundle any more, so that it will not delete it. */
final class StateLeft implements LeftoverKind {
    private static final String CODE = "runc.state-left";

    @Override
    public Explanation explanation() {
        return new Explanation(
                CODE,
                "runc still has a state for a container that has no process, and containerd has no bundle of it "
                        + "any more: nobody will delete it. "
                        + "A container with the same id cannot be started again (\"container with id exists\"): dockerd "
                        + "gives a container that it starts again the same id, pods get a new one.",
                List.of(
                        "runc --root ROOT list shows it as stopped; ROOT is the folder that the state is in.",
                        "ctr -n k8s.io tasks list (or -n moby) does not list it."),
                "runc --root ROOT delete --force ID.",
                List.of("runc libcontainer/factory_linux.go, Create", "moby issue 39630"));
    }

    @Override
    public Set<Key> wants(NodeView view, Depth depth) {
        return FiledContainers.wants(view, depth);
    }

    @Override
    public List<Leftover> left(NodeView view) {
        return FiledContainers.inBoth(view, StateLeft::paths).entrySet().stream()
                .map(state -> leftover(view, state.getKey(), state.getValue()))
                .toList();
    }

    private static Set<String> paths(ContainerFolders folders, ProcessTable processes) {
        var gone = new HashSet<String>();
        folders.states().stream()
                .filter(state -> FiledContainers.isOld(state.age())
                        && FiledContainers.isGone(processes, state)
                        && folders.bundle(state.id()).isEmpty())
                .forEach(state -> gone.add(state.path()));
        return gone;
    }

    private static Leftover leftover(NodeView view, String path, boolean certain) {
        int slash = path.lastIndexOf('/');
        var id = path.substring(slash + 1);
        return new Leftover(
                CODE,
                new Vertex.Resource(Vertex.ResourceKind.CONFIGURATION, path),
                FiledContainers.name(view, id),
                "has no process and no bundle, and runc still has its state: none of this id can be started",
                certain,
                new Step(
                        "runc --root " + Shell.word(path.substring(0, slash)) + " delete --force " + Shell.word(id),
                        "deletes it"),
                List.of(
                        Proof.of("no process has begun when its first one did", ProcessTable.TYPE.key()),
                        Proof.of(path + " is there, and no bundle of it", ContainerFolders.TYPE.key())));
    }
}
