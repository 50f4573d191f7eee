package io.nodethaw.hop;

import io.nodethaw.evidence.ContainerFolders;
import io.nodethaw.evidence.Key;
import io.nodethaw.evidence.ProcessTable;
import io.nodethaw.wait.NodeView;
import io.nodethaw.wait.Vertex;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.BiFunction;

/**
 * What lies in files about containers, beside the processes that there are. Only where containerd itself is in sight are its files those
 * of the processes that we see.
 */
public final class FiledContainers {
    /** What is younger may still be at work: containerd gives a shim 10 s to serve (core/runtime/v2), and a removal takes no minute. */
    private static final Duration YOUNG = Duration.ofSeconds(60);

    /** The least time between two readings: an exit is handled within some hundred milliseconds. */
    private static final Duration APART = Duration.ofSeconds(1);

    private FiledContainers() {}

    /** The containerd whose files they are. */
    public static Optional<Vertex.Process> runtime(NodeView view) {
        return Addresses.CONTAINERD.stream()
                .flatMap(path -> Addresses.acceptor(view, path).stream())
                .findFirst();
    }

    /** The reading of them, where they can be compared with processes. */
    public static Set<Key> wants(NodeView view, Depth depth) {
        return depth == Depth.WORK && runtime(view).isPresent() ? Set.of(ContainerFolders.TYPE.key()) : Set.of();
    }

    /**
     * What is found in the last reading, each with whether it was there in the first one too.
     *
     * @param find tells it from files and processes of one moment
     */
    public static <T> Map<T, Boolean> inBoth(NodeView view, BiFunction<ContainerFolders, ProcessTable, Set<T>> find) {
        var found = new LinkedHashMap<T, Boolean>();
        var folders = view.evidence().seen(ContainerFolders.TYPE).filter(ContainerFolders::whole);
        var processes = view.evidence().seen(ProcessTable.TYPE);
        if (folders.isEmpty() || processes.isEmpty() || runtime(view).isEmpty()) {
            return found;
        }
        var earlier = view.evidence().twice(ContainerFolders.TYPE, "");
        var before = view.evidence()
                .twice(ProcessTable.TYPE, "")
                .filter(both -> isApart(both.between()))
                .filter(_ -> earlier.filter(both -> isApart(both.between())).isPresent())
                .map(both -> find.apply(earlier.orElseThrow().first(), both.first()))
                .orElse(Set.of());
        find.apply(folders.get(), processes.get()).forEach(one -> found.put(one, before.contains(one)));
        return found;
    }

    private static boolean isApart(Duration between) {
        return between.compareTo(APART) >= 0;
    }

    /** True for what is old enough to be done. */
    public static boolean isOld(Optional<Duration> age) {
        return age.filter(known -> known.compareTo(YOUNG) >= 0).isPresent();
    }

    /**
     * True where no process can be the first one of this container: none has begun at its moment, which is the same number in every pid
     * namespace. A dead one that its parent has not taken note of counts as there.
     */
    public static boolean isGone(ProcessTable processes, ContainerFolders.State state) {
        if (state.startTicks().isPresent()) {
            return processes.processes().stream()
                    .noneMatch(process -> process.startTicks().equals(state.startTicks()));
        }
        return state.pid().flatMap(processes::find).isEmpty();
    }

    /** The first process of this container, where it is in sight under the number that its runtime knows. */
    public static Optional<ProcessTable.Entry> first(NodeView view, ContainerFolders.State state) {
        return state.pid()
                .flatMap(view::process)
                .filter(process -> state.startTicks().isPresent()
                        && process.startTicks().equals(state.startTicks())
                        && !process.isGone());
    }

    /** The shim that serves this bundle. */
    public static Optional<Vertex.Process> shim(NodeView view, ContainerFolders.Bundle bundle) {
        return Addresses.shims(view).stream()
                .filter(shim -> bundle.address().contains(shim.path()))
                .map(Addresses.Shim::process)
                .findFirst();
    }

    /** What a person calls a container: "default/web (c0ffee12c0ff)", or its id. */
    public static String name(NodeView view, String id) {
        var known = new ContainerNames(view).of(id);
        var pod = known.pod().isEmpty()
                ? known.container()
                : known.namespace() + "/" + known.pod() + (known.container().isEmpty() ? "" : "/" + known.container());
        return pod.isEmpty() ? "container " + id : "container " + pod + " (" + id + ")";
    }
}
