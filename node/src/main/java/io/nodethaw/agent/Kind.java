package io.nodethaw.agent;

import io.nodethaw.analysis.Finding;
import io.nodethaw.analysis.Root;
import io.nodethaw.analysis.Verdict;
import java.time.Duration;
import java.util.Optional;

/** The conditions that are published, and what a verdict says about each. Pure. */
enum Kind {
    /** Something makes no progress. */
    STALLED("NodeStalled", "NotStalled", "Stalled"),
    /** What is asked of the node fails at once, or a daemon that should run does not. */
    FAILING("NodeFailing", "NotFailing", "Failing");

    private final String type;
    private final String quiet;
    private final String general;

    Kind(String type, String quiet, String general) {
        this.type = type;
        this.quiet = quiet;
        this.general = general;
    }

    /** Its name in the API. */
    String type() {
        return type;
    }

    /** Its reason while it does not hold. */
    String quiet() {
        return quiet;
    }

    /** Its reason where it holds and no finding is agreed on. */
    String general() {
        return general;
    }

    /** What a verdict says about it. */
    Sight sight(Seen seen) {
        var verdict = seen.verdict();
        return switch (verdict.state()) {
            case HEALTHY -> new Sight.Well(seen.line());
            case SLOW -> new Sight.Otherwise(seen.line());
            case UNCLEAR -> new Sight.Untold(seen.line());
            case STALLED, FAILING ->
                root(verdict)
                        .<Sight>map(root -> new Sight.Sick(
                                root.finding().map(Finding::code).orElse(""),
                                seen.line(),
                                seen.triage().oldest().orElse(Duration.ZERO)))
                        .orElse(new Sight.Otherwise(seen.line()));
        };
    }

    /** The deepest root of its kind. */
    private Optional<Root> root(Verdict verdict) {
        return verdict.roots().stream()
                .filter(root -> root.explained() && isFailing(root) == (this == FAILING))
                .findFirst();
    }

    private static boolean isFailing(Root root) {
        return root.finding().filter(Finding.Failing.class::isInstance).isPresent();
    }
}
