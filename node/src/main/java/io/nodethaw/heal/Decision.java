package io.nodethaw.heal;

import io.nodethaw.analysis.Finding;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

/** What to do about a look, whether a fresh one still says so, and whether it may be done. */
final class Decision {
    /** A start that is under way takes less than a second on a healthy node; looks are taken until it is over. */
    private static final int QUIET_LOOKS = 3;

    private static final Duration BETWEEN = Duration.ofSeconds(1);

    private final Node node;
    private final Ledger ledger;
    private final Supplier<Case> look;

    Decision(Node node, Ledger ledger, Supplier<Case> look) {
        this.node = node;
        this.ledger = ledger;
        this.look = look;
    }

    /** The next action; empty when there is nothing to do. */
    Optional<Action> choose(Case now) {
        var code = Choice.curable(now.verdict())
                .flatMap(root -> root.finding())
                .map(Finding::code)
                .orElse("");
        return Choice.choose(now.verdict(), ledger.tried(Step.Kind.RECONNECT, code, now));
    }

    /** The finding that an action is for; none for leaving alone. */
    static Optional<Finding> because(Action action) {
        return switch (action) {
            case Action.Reconnect(var finding, var _) -> Optional.of(finding);
            case Action.Reexecute(var finding, var _) -> Optional.of(finding);
            case Action.EndProcess(var finding, var _, var _) -> Optional.of(finding);
            case Action.Leave _ -> Optional.empty();
        };
    }

    /** True when a look says the same thing of the same process by the same code; proofs carry numbers that change. */
    boolean stillSays(Action action, Case now) {
        var fresh = choose(now);
        var before = because(action);
        var after = fresh.flatMap(Decision::because);
        return fresh.filter(other -> other.getClass() == action.getClass()).isPresent()
                && before.map(Finding::code).equals(after.map(Finding::code))
                && before.map(Finding::about).equals(after.map(Finding::about));
    }

    /** Looks again while a start is under way that will be over soon. */
    Case quiet(Action action, Case seen) {
        var now = seen;
        for (int looks = 1; looks < QUIET_LOOKS && isDisturbed(action, now); looks++) {
            node.pause(BETWEEN);
            now = look.get();
        }
        return now;
    }

    private static boolean isDisturbed(Action action, Case now) {
        return action instanceof Action.Reexecute
                && !Preconditions.inFlight(now).isEmpty();
    }

    /** What must hold before it. */
    List<Check> checks(Action action, Case now) {
        var code = because(action).map(Finding::code).orElse("");
        return Preconditions.of(action, now, node.premises(), ledger.tried(Step.Kind.of(action), code, now));
    }

    /** The runtime operations whose replies are lost with the cure. */
    static List<Target> waiting(Case now) {
        return Choice.curable(now.verdict())
                .map(root -> Choice.waiting(now.verdict(), root).stream()
                        .map(Target::of)
                        .toList())
                .orElse(List.of());
    }
}
