package io.nodethaw.hop.kernel;

import io.nodethaw.analysis.Confidence;
import io.nodethaw.analysis.Explanation;
import io.nodethaw.analysis.Finding;
import io.nodethaw.analysis.Proof;
import io.nodethaw.analysis.Root;
import io.nodethaw.analysis.Rule;
import io.nodethaw.analysis.Step;
import io.nodethaw.evidence.Goroutines;
import io.nodethaw.evidence.Logged;
import io.nodethaw.wait.Edge;
import io.nodethaw.wait.NodeView;
import io.nodethaw.wait.Vertex;
import io.nodethaw.wait.Wait;
import io.nodethaw.wait.WaitGraph;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/** A goroutine of a daemon is for minutes in a system call about a path, which only a file system that does not answer makes so long. */
final class CallHeld implements Rule {
    private static final String CODE = "kernel.path-call-held";

    @Override
    public Explanation explanation() {
        return new Explanation(
                CODE,
                "A daemon is for minutes in a system call about a path: stat, open, unlink, mount, umount. Such calls return at once, unless the file "
                        + "system that the path leads to does not answer: a file server (NFS, CIFS, Ceph) that is gone, a FUSE file system whose "
                        + "server hangs, or a disk. kubelet then does not go on with its pods, while the runtime and PLEG may be well.",
                List.of(
                        "cat /proc/PID/task/*/wchan of the daemon: rpc_, nfs_, ceph_, request_wait_answer, io_schedule tell which kind it is.",
                        "dmesg | grep 'not responding' names an NFS server; grep -e nfs -e ceph -e fuse -e cifs /proc/mounts its mounts.",
                        "For kubelet: curl -k https://127.0.0.1:10250/healthz?verbose says that syncloop failed."),
                "Restore the server, or umount -f -l the mount (who uses it gets errors, and what was not written is lost); then the daemon goes on "
                        + "by itself. Restarting it does not help: it asks the same path again.",
                List.of("man 2 stat", "Kubernetes issues 100178, 101622", "man 8 umount, --lazy, --force"));
    }

    @Override
    public List<Finding> judge(NodeView view, WaitGraph graph) {
        return graph.edges().stream()
                .filter(CallHeld::isOfGoroutine)
                .sorted(Comparator.comparing((Edge edge) -> edge.atLeast().orElse(Duration.ZERO))
                        .reversed())
                .map(Edge::to)
                .distinct()
                .<Finding>map(at -> {
                    var calls = graph.to(at).stream()
                            .filter(CallHeld::isOfGoroutine)
                            .sorted(Comparator.comparing(
                                            (Edge edge) -> edge.atLeast().orElse(Duration.ZERO))
                                    .reversed())
                            .toList();
                    var first = calls.getFirst();
                    var who = first.from() instanceof Vertex.Process(int pid, long _) ? view.name(pid) : "a daemon";
                    return first.atLeast()
                            .<Finding>map(age -> new Finding.Stuck(
                                    CODE,
                                    at,
                                    Confidence.LIKELY,
                                    "a call of " + who + " has not come back for " + age.toMinutes() + " min",
                                    proofs(view, calls)))
                            .orElseGet(() -> new Finding.Warning(
                                    CODE,
                                    at,
                                    Confidence.POSSIBLE,
                                    who + " is in a call, since when is not told",
                                    proofs(view, calls)));
                })
                .toList();
    }

    private static List<Proof> proofs(NodeView view, List<Edge> calls) {
        var proofs = new ArrayList<Proof>();
        calls.stream().limit(3).forEach(edge -> proofs.add(new Proof(edge.text(), edge.readings())));
        view.evidence()
                .allSeen(Logged.TYPE)
                .filter(said -> said.sign() == Logged.Sign.SERVER_SILENT)
                .forEach(said -> proofs.add(Proof.of(said.proof(), said.key())));
        return proofs;
    }

    private static boolean isOfGoroutine(Edge edge) {
        return edge.kind() == Wait.FILE_SYSTEM
                && edge.task() == 0
                && edge.from() instanceof Vertex.Process(int pid, long _)
                && edge.readings().equals(List.of(Goroutines.TYPE.key(pid)));
    }

    @Override
    public Optional<Step> step(NodeView view, WaitGraph graph, Root root) {
        return root.finding().filter(finding -> finding.code().equals(CODE)).isPresent()
                ? Optional.of(new Step(
                        "dmesg | grep 'not responding'; grep -e nfs -e ceph -e cifs -e fuse /proc/mounts",
                        "names the server that does not answer, and its mounts"))
                : Optional.empty();
    }
}
