package io.nodethaw.hop.kernel;

import static java.util.stream.Collectors.toSet;

import io.nodethaw.analysis.Explanation;
import io.nodethaw.analysis.Leftover;
import io.nodethaw.analysis.Proof;
import io.nodethaw.analysis.Step;
import io.nodethaw.evidence.Key;
import io.nodethaw.evidence.MountSummary;
import io.nodethaw.evidence.Namespaces;
import io.nodethaw.evidence.ProcessTable;
import io.nodethaw.hop.Depth;
import io.nodethaw.hop.FiledContainers;
import io.nodethaw.hop.LeftoverKind;
import io.nodethaw.wait.NodeView;
import io.nodethaw.wait.Vertex;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** Network namespaces that are kept by mounts and that no process is in any more. */
final class DeadNamespaces implements LeftoverKind {
    private static final String CODE = "kernel.dead-network-namespaces";

    /** From so many on: kubelet runs 110 pods by default, and keeps some that have ended. */
    private static final int MANY = 200;

    private static final Vertex AT = new Vertex.Resource(Vertex.ResourceKind.KERNEL, "network namespaces");

    @Override
    public Explanation explanation() {
        return new Explanation(
                CODE,
                "Hundreds of network namespaces are kept by mounts below /run/netns or /run/docker/netns, and "
                        + "no process is in them: pods that "
                        + "have ended left them. Each keeps its devices, addresses and rules in the kernel's "
                        + "memory, and the end of a pod, "
                        + "which waits for a lock that all of them share, takes longer.",
                List.of(
                        "findmnt -rn -t nsfs -o TARGET lists them.",
                        "lsns -t net shows those that processes are in.",
                        "grep -c . /var/lib/cni/networks/*/ 2>/dev/null: the addresses that they may still hold."),
                "Remove what nobody is in: ip netns delete NAME for those below /run/netns. Look which plug-in of CNI fails at DEL.",
                List.of("kernel: net/core/net_namespace.c, cleanup_net", "CNI specification, GC"));
    }

    @Override
    public Set<Key> wants(NodeView view, Depth depth) {
        if (depth != Depth.WORK) {
            return Set.of();
        }
        var wants = new HashSet<Key>();
        FiledContainers.runtime(view).ifPresent(runtime -> wants.add(MountSummary.TYPE.key(runtime.pid())));
        if (kept(view).size() >= MANY) {
            living(view).forEach(pid -> wants.add(Namespaces.TYPE.key(pid)));
        }
        return wants;
    }

    private static Set<Long> kept(NodeView view) {
        return FiledContainers.runtime(view).stream()
                .flatMap(runtime -> view.evidence().seen(MountSummary.TYPE, runtime.pid()).stream())
                .flatMap(mounts -> mounts.networks().stream())
                .collect(toSet());
    }

    private static List<Integer> living(NodeView view) {
        return view.processes().stream()
                .filter(process -> !process.isGone() && !process.isKernelThread())
                .map(ProcessTable.Entry::pid)
                .toList();
    }

    @Override
    public List<Leftover> left(NodeView view) {
        var kept = kept(view);
        if (kept.size() < MANY) {
            return List.of();
        }
        boolean asked = living(view).stream().anyMatch(pid -> view.evidence().asked(Namespaces.TYPE.key(pid)));
        living(view)
                .forEach(pid ->
                        view.evidence().seen(Namespaces.TYPE, pid).ifPresent(spaces -> kept.remove(spaces.network())));
        return !asked || kept.size() < MANY
                ? List.of()
                : List.of(new Leftover(
                        CODE,
                        AT,
                        "network namespaces",
                        kept.size()
                                + " are kept by mounts and no process is in them: each keeps devices and memory, and the end of pods "
                                + "takes longer",
                        true,
                        new Step(
                                "findmnt -rn -t nsfs -o TARGET; ip netns pids NAME",
                                "lists them, and who is in one; ip netns delete NAME removes one"),
                        List.of(Proof.of(
                                "mounts of containerd",
                                MountSummary.TYPE.key(FiledContainers.runtime(view)
                                        .map(Vertex.Process::pid)
                                        .orElse(0))))));
    }
}
