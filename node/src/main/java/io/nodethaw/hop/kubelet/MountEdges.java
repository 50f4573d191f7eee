package io.nodethaw.hop.kubelet;

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
import io.nodethaw.wait.Wait;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** kubelet waits for the end of a program that is to mount or unmount a volume. */
final class MountEdges implements EdgeSource {
    private static final String METHOD = "MountVolume";

    @Override
    public List<Edge> edges(NodeView view) {
        return MountHelper.all(view).stream()
                .flatMap(helper -> view.vertex(helper.process().parent()).stream()
                        .map(kubelet -> Edge.of(
                                        kubelet,
                                        helper.vertex(),
                                        Strength.NEEDS,
                                        Wait.OVERDUE_CHILD,
                                        "child " + helper.process().pid() + " overdue, goroutine "
                                                + helper.waiter().id() + " waits for it"
                                                + helper.folder()
                                                        .map(folder -> " at " + folder)
                                                        .orElse(""),
                                        ProcessTable.TYPE.key(),
                                        Goroutines.TYPE.key(helper.process().parent()))
                                .inShort(gist(view, helper))
                                .atLeast(helper.age())))
                .toList();
    }

    private static Gist gist(NodeView view, MountHelper helper) {
        return new Gist(
                "mount helper overdue",
                1,
                helper.pod(view).map(pod -> Map.of(pod, METHOD)).orElse(Map.of()));
    }

    /**
     * A child that shares the mounts of kubelet may be one: containers and their programs do not. The others are asked too, since a
     * goroutine that waits for one of them would else seem to wait for this one.
     */
    @Override
    public Set<Key> wants(NodeView view, Reach reach) {
        var wants = new LinkedHashSet<Key>();
        MountHelper.late(view).map(ProcessTable.Entry::parent).distinct().forEach(kubelet -> {
            wants.add(Namespaces.TYPE.key(kubelet));
            view.childrenOf(kubelet).forEach(child -> wants.add(Namespaces.TYPE.key(child.pid())));
        });
        return wants;
    }
}
