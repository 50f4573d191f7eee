package io.nodethaw.hop;

import io.nodethaw.evidence.ContainerFolders;
import io.nodethaw.evidence.Containers;
import io.nodethaw.evidence.FunctionNames;
import io.nodethaw.evidence.Goroutine;
import io.nodethaw.evidence.Goroutines;
import io.nodethaw.evidence.ProcessStatus;
import io.nodethaw.evidence.ProcessTable;
import io.nodethaw.remedy.Target;
import io.nodethaw.wait.NodeView;
import io.nodethaw.wait.Vertex;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * The containers whose end somebody has asked for: a daemon is seen at work on that, with their ids or names in its hands, or the kernel has
 * SIGKILL for their first process. They may end at any moment, whatever is done to the node.
 */
record AskedToEnd(NodeView view, List<Hop> hops) {
    /** What ends one container: containerd pkg/cri, CRI-O server, moby daemon and client (dockershim and people use that). */
    private static final FunctionNames ONE = FunctionNames.of(
            "*.(*criService).StopContainer",
            "*.(*criService).stopContainer",
            "*.(*criService).RemoveContainer",
            "*/server.(*Server).StopContainer",
            "*/server.(*Server).RemoveContainer",
            "*/daemon.(*Daemon).ContainerStop",
            "*/daemon.(*Daemon).containerStop",
            "*/daemon.(*Daemon).ContainerRestart",
            "*/daemon.(*Daemon).containerRestart",
            "*/daemon.(*Daemon).ContainerRm",
            "*/daemon.(*Daemon).Kill",
            "*/client.(*Client).ContainerStop",
            "*/client.(*Client).ContainerRestart",
            "*/client.(*Client).ContainerRemove");

    /** What ends all containers of a pod: the same of a sandbox, and pkg/kubelet from 1.10 to 1.36. */
    private static final FunctionNames POD = FunctionNames.of(
            "*.(*criService).StopPodSandbox",
            "*.(*criService).stopPodSandbox",
            "*.(*criService).RemovePodSandbox",
            "*/server.(*Server).StopPodSandbox",
            "*/server.(*Server).RemovePodSandbox",
            "k8s.io/kubernetes/pkg/kubelet.(*Kubelet).killPod",
            "k8s.io/kubernetes/pkg/kubelet.(*Kubelet).syncTerminatingPod",
            "k8s.io/kubernetes/pkg/kubelet.(*Kubelet).SyncTerminatingPod");

    /** Ids of containers and sandboxes: SHA-256 in hex. */
    private static final Pattern ID = Pattern.compile("[0-9a-f]{64}");

    /** The letters of an id that name it (moby pkg/truncindex takes any that are unambiguous; people copy twelve). */
    private static final int SHORT = 12;

    /** Those of the containers that run, by their first processes. */
    List<Target> among(List<Target> running) {
        var ids = ids();
        var pids = ids.isEmpty() ? Set.<Integer>of() : pids(ids);
        return running.stream()
                .filter(first -> pids.contains(first.pid()) || isKilled(first))
                .toList();
    }

    /** SIGKILL takes effect as soon as whatever holds it in the kernel is over. */
    private boolean isKilled(Target first) {
        return view.evidence()
                .seen(ProcessStatus.TYPE, first.pid())
                .filter(ProcessStatus::isKilled)
                .isPresent();
    }

    /** Their ids. */
    Set<String> ids() {
        var ids = new HashSet<String>();
        var names = listed();
        view.evidence()
                .allSeen(Goroutines.TYPE)
                .flatMap(all -> all.goroutines().stream())
                .forEach(goroutine -> {
                    if (isIn(goroutine, POD)) {
                        first(goroutine, names).ifPresent(id -> ids.addAll(withPod(id)));
                        goroutine.pod().ifPresent(pod -> ids.addAll(ofPod(pod)));
                    } else if (isIn(goroutine, ONE)) {
                        first(goroutine, names).ifPresent(ids::add);
                    }
                });
        return ids;
    }

    private static boolean isIn(Goroutine goroutine, FunctionNames functions) {
        return goroutine.frames().stream().anyMatch(frame -> functions.has(frame.function()));
    }

    /** The innermost id or name of a container: functions further out may have the pod's beside it. */
    private static Optional<String> first(Goroutine goroutine, Map<String, String> names) {
        return goroutine.frames().stream()
                .flatMap(frame -> frame.strings().stream())
                .flatMap(text -> ID.matcher(text).matches() ? Stream.of(text) : named(text, names))
                .findFirst();
    }

    private static Stream<String> named(String text, Map<String, String> names) {
        return names.entrySet().stream()
                .filter(one -> one.getValue().equals(text)
                        || text.length() >= SHORT && one.getKey().startsWith(text))
                .map(Map.Entry::getKey)
                .limit(1);
    }

    /** Names by ids. */
    private Map<String, String> listed() {
        var names = new HashMap<String, String>();
        view.evidence()
                .allSeen(Containers.TYPE)
                .forEach(list -> list.containers().forEach(one -> names.put(one.id(), one.name())));
        return names;
    }

    /** All containers of the pod that this one is in: one shim serves them. */
    private Set<String> withPod(String id) {
        var ids = new HashSet<>(Set.of(id));
        served().values().stream().filter(of -> of.contains(id)).forEach(ids::addAll);
        var folders = view.evidence().seen(ContainerFolders.TYPE);
        folders.flatMap(all -> all.bundle(id))
                .map(ContainerFolders.Bundle::address)
                .filter(address -> !address.isEmpty())
                .ifPresent(address -> folders.stream()
                        .flatMap(all -> all.bundles().stream())
                        .filter(bundle -> bundle.address().equals(address))
                        .forEach(bundle -> ids.add(bundle.id())));
        return ids;
    }

    /** The containers of a pod by its name: "default/web". */
    private List<String> ofPod(String pod) {
        var names = new ContainerNames(view);
        return Stream.concat(
                        listed().keySet().stream(), served().values().stream().flatMap(List::stream))
                .distinct()
                .filter(id -> {
                    var known = names.of(id);
                    return pod.equals(known.namespace() + "/" + known.pod());
                })
                .toList();
    }

    private Map<Vertex, List<String>> served() {
        var served = new HashMap<Vertex, List<String>>();
        hops.forEach(hop -> served.putAll(hop.containers(view)));
        return served;
    }

    /** The first processes of these containers: as their runtimes have written them down, else the children of a shim that has no others. */
    private Set<Integer> pids(Set<String> ids) {
        var pids = new HashSet<Integer>();
        var written = new HashSet<String>();
        view.evidence().seen(ContainerFolders.TYPE).ifPresent(folders -> {
            folders.bundles().stream()
                    .filter(bundle -> ids.contains(bundle.id()) && bundle.pid().isPresent())
                    .forEach(bundle -> {
                        written.add(bundle.id());
                        pids.add(bundle.pid().orElseThrow());
                    });
        });
        served().forEach((monitor, of) -> {
            if (ids.containsAll(of) && !written.containsAll(of) && monitor instanceof Vertex.Process(int pid, long _)) {
                view.childrenOf(pid).stream().map(ProcessTable.Entry::pid).forEach(pids::add);
            }
        });
        return pids;
    }
}
