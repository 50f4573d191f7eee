package io.nodethaw.hop;

import io.nodethaw.analysis.Confidence;
import io.nodethaw.analysis.Finding;
import io.nodethaw.analysis.Release;
import io.nodethaw.analysis.Root;
import io.nodethaw.analysis.Rule;
import io.nodethaw.analysis.Step;
import io.nodethaw.analysis.Verdict;
import io.nodethaw.evidence.Machine;
import io.nodethaw.remedy.Diagnosis;
import io.nodethaw.wait.NodeView;
import io.nodethaw.wait.Vertex;
import io.nodethaw.wait.WaitGraph;
import java.util.List;
import java.util.Optional;

/**
 * The one thing to do now. Where a remedy answers a proven finding, it is our own cure; otherwise what the rule that found it knows;
 * and where that is nothing, the page that says how to confirm it and what to do by hand.
 */
record NextStep(NodeView view, WaitGraph graph, Verdict verdict, List<Hop> hops, List<Rule> rules) {

    /** What to do; empty where nothing is wrong, or nothing is known that helps. */
    Optional<Step> step() {
        var steps =
                verdict.roots().stream().flatMap(root -> step(root).stream()).toList();
        if (steps.isEmpty()) {
            return lookAgain();
        }
        var first = steps.getFirst();
        var all = steps.stream().skip(1).filter(first::joins).reduce(first, Step::and);
        return Optional.of(asRoot(all));
    }

    private Optional<Step> step(Root root) {
        return heal(root)
                .or(() -> byRule(root))
                .or(() -> Release.of(view, graph, root.vertex()))
                .or(() -> page(root))
                .or(() -> busy(root))
                .or(() -> shown(root))
                .or(() -> chain(root));
    }

    private Optional<Step> heal(Root root) {
        var proven = root.finding()
                .filter(finding -> finding instanceof Finding.Stuck stuck && stuck.confidence() == Confidence.PROVEN
                        || finding instanceof Finding.Failing failing && failing.confidence() == Confidence.PROVEN);
        if (proven.isEmpty() || view.evidence().isFromFiles()) {
            return Optional.empty();
        }
        var parts = new HealingParts(hops);
        Diagnosis now = parts.diagnosis(view, graph, verdict);
        return parts.means().answering(proven.get().code()).stream()
                .flatMap(remedy -> remedy.target(now, root).filter(target -> remedy.offered(now, target)).stream()
                        .map(remedy::title))
                .findFirst()
                .map(title -> new Step("nodethaw heal --yes", title));
    }

    private Optional<Step> byRule(Root root) {
        return root.finding().stream()
                .flatMap(finding ->
                        rules.stream().filter(rule -> rule.explanation().code().equals(finding.code())))
                .flatMap(rule -> rule.step(view, graph, root).stream())
                .findFirst();
    }

    private Optional<Step> page(Root root) {
        return root.finding().stream()
                .flatMap(finding -> rules.stream()
                        .map(Rule::explanation)
                        .filter(page -> page.code().equals(finding.code())))
                .map(page -> Step.page(page.code(), page.cure()))
                .findFirst();
    }

    /** Where processors were missing, nothing is known of the root, and a later look may tell. */
    private Optional<Step> busy(Root root) {
        return !root.explained() && root.isStarved(view)
                ? Optional.of(new Step(
                        "nodethaw", "looks again: this machine was busy, and had no processor for the answers"))
                : Optional.empty();
    }

    /** What the hop has to show of a process that a person can be at. */
    private Optional<Step> shown(Root root) {
        return root.vertex().whole() instanceof Vertex.Process process && process.isCertain()
                ? hops.stream()
                        .flatMap(hop -> hop.shows(view, process).stream())
                        .findFirst()
                : Optional.empty();
    }

    private static Optional<Step> chain(Root root) {
        return root.vertex().whole() instanceof Vertex.Process process && process.isCertain()
                ? Optional.of(new Step("nodethaw chain " + process.pid(), "shows all that it waits for"))
                : Optional.empty();
    }

    private Optional<Step> lookAgain() {
        return verdict.state() == Verdict.State.UNCLEAR && !isRoot()
                ? Optional.of(new Step("sudo nodethaw", "root sees what was not seen here"))
                : Optional.empty();
    }

    /** The command as whoever looked has to give it. */
    private Step asRoot(Step step) {
        return isRoot() ? step : step.withSudo();
    }

    private boolean isRoot() {
        return view.evidence().seen(Machine.TYPE).map(Machine::uid).orElse(0L) == 0;
    }
}
