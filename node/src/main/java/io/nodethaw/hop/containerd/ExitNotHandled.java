package io.nodethaw.hop.containerd;

import static java.util.stream.Collectors.toCollection;

import io.nodethaw.analysis.Explanation;
import io.nodethaw.analysis.Leftover;
import io.nodethaw.analysis.Proof;
import io.nodethaw.analysis.Step;
import io.nodethaw.evidence.ContainerConfig;
import io.nodethaw.evidence.ContainerFolders;
import io.nodethaw.evidence.Containers;
import io.nodethaw.evidence.Goroutine;
import io.nodethaw.evidence.Goroutines;
import io.nodethaw.evidence.Key;
import io.nodethaw.evidence.ProcessTable;
import io.nodethaw.hop.Depth;
import io.nodethaw.hop.FiledContainers;
import io.nodethaw.hop.LeftoverKind;
import io.nodethaw.wait.NodeView;
import io.nodethaw.wait.Vertex;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/**
 * A container whose first process is gone, and whose task is still there: nobody has handled its exit. kubelet's side of containerd and
 * dockerd delete a task as soon as they learn that it has ended; in other namespaces a user may keep it.
 */
final class ExitNotHandled implements LeftoverKind {
    private static final Set<String> DELETED_AT_ONCE = Set.of("k8s.io", "moby");

    /** Where dockerd waits for the exit of a container that it was asked to stop (daemon/stop.go, daemon/kill.go). */
    private static final List<String> STOPS = List.of(").ContainerStop", ").containerStop", ").Kill", ").ContainerRm");

    /** The letters of an id that name it (moby pkg/truncindex takes any that are unambiguous; people copy twelve). */
    private static final int SHORT = 12;

    @Override
    public Explanation explanation() {
        return LostExit.PAGE;
    }

    @Override
    public Set<Key> wants(NodeView view, Depth depth) {
        if (depth != Depth.CLOSE) {
            return FiledContainers.wants(view, depth);
        }
        return found(view).stream()
                .map(bundle -> ContainerConfig.TYPE.key(bundle.path()))
                .collect(toCollection(LinkedHashSet::new));
    }

    private static List<ContainerFolders.Bundle> found(NodeView view) {
        var ids = FiledContainers.inBoth(view, ExitNotHandled::ids).keySet();
        return view.evidence().seen(ContainerFolders.TYPE).stream()
                .flatMap(folders -> folders.bundles().stream())
                .filter(bundle -> ids.contains(bundle.path()))
                .toList();
    }

    private static Set<String> ids(ContainerFolders folders, ProcessTable processes) {
        var gone = new HashSet<String>();
        folders.bundles().stream()
                .filter(bundle -> DELETED_AT_ONCE.contains(bundle.namespace()) && FiledContainers.isOld(bundle.age()))
                .filter(bundle -> folders.state(bundle.id())
                        .filter(state -> state.startTicks().isPresent() && FiledContainers.isGone(processes, state))
                        .isPresent())
                .forEach(bundle -> gone.add(bundle.path()));
        return gone;
    }

    @Override
    public List<Leftover> left(NodeView view) {
        var certain = FiledContainers.inBoth(view, ExitNotHandled::ids);
        return found(view).stream()
                .map(bundle -> leftover(view, bundle, Boolean.TRUE.equals(certain.get(bundle.path()))))
                .toList();
    }

    private static Leftover leftover(NodeView view, ContainerFolders.Bundle bundle, boolean certain) {
        var shim = FiledContainers.shim(view, bundle);
        return new Leftover(
                LostExit.CODE,
                new Vertex.Resource(Vertex.ResourceKind.CONFIGURATION, "container " + bundle.id()),
                FiledContainers.name(view, bundle.id()),
                "has ended, and nobody has handled that: it still counts as running",
                certain,
                shim.map(
                                process -> new Step(
                                        "kill -9 " + process.pid(),
                                        "ends its shim, so that containerd tells that it has ended; a pod's other containers end too"))
                        .orElseGet(() -> new Step(
                                "ctr -n " + bundle.namespace() + " tasks delete --force " + bundle.id(),
                                "deletes what is left of it")),
                List.of(
                        Proof.of("no process has begun when its first one did", ProcessTable.TYPE.key()),
                        Proof.of("its task is still in " + bundle.path(), ContainerFolders.TYPE.key())));
    }

    /** A daemon that was asked to stop it by this id or name, and waits for its exit. */
    @Override
    public List<Waiter> waiters(NodeView view, Leftover left) {
        var ids = found(view).stream()
                .filter(bundle -> FiledContainers.name(view, bundle.id()).equals(left.what()))
                .map(ContainerFolders.Bundle::id)
                .toList();
        var names = new HashSet<>(ids);
        view.evidence()
                .allSeen(Containers.TYPE)
                .flatMap(list -> list.containers().stream())
                .filter(container ->
                        ids.contains(container.id()) && !container.name().isEmpty())
                .forEach(container -> names.add(container.name()));
        return view.evidence()
                .allSeen(Goroutines.TYPE)
                .filter(all -> all.goroutines().stream().anyMatch(one -> stops(one, names)))
                .flatMap(all -> view.vertex(all.pid()).stream()
                        .map(daemon -> new Waiter(
                                daemon, "was asked to stop " + left.what(), List.of(Goroutines.TYPE.key(all.pid())))))
                .toList();
    }

    private static boolean stops(Goroutine goroutine, Set<String> names) {
        return goroutine.frames().stream().anyMatch(frame -> STOPS.stream().anyMatch(frame.function()::endsWith))
                && goroutine.frames().stream()
                        .flatMap(frame -> frame.strings().stream())
                        .anyMatch(text -> names.stream().anyMatch(name -> isNamed(name, text)));
    }

    private static boolean isNamed(String name, String text) {
        return name.equals(text) || text.length() >= SHORT && name.startsWith(text);
    }
}
