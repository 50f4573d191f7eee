package io.nodethaw.hop.shim;

import io.nodethaw.analysis.Confidence;
import io.nodethaw.analysis.Explanation;
import io.nodethaw.analysis.Finding;
import io.nodethaw.analysis.Proof;
import io.nodethaw.analysis.Rule;
import io.nodethaw.evidence.ProcessTable;
import io.nodethaw.evidence.Tasks;
import io.nodethaw.hop.Addresses;
import io.nodethaw.wait.Edge;
import io.nodethaw.wait.NodeView;
import io.nodethaw.wait.Progress;
import io.nodethaw.wait.Role;
import io.nodethaw.wait.Vertex;
import io.nodethaw.wait.WaitGraph;
import java.time.Duration;
import java.util.List;

/**
 * A shim whose containers are dead does not answer, and does not even move when it is asked: it will not tell its runtime that they are
 * dead, and who stops or removes them waits.
 */
final class SilentWithoutContainer implements Rule {
    static final String CODE = "shim.silent-without-container";

    /** A shim has no container yet in its first moments. containerd gives up one that has not served within 10 s (core/runtime/v2). */
    private static final Duration LEAST = Duration.ofSeconds(60);

    @Override
    public Explanation explanation() {
        return new Explanation(
                CODE,
                "A shim answers nobody and does nothing, nothing is seen that it waits for, and no process of a container is left below it. "
                        + "Its runtime does not learn that the container is dead; who stops or removes it waits.",
                List.of(
                        "ps -o pid,stat,etime,comm --ppid with the pid of the shim shows no process, or only dead ones (state Z).",
                        "nodethaw stacks PID shows what its goroutines are at.",
                        "ctr -n k8s.io tasks list (or -n moby) still lists the container, and ctr tasks metrics ID does not come back."),
                "Keep its goroutines for a bug report, then end that shim: its runtime cleans up after it, and no container ends with it.",
                List.of("containerd core/runtime/v2/shim.go, cleanupAfterDeadShim"));
    }

    @Override
    public List<Finding> judge(NodeView view, WaitGraph graph) {
        return Addresses.shims(view).stream()
                .map(Addresses.Shim::process)
                .filter(shim -> isSilent(graph, shim) && hasNoContainer(view, shim) && isOld(view, shim))
                .filter(shim -> Progress.of(view, shim.pid()) == Progress.STILL)
                .filter(shim -> graph.from(shim).stream().noneMatch(Edge::leadsOn))
                .distinct()
                .map(SilentWithoutContainer::finding)
                .toList();
    }

    private static boolean isSilent(WaitGraph graph, Vertex.Process shim) {
        return graph.role(shim)
                .filter(role -> role.standing() == Role.Standing.SILENT)
                .isPresent();
    }

    private static boolean hasNoContainer(NodeView view, Vertex.Process shim) {
        return view.childrenOf(shim.pid()).stream().allMatch(ProcessTable.Entry::isGone);
    }

    private static boolean isOld(NodeView view, Vertex.Process shim) {
        return view.process(shim.pid())
                .flatMap(view::age)
                .filter(age -> age.compareTo(LEAST) >= 0)
                .isPresent();
    }

    private static Finding finding(Vertex.Process shim) {
        return new Finding.Stuck(
                CODE,
                shim,
                Confidence.PROVEN,
                "answers nobody, and its container is dead",
                List.of(
                        Proof.of("no process is left below it", ProcessTable.TYPE.key()),
                        Proof.of(
                                "it was asked, and no thread of it ran between two readings",
                                Tasks.TYPE.key(shim.pid()))));
    }
}
