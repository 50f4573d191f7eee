package io.nodethaw.hop;

import io.nodethaw.analysis.Confidence;
import io.nodethaw.analysis.Explanation;
import io.nodethaw.analysis.Finding;
import io.nodethaw.analysis.Proof;
import io.nodethaw.analysis.Rule;
import io.nodethaw.evidence.CanarySteps;
import io.nodethaw.evidence.Origin;
import io.nodethaw.remedy.Canary;
import io.nodethaw.remedy.TrialName;
import io.nodethaw.wait.NodeView;
import io.nodethaw.wait.Vertex;
import io.nodethaw.wait.WaitGraph;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.TreeMap;

/** A canary was tried twice, and both times who was asked for a step said that it failed. Why it fails, only its words tell. */
record FailedStart(String hop, Canary canary) implements Rule {
    /** How often it has to fail: once may be chance. */
    private static final int TIMES = 2;

    /** The start as a thing that others need. */
    static Vertex vertex(Canary canary) {
        return new Vertex.Resource(Vertex.ResourceKind.START, canary.name());
    }

    /** The step of each try that failed, when it failed often enough, and each time in the words of who was asked; else none. */
    static List<CanarySteps.Step> refused(NodeView view, Canary canary) {
        var tries = tries(view, canary);
        var refused = tries.stream().flatMap(steps -> steps.refused().stream()).toList();
        return tries.size() >= TIMES && refused.size() == tries.size() ? refused : List.of();
    }

    /** "fails in start"; where the tries failed in several steps, "fails in create, then in start". */
    static String told(List<CanarySteps.Step> refused) {
        var names = new ArrayList<String>();
        for (var step : refused) {
            if (names.isEmpty() || !names.getLast().equals(step.name())) {
                names.add(step.name());
            }
        }
        return "fails in " + String.join(", then in ", names);
    }

    /** The steps of each trial as they were known last: those of one that hung were put into evidence twice. */
    private static List<CanarySteps> tries(NodeView view, Canary canary) {
        var byBeginning = new TreeMap<Instant, CanarySteps>();
        for (var sample : view.evidence().samples(CanarySteps.TYPE, canary.name())) {
            if (sample.origin() instanceof Origin.Live(var asked, var _)) {
                sample.reading().seen().ifPresent(steps -> byBeginning.put(asked, steps));
            }
        }
        return List.copyOf(byBeginning.values());
    }

    /** True when it is in the graph. */
    static boolean isSeen(WaitGraph graph, Canary canary) {
        return graph.from(new Vertex.Ourselves()).stream()
                .anyMatch(edge -> edge.to().equals(vertex(canary)));
    }

    @Override
    public Explanation explanation() {
        return new Explanation(
                hop + ".start-fails",
                "Something was started to see whether that works, with nodethaw diagnose --canary, and twice the daemon that was asked said that "
                        + "it failed; the step of each try and its words are the proof. Nothing that starts need was seen to be missing or used up, and nobody "
                        + "was seen to wait for anything. Other starts fail the same way, most likely; what runs goes on.",
                List.of(
                        "nodethaw diagnose --canary -o wide shows the words of the daemon. Those that come last are of the program in "
                                + "which it failed: runc, a hook, the kernel.",
                        "journalctl -u docker -u containerd -u crio -u kubelet -n 50 shows whether pods fail with the same words.",
                        "Start something by hand: docker run --rm IMAGE, crictl runp, systemd-run --scope true."),
                "Mend what the words tell of. Where they name a program (runc, a shim, a hook), start it by hand with --version, and install its "
                        + "package again if it fails.",
                List.of(
                        "moby daemon/errors.go, translateContainerdStartErr",
                        "containerd internal/cri/server/sandbox_run.go",
                        "man 5 org.freedesktop.systemd1, StartTransientUnit"));
    }

    @Override
    public List<Finding> judge(NodeView view, WaitGraph graph) {
        var refused = refused(view, canary);
        return refused.isEmpty() || !isSeen(graph, canary)
                ? List.of()
                : List.of(new Finding.Failing(
                        explanation().code(),
                        vertex(canary),
                        Confidence.PROVEN,
                        told(refused) + ", tried " + (refused.size() == TIMES ? "twice" : refused.size() + " times"),
                        proofs(refused)));
    }

    /** What was said each time; once where it was the same but for the names of the trials. */
    private List<Proof> proofs(List<CanarySteps.Step> refused) {
        boolean several =
                refused.stream().map(CanarySteps.Step::name).distinct().count() > 1;
        var said = new LinkedHashMap<String, String>();
        for (var step : refused) {
            var words = (several ? step.name() + ": " : "") + step.words();
            said.put(TrialName.withoutNumbers(words), words);
        }
        return said.values().stream()
                .map(words -> Proof.of(words, CanarySteps.TYPE.key(canary.name())))
                .toList();
    }
}
