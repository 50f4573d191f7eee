package io.nodethaw.heal;

import io.nodethaw.analysis.BlindSpot;
import io.nodethaw.analysis.Confidence;
import io.nodethaw.analysis.Finding;
import io.nodethaw.analysis.Root;
import io.nodethaw.analysis.Verdict;
import io.nodethaw.remedy.Diagnosis;
import io.nodethaw.remedy.Means;
import io.nodethaw.wait.Vertex;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;

/** Chooses a remedy for a look, or gives a reason not to act. Pure. */
record Chooser(Means means, Selection selection) {
    /** One that may choose among everything. */
    Chooser(Means means) {
        this(means, Selection.ALL);
    }

    /**
     * What to do next.
     *
     * @param tried true for a treatment that was done within the last hour
     */
    Choice choose(Diagnosis now, Predicate<Choice.Treat> tried) {
        return choose(now, tried, Set.of());
    }

    /**
     * What to do next.
     *
     * @param refused roots whose treatment was refused: nothing more disruptive is done about them, but others may be treated
     */
    Choice choose(Diagnosis now, Predicate<Choice.Treat> tried, Set<Vertex> refused) {
        return switch (now.verdict().state()) {
            case HEALTHY, SLOW -> new Choice.Nothing();
            case STALLED, FAILING, UNCLEAR -> act(now, tried, refused);
        };
    }

    private Choice act(Diagnosis now, Predicate<Choice.Treat> tried, Set<Vertex> refused) {
        var byRoot = now.verdict().roots().stream()
                .map(root -> treatments(now, root))
                .filter(possible -> !possible.isEmpty())
                .toList();
        if (byRoot.isEmpty()) {
            return new Choice.Leave(reason(now));
        }
        return byRoot.stream()
                .flatMap(List::stream)
                .filter(tried.negate())
                .filter(treat -> !refused.contains(treat.root().vertex()))
                .findFirst()
                .orElseGet(() -> byRoot.getFirst().getLast()); // the checks of this one refuse it, and say why
    }

    /** The treatments of a root with a proven finding, the least disruptive first. */
    private List<Choice.Treat> treatments(Diagnosis now, Root root) {
        return possible(now, root).stream().filter(selection::allows).toList();
    }

    private List<Choice.Treat> possible(Diagnosis now, Root root) {
        var finding = root.finding().filter(Chooser::isProven);
        return finding.stream()
                .flatMap(because -> means.answering(because.code()).stream())
                .flatMap(remedy -> remedy.target(now, root).stream()
                        .map(target -> new Choice.Treat(remedy, target, root, finding.orElseThrow())))
                .toList();
    }

    /** The next treatment of the same root, when this one has not helped. */
    Optional<Choice.Treat> after(Diagnosis now, Choice.Treat tried) {
        return treatments(now, tried.root()).stream()
                .dropWhile(other -> !other.isSameAs(tried))
                .skip(1)
                .findFirst();
    }

    private static boolean isProven(Finding finding) {
        return switch (finding) {
            case Finding.Stuck stuck -> stuck.confidence() == Confidence.PROVEN;
            case Finding.Failing failing -> failing.confidence() == Confidence.PROVEN;
            case Finding.Slow _, Finding.Warning _, Finding.Clear _ -> false;
        };
    }

    private String reason(Diagnosis now) {
        var verdict = now.verdict();
        var left = verdict.roots().stream()
                .flatMap(root -> possible(now, root).stream())
                .findFirst();
        if (left.isPresent() && selection.isLimited()) {
            return "what could be done is left out by --only or --not: "
                    + left.get().title();
        }
        var unproven = verdict.findings().stream()
                .filter(finding -> !means.answering(finding.code()).isEmpty() && !isProven(finding))
                .findFirst();
        if (unproven.isPresent()) {
            return unproven.get().code() + " is not proven (" + unproven.get().title()
                    + "), and nothing is done on suspicion; run it as root, on the node, and look again";
        }
        if (verdict.state() == Verdict.State.UNCLEAR && verdict.roots().isEmpty()) {
            return "could not tell what the node waits for; "
                    + verdict.notSeen().stream()
                            .filter(BlindSpot::matters)
                            .findFirst()
                            .map(spot -> spot.what() + ": " + spot.why())
                            .orElse("nodethaw diagnose -o wide shows what could not be seen");
        }
        var names = verdict.roots().stream().map(Chooser::describe).toList();
        return "nothing here cures " + String.join(" and ", names)
                + verdict.cure().map(cure -> "; by hand: " + cure).orElse("; drain the node and restart it");
    }

    private static String describe(Root root) {
        return root.name()
                + root.finding().map(finding -> " (" + finding.code() + ")").orElse("");
    }
}
