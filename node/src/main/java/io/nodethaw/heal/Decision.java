package io.nodethaw.heal;

import io.nodethaw.remedy.Check;
import io.nodethaw.remedy.Diagnosis;
import io.nodethaw.remedy.Means;
import io.nodethaw.remedy.NodeAccess;
import io.nodethaw.remedy.Target;
import io.nodethaw.wait.Vertex;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;

/** Decides what to do about a look, whether a fresh look confirms it, and whether it may be done. */
final class Decision {
    /** The most looks that are taken until it is quiet. What a remedy waits for takes less than a second on a healthy node. */
    private static final int QUIET_LOOKS = 3;

    private static final Duration BETWEEN = Duration.ofSeconds(1);

    private final NodeWatch watch;
    private final NodeAccess access;
    private final Means means;
    private final Ledger ledger;
    private final Supplier<Diagnosis> look;
    private final Chooser chooser;
    private final Set<Vertex> refused = new HashSet<>();

    Decision(
            NodeWatch watch,
            NodeAccess access,
            Means means,
            Selection selection,
            Ledger ledger,
            Supplier<Diagnosis> look) {
        this.chooser = new Chooser(means, selection);
        this.watch = watch;
        this.access = access;
        this.means = means;
        this.ledger = ledger;
        this.look = look;
    }

    /** What to do next. */
    Choice choose(Diagnosis now) {
        return chooser.choose(now, treat -> isTried(treat, now), refused);
    }

    /** Nothing is done about this root any more, because it was refused. */
    void passOver(Choice.Treat treat) {
        refused.add(treat.root().vertex());
    }

    /** True when it was refused before, and nothing else is left to do. */
    boolean isPassedOver(Choice.Treat treat) {
        return refused.contains(treat.root().vertex());
    }

    private boolean isTried(Choice.Treat treat, Diagnosis now) {
        return ledger.tried(treat, now);
    }

    /** What would be done if that did not help. */
    Optional<Choice.Treat> after(Diagnosis now, Choice.Treat tried) {
        return chooser.after(now, tried);
    }

    /** True when this look leads to the same treatment. */
    boolean stillSays(Choice.Treat before, Diagnosis now) {
        return choose(now) instanceof Choice.Treat after && after.isSameAs(before);
    }

    /** Looks again while something is under way that should soon be over. */
    Diagnosis quiet(Choice.Treat treat, Diagnosis seen) {
        var now = seen;
        for (int looks = 1; looks < QUIET_LOOKS && isDisturbed(treat, now); looks++) {
            watch.pause(BETWEEN);
            now = look.get();
        }
        return now;
    }

    private static boolean isDisturbed(Choice.Treat treat, Diagnosis now) {
        return Preconditions.refusal(treat.remedy().passing(now)).isPresent();
    }

    /** What must hold before it. */
    List<Check> checks(Choice.Treat treat, Diagnosis now) {
        var checks = new ArrayList<Check>();
        checks.add(Preconditions.root(now));
        checks.add(watch.pidNamespaces().same());
        checks.add(Preconditions.hasTime(now));
        checks.addAll(treat.remedy().checks(access, treat.target(), now));
        checks.addAll(treat.remedy().passing(now));
        checks.add(Preconditions.once(isTried(treat, now)));
        return List.copyOf(checks);
    }

    /** The processes that wait for the treated root. */
    List<Target> waiting(Choice.Treat treat, Diagnosis now) {
        return now.verdict().roots().stream()
                .filter(root -> root.vertex().equals(treat.root().vertex()))
                .flatMap(root -> means.aftercare().stream().flatMap(care -> care.waiting(now, root).stream()))
                .distinct()
                .toList();
    }
}
