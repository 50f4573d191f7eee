package io.nodethaw.heal;

import io.nodethaw.collect.NotAskedException;
import io.nodethaw.remedy.Aftercare;
import io.nodethaw.remedy.Diagnosis;
import io.nodethaw.remedy.Means;
import io.nodethaw.remedy.NodeAccess;
import io.nodethaw.remedy.Remedy;
import io.nodethaw.remedy.Target;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/**
 * Keeps a crowd that waits for the treated process from going on all at once: each of it is held before the cure, and they are let go in
 * steps after it. Whoever is held is recorded first; a run that finds such a record of a run that was killed lets them go.
 */
final class Crowd {
    /**
     * So many go on at once without harm. Of 127 starts that went on at once dockerd was left in a deadlock of its own in one of two
     * cures; two dozen never did that (lab/fault/deaf-crowd).
     */
    static final int MANY = 32;

    /** So many are let go together. */
    static final int STEP = 8;

    /** How long a step is waited for: whoever has lost its reply fails within this time, or never by itself (see Proving). */
    private static final Duration EACH = Duration.ofSeconds(2);

    private final NodeWatch watch;
    private final NodeAccess access;
    private final Means means;
    private final Ledger ledger;
    private final HealLog log;

    Crowd(NodeWatch watch, NodeAccess access, Means means, Ledger ledger, HealLog log) {
        this.watch = watch;
        this.access = access;
        this.means = means;
        this.ledger = ledger;
        this.log = log;
    }

    /** Those that are held for a remedy; none of a few, nor whoever somebody else already keeps from going on. */
    static List<Target> of(Remedy remedy, List<Target> waiting, Diagnosis now) {
        return !remedy.losesReplies() || waiting.size() < MANY
                ? List.of()
                : waiting.stream()
                        .filter(target -> now.stops(target.vertex()).isEmpty())
                        .toList();
    }

    /** Holds those that the record says are held. */
    void hold() {
        var held = ledger.cure().map(Cure::held).orElse(List.of());
        if (!held.isEmpty()) {
            log.add("doing: hold " + held.size() + " operations that wait, so that they do not go on all at once");
            held.forEach(target -> each(target, Aftercare::hold));
        }
    }

    /** Lets them go in steps; true when there were any. */
    boolean letGo() throws IOException {
        var held = ledger.cure().map(Cure::held).orElse(List.of());
        if (held.isEmpty()) {
            return false;
        }
        log.add("doing: let " + held.size() + " operations go on, " + STEP + " at a time");
        for (int from = 0; from < held.size(); from += STEP) {
            var step = new ArrayList<>(held.subList(from, Math.min(from + STEP, held.size())));
            step.forEach(target -> each(target, Aftercare::letGo));
            watch.await(EACH, () -> step.stream().noneMatch(target -> watch.lives(target.vertex())));
        }
        ledger.begin(ledger.cure().orElseThrow().holding(List.of()));
        return true;
    }

    @FunctionalInterface
    private interface Doing {
        void to(Aftercare care, NodeAccess access, Target target) throws IOException;
    }

    private void each(Target target, Doing doing) {
        for (var care : means.aftercare()) {
            try {
                doing.to(care, access, target);
            } catch (NotAskedException ended) {
                // it has ended: nothing is left to hold or let go
            } catch (IOException e) {
                log.add("not done to " + target.name() + ": " + e.getMessage());
            }
        }
    }
}
