package io.nodethaw.heal;

import io.nodethaw.collect.NotAskedException;
import io.nodethaw.remedy.Aftercare;
import io.nodethaw.remedy.Diagnosis;
import io.nodethaw.remedy.Means;
import io.nodethaw.remedy.NodeAccess;
import io.nodethaw.remedy.Target;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;

/** Ends processes that wait for replies which were lost by the cure, when they do not end by themselves. */
final class Leftovers {
    /** Limit for the end of one process; a process in the kernel takes a moment. */
    private static final Duration DEATH = Duration.ofSeconds(2);

    /** Limit for the treated process to answer once more, right before any process is ended. */
    private static final Duration ANSWER = Duration.ofSeconds(3);

    private final NodeWatch watch;
    private final NodeAccess access;
    private final Means means;
    private final Ledger ledger;
    private final HealLog log;

    Leftovers(NodeWatch watch, NodeAccess access, Means means, Ledger ledger, HealLog log) {
        this.watch = watch;
        this.access = access;
        this.means = means;
        this.ledger = ledger;
        this.log = log;
    }

    /**
     * Ends them; true when time has passed since the last look.
     *
     * @param isWell whether the treated process is well
     */
    boolean end(Supplier<Diagnosis> look, BooleanSupplier isWell) throws IOException {
        var cure = ledger.cure().orElseThrow();
        var waiting = cure.waiting();
        if (living(waiting).isEmpty()) {
            return false;
        }
        watch.await(Proving.GRACE, () -> living(waiting).isEmpty());
        var living = living(waiting);
        log.add((waiting.size() - living.size()) + " of " + waiting.size()
                + " operations that waited have ended by themselves");
        if (!living.isEmpty() && !watch.await(ANSWER, isWell)) {
            log.add("the treated process is not well any more: nothing is ended");
        } else if (!living.isEmpty()) {
            endThose(living, cure, look.get());
        }
        return true;
    }

    private void endThose(List<Target> living, Cure cure, Diagnosis fresh) throws IOException {
        for (var target : living) {
            var care = stillWaits(means, fresh, target);
            if (care.isEmpty()) {
                log.add(target.name() + " is at work again and is left alone");
            } else if (cure.was(care.get(), target)) {
                log.add(target.name() + " still lives after " + care.get().title(target) + "; not done twice");
            } else {
                end(care.get(), target, fresh);
            }
        }
    }

    /** The aftercare for a process that waited and still does; empty when it does not wait. */
    static Optional<Aftercare> stillWaits(Means means, Diagnosis now, Target target) {
        return means.aftercare().stream()
                .filter(care -> care.stillWaits(now, target))
                .findFirst();
    }

    private void end(Aftercare care, Target target, Diagnosis now) throws IOException {
        ledger.begin(ledger.cure().orElseThrow().with(Step.begun(care, target, now)));
        log.add("doing: " + care.title(target));
        try {
            care.perform(access, target, now);
            boolean ended = watch.await(DEATH, () -> !watch.lives(target.vertex()));
            ledger.ended(
                    Step.State.DONE,
                    target.name() + (ended ? " has ended" : " has not ended " + DEATH.toSeconds() + " s after it"));
        } catch (NotAskedException e) {
            ledger.ended(Step.State.DONE, target.name() + " ended by itself");
        } catch (IOException e) {
            ledger.ended(Step.State.NOT_DONE, "not done: " + e.getMessage());
        }
    }

    private List<Target> living(List<Target> targets) {
        return targets.stream().filter(target -> watch.lives(target.vertex())).toList();
    }
}
