package io.nodethaw.hop.cri;

import io.nodethaw.analysis.Explanation;
import io.nodethaw.analysis.Leftover;
import io.nodethaw.analysis.Proof;
import io.nodethaw.analysis.Step;
import io.nodethaw.evidence.ContainerConfig;
import io.nodethaw.evidence.ContainerFolders;
import io.nodethaw.evidence.Key;
import io.nodethaw.evidence.MountSummary;
import io.nodethaw.evidence.Namespaces;
import io.nodethaw.evidence.ProcessTable;
import io.nodethaw.hop.Depth;
import io.nodethaw.hop.FiledContainers;
import io.nodethaw.hop.LeftoverKind;
import io.nodethaw.wait.NodeView;
import io.nodethaw.wait.Vertex;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/**
 * A pod whose network namespace lives in its processes alone: containerd keeps the namespace of each pod by a mount (internal/cri,
 * netns_linux.go), and somebody has removed that.
 */
final class NamespaceGone implements LeftoverKind {
    private static final String CODE = "cri.network-namespace-gone";
    private static final String PODS = "k8s.io";

    /** A process of a pod, and its network namespace. */
    private record Member(String id, String bundle, ProcessTable.Entry process, long network) {}

    @Override
    public Explanation explanation() {
        return new Explanation(
                CODE,
                "The mount by which containerd keeps the network namespace of a pod is gone, below /run/netns "
                        + "as a rule, while the pod runs. "
                        + "containerd holds the pod for not ready, the plug-ins of CNI cannot take its network "
                        + "down, and its address stays "
                        + "in use. Somebody has removed the file or the mount (ip netns delete, a clean-up of /run).",
                List.of(
                        "ls -i /run/netns, and readlink /proc/PID/ns/net of a process of the pod: no file has that number.",
                        "crictl pods shows the pod as NotReady."),
                "crictl stopp ID, then crictl rmp ID: kubelet makes the pod anew. Look for its address in the files of the IPAM plug-in, "
                        + "/var/lib/cni/networks as a rule.",
                List.of("containerd internal/cri/server/podsandbox/sandbox_status.go", "CNI specification, DEL"));
    }

    @Override
    public Set<Key> wants(NodeView view, Depth depth) {
        var wants = new HashSet<>(FiledContainers.wants(view, depth));
        var runtime = FiledContainers.runtime(view);
        if (depth == Depth.WORK) {
            runtime.ifPresent(process -> {
                wants.add(MountSummary.TYPE.key(process.pid()));
                wants.add(Namespaces.TYPE.key(process.pid()));
            });
            firsts(view)
                    .forEach(first ->
                            wants.add(Namespaces.TYPE.key(first.process().pid())));
        }
        if (depth == Depth.CLOSE) {
            lost(view).forEach(one -> wants.add(ContainerConfig.TYPE.key(one.bundle())));
        }
        return wants;
    }

    /** The first processes of the containers of pods; their namespaces are known later. */
    private static Stream<Member> firsts(NodeView view) {
        return view.evidence().seen(ContainerFolders.TYPE).stream()
                .flatMap(folders -> folders.bundles().stream()
                        .filter(bundle -> bundle.namespace().equals(PODS) && FiledContainers.isOld(bundle.age()))
                        .flatMap(bundle ->
                                folders.state(bundle.id()).flatMap(state -> FiledContainers.first(view, state)).stream()
                                        .map(process -> new Member(
                                                bundle.id(),
                                                bundle.path(),
                                                process,
                                                network(view, process.pid()).orElse(0L)))));
    }

    private static Optional<Long> network(NodeView view, int pid) {
        return view.evidence()
                .seen(Namespaces.TYPE, pid)
                .map(Namespaces::network)
                .filter(inode -> inode != 0);
    }

    /** One process of each pod whose namespace no mount keeps: the oldest, which is that of its sandbox. */
    private static List<Member> lost(NodeView view) {
        var runtime = FiledContainers.runtime(view);
        var host = runtime.flatMap(process -> network(view, process.pid()));
        var kept = runtime.flatMap(process -> view.evidence().seen(MountSummary.TYPE, process.pid()))
                .map(MountSummary::networks);
        if (host.isEmpty() || kept.isEmpty()) {
            return List.of();
        }
        var seen = new HashSet<Long>();
        return firsts(view)
                .filter(one -> one.network() != 0
                        && one.network() != host.get()
                        && !kept.get().contains(one.network()))
                .sorted(Comparator.comparing(one -> one.process().startTicks().orElse(Long.MAX_VALUE)))
                .filter(one -> seen.add(one.network()))
                .toList();
    }

    @Override
    public List<Leftover> left(NodeView view) {
        return lost(view).stream().map(one -> leftover(view, one)).toList();
    }

    private static Leftover leftover(NodeView view, Member one) {
        int runtime = FiledContainers.runtime(view).map(Vertex.Process::pid).orElse(0);
        boolean twice = view.evidence()
                .twice(MountSummary.TYPE, runtime)
                .filter(both -> !both.first().networks().contains(one.network()))
                .isPresent();
        return new Leftover(
                CODE,
                Vertex.Process.of(one.process()),
                FiledContainers.name(view, one.id()),
                "runs, and the mount that keeps its network namespace is gone: its address stays in use when it ends",
                twice,
                new Step("crictl stopp " + one.id(), "stops that pod; kubelet makes it anew"),
                List.of(
                        Proof.of(
                                "its network namespace is " + one.network(),
                                Namespaces.TYPE.key(one.process().pid())),
                        Proof.of("no mount of containerd keeps it", MountSummary.TYPE.key(runtime))));
    }
}
