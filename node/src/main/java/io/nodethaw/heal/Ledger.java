package io.nodethaw.heal;

import io.nodethaw.remedy.Diagnosis;
import io.nodethaw.remedy.Means;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** The cure under way and those before it; every change is written at once. */
final class Ledger {
    private final Records records;
    private final HealLog log;
    private final List<Cure> past;
    private Optional<Cure> cure;

    /** @param history the records of this boot, oldest first; the last one is continued when it is still open */
    Ledger(Records records, List<Cure> history, HealLog log) {
        boolean open = !history.isEmpty() && history.getLast().isOpen();
        this.records = records;
        this.log = log;
        this.past = new ArrayList<>(open ? history.subList(0, history.size() - 1) : history);
        this.cure = open ? Optional.of(history.getLast()) : Optional.empty();
    }

    /** The cure that was begun and has not ended. */
    Optional<Cure> cure() {
        return cure;
    }

    /** True when any of its steps was done, or may have been. */
    boolean hasActed() {
        return cure.filter(Cure::hasActed).isPresent();
    }

    /** The last cure that has ended without proof, unless a later one was proven. */
    Optional<Cure> unproven() {
        return Cure.unproven(past);
    }

    /** Opens the unproven cure again, for another proof; false when there is none. */
    boolean reopen(Diagnosis now) {
        var found = unproven();
        found.ifPresent(again -> {
            past.remove(again);
            cure = Optional.of(again);
            log.add("the cure for " + again.code() + " of " + Math.round(now.sinceBoot() - again.sinceBoot())
                    + " s ago was not proven, and is proven now");
            again.left()
                    .forEach(command -> log.add("its canary may have been left behind; remove it by hand: " + command));
        });
        return found.isPresent();
    }

    /**
     * Records what a canary leaves behind if it is not removed. This is done before it starts, because the program may be
     * killed.
     */
    void mayLeave(String command) {
        cure.ifPresent(open -> note(open.left(
                Stream.concat(open.left().stream(), Stream.of(command)).toList())));
    }

    /** Records that the canary was removed. */
    void leftNothing(String command) {
        cure.ifPresent(open -> note(open.left(
                open.left().stream().filter(other -> !other.equals(command)).toList())));
    }

    /**
     * True when this was done for this cause within the last hour. Where each target is a cause of its own, the same target is meant,
     * whatever it was treated for.
     */
    boolean tried(Choice.Treat treat, Diagnosis now) {
        boolean each = treat.remedy().countsEachTarget();
        return Stream.concat(past.stream(), cure.stream())
                .filter(record -> each || record.code().equals(treat.code()))
                .anyMatch(record -> record.tried(
                        treat.remedy(), target -> !each || target.isSameAs(treat.target()), now.sinceBoot()));
    }

    /** Finds out what became of the step that another run began, and reports it; only in memory. */
    void settle(Diagnosis now, Means means) {
        cure = cure.map(open -> {
            var settled = Resumption.settle(open, now, means);
            log.add("a cure for " + open.code() + " was begun " + Math.round(now.sinceBoot() - open.sinceBoot())
                    + " s ago and not finished");
            if (!settled.equals(open)) {
                log.add(settled.steps().getLast().outcome());
            }
            return settled;
        });
    }

    /** Records what is to be done next; when this returns, it is on the disk. */
    void begin(Cure changed) throws IOException {
        records.write(changed);
        cure = Optional.of(changed);
    }

    /**
     * Records how the last step ended. If that fails, the next run finds a step that was begun and finds out what became of it.
     */
    void ended(Step.State state, String outcome) {
        log.add((state == Step.State.DONE ? "done: " : "") + outcome);
        note(cure.orElseThrow().ended(state, outcome));
    }

    /** The cure has ended. */
    void over(String how) {
        cure.ifPresent(open -> note(open.over(how)));
        cure.ifPresent(past::add);
        cure = Optional.empty();
    }

    private void note(Cure changed) {
        cure = Optional.of(changed);
        try {
            records.write(changed);
        } catch (IOException e) {
            log.add("the record could not be written: " + e.getMessage());
        }
    }
}
