package io.nodethaw.hop;

import io.nodethaw.analysis.Explanation;
import io.nodethaw.analysis.Finding;
import io.nodethaw.analysis.Proof;
import io.nodethaw.analysis.Rule;
import io.nodethaw.remedy.Canary;
import io.nodethaw.wait.Edge;
import io.nodethaw.wait.NodeView;
import io.nodethaw.wait.Role;
import io.nodethaw.wait.Vertex;
import io.nodethaw.wait.Victim;
import io.nodethaw.wait.WaitGraph;
import java.util.List;
import java.util.Optional;

/**
 * Counter-test: a canary was started and removed, so whoever was asked for it does its work, and not only answers. Nothing is said where
 * that one waits, or is waited for: a start that succeeds does not clear it of another one that hangs in it.
 */
record SuccessfulStart(String hop, Canary canary) implements Rule {
    @Override
    public Explanation explanation() {
        return new Explanation(
                hop + ".start-succeeds",
                "Something was started to see whether that works, with nodethaw diagnose --canary; it started, and was removed again. Whoever "
                        + "was asked for it does its work, and so does all that each start needs below it. This holds for the moment before the look, and for what "
                        + "a canary tries: no image is pulled, no volume mounted, no network plug-in called.",
                List.of(
                        "nodethaw diagnose --canary -o wide shows each step with its time.",
                        "Start something by hand: docker run --rm IMAGE, crictl runp, systemd-run --scope true."),
                "Nothing to do. What hangs is elsewhere: in kubelet, or in what pods have besides.",
                List.of(
                        "Docker Engine API, Containers",
                        "CRI, RunPodSandbox",
                        "man 5 org.freedesktop.systemd1, StartTransientUnit"));
    }

    @Override
    public List<Finding> judge(NodeView view, WaitGraph graph) {
        var started = view.evidence().seen(Canary.Started.TYPE, canary.name());
        var asked = asked(view, graph).filter(process -> isFree(graph, process));
        return started.isEmpty() || asked.isEmpty()
                ? List.of()
                : List.of(new Finding.Clear(
                        explanation().code(),
                        asked.get(),
                        started.get().what(),
                        List.of(Proof.of(started.get().what(), Canary.Started.TYPE.key(canary.name())))));
    }

    /** The process that was asked; where the canary does not tell it, the one of its hop. */
    private Optional<Vertex> asked(NodeView view, WaitGraph graph) {
        return canary.starter(view)
                .<Vertex>map(process -> process)
                .or(() -> graph.roles().stream()
                        .filter(role -> role.hop().equals(hop))
                        .map(Role::vertex)
                        .filter(Vertex.Process.class::isInstance)
                        .findFirst());
    }

    private static boolean isFree(WaitGraph graph, Vertex process) {
        return graph.to(process).stream().noneMatch(Edge::leadsOn)
                && graph.from(process).stream()
                        .noneMatch(edge -> edge.leadsOn() || edge.kind().isStop())
                && graph.victims().stream()
                        .map(Victim::vertex)
                        .noneMatch(victim -> victim.whole().equals(process));
    }
}
