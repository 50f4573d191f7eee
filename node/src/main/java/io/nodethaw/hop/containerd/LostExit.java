package io.nodethaw.hop.containerd;

import io.nodethaw.analysis.Confidence;
import io.nodethaw.analysis.Explanation;
import io.nodethaw.analysis.Finding;
import io.nodethaw.analysis.Proof;
import io.nodethaw.analysis.Rule;
import io.nodethaw.evidence.Logged;
import io.nodethaw.hop.LateEdges;
import io.nodethaw.hop.LoggedFinding;
import io.nodethaw.wait.Edge;
import io.nodethaw.wait.NodeView;
import io.nodethaw.wait.Role;
import io.nodethaw.wait.Strength;
import io.nodethaw.wait.Vertex;
import io.nodethaw.wait.Victim;
import io.nodethaw.wait.Wait;
import io.nodethaw.wait.WaitGraph;
import java.util.Collection;
import java.util.List;
import java.util.Optional;

/** Files that contradict each other: a runtime holds a container for running whose process a whole list of processes does not show. */
final class LostExit implements Rule, LateEdges {
    static final String CODE = "containerd.exit-lost";

    /** systemd or another init, and kthreadd: a list without one of them is not of the whole node. */
    private static final List<Integer> ALWAYS = List.of(1, 2);

    /** Letters of a container's id that are shown. */
    private static final int SHOWN = 12;

    static final Explanation PAGE = new Explanation(
            CODE,
            "The container runtime lists a container as running with a pid that no process has: the process has "
                    + "ended, and the runtime has not "
                    + "learnt of it, because the event was lost or the shim has not reported it. Who stops or "
                    + "removes that container waits, "
                    + "and kubelet goes on to hold it for running. The list of processes may also be older than that of the runtime.",
            List.of(
                    "ctr -n k8s.io tasks list (or -n moby), and ps -p PID for each pid, at the same time.",
                    "ps -e | grep containerd-shim: is the shim of that container still there, and does it "
                            + "answer (ctr -n k8s.io tasks metrics ID)?"),
            "ctr -n NAMESPACE tasks delete --force ID, or end the shim of that container; restart containerd (its containers keep running) if that does "
                    + "not help.",
            List.of(
                    "containerd core/runtime/v2/shim.go, cleanupAfterDeadShim",
                    "containerd pull request 10603",
                    "moby issue 46212"));

    @Override
    public Explanation explanation() {
        return PAGE;
    }

    private static List<Logged> lost(NodeView view) {
        boolean whole = view.evidence().isFromFiles()
                && ALWAYS.stream().allMatch(pid -> view.process(pid).isPresent());
        return Logged.all(view.evidence(), Logged.Sign.TASK_RUNNING)
                .filter(said -> whole && view.process(pid(said)).isEmpty())
                .toList();
    }

    private static int pid(Logged said) {
        var number = said.about().substring(said.about().lastIndexOf(' ') + 1);
        return number.matches("\\d{1,9}") ? Integer.parseInt(number) : -1;
    }

    private static Vertex whoStops(Logged said) {
        return new Vertex.Remote("who stops container "
                + said.about().substring(0, Math.min(SHOWN, said.about().length())));
    }

    private static String text(Logged said) {
        return "is listed as running with pid " + pid(said) + ", which no process has";
    }

    @Override
    public List<Victim> victims(NodeView view, Collection<Role> roles) {
        return lost(view).stream()
                .map(said -> new Victim(whoStops(said), text(said), Optional.empty(), false, List.of(said.key())))
                .toList();
    }

    @Override
    public List<Edge> edges(NodeView view, List<Role> roles, List<Victim> victims, List<Edge> known) {
        return lost(view).stream()
                .map(said -> Edge.of(
                        whoStops(said),
                        LoggedFinding.speaker(view, said),
                        Strength.INFERRED,
                        Wait.CALL,
                        text(said),
                        said.key()))
                .toList();
    }

    @Override
    public List<Finding> judge(NodeView view, WaitGraph graph) {
        var lost = lost(view);
        return lost.stream()
                .map(said -> LoggedFinding.speaker(view, said))
                .distinct()
                .<Finding>map(runtime -> new Finding.Warning(
                        CODE,
                        runtime,
                        Confidence.POSSIBLE,
                        "holds for running what has no process: " + lost.size()
                                + (lost.size() == 1 ? " container" : " containers"),
                        lost.stream()
                                .limit(5)
                                .map(said -> Proof.of(
                                        said.program() + " " + said.text() + "; no process has it", said.key()))
                                .toList()))
                .toList();
    }
}
