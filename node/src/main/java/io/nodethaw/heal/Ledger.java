package io.nodethaw.heal;

import io.nodethaw.remedy.Act;
import io.nodethaw.remedy.Diagnosis;
import io.nodethaw.remedy.Means;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** The cure under way and those before it; what changes in it is written at once. */
final class Ledger {
    private final Records records;
    private final HealLog log;
    private final List<Cure> past;
    private Optional<Cure> cure;

    /** @param history the records of this boot, oldest first; the last one is gone on with when it is open */
    Ledger(Records records, List<Cure> history, HealLog log) {
        boolean open = !history.isEmpty() && history.getLast().isOpen();
        this.records = records;
        this.log = log;
        this.past = new ArrayList<>(open ? history.subList(0, history.size() - 1) : history);
        this.cure = open ? Optional.of(history.getLast()) : Optional.empty();
    }

    /** The cure that was begun and is not over. */
    Optional<Cure> cure() {
        return cure;
    }

    /** True when something of it was done, or may have been. */
    boolean hasActed() {
        return cure.filter(Cure::hasActed).isPresent();
    }

    /** The cure that is over and was not proven, nor was a later one. */
    Optional<Cure> unproven() {
        return Cure.unproven(past);
    }

    /** Takes up the cure that was not proven, for another proof; false when there is none. */
    boolean reopen(Diagnosis now) {
        var found = unproven();
        found.ifPresent(again -> {
            past.remove(again);
            cure = Optional.of(again);
            log.add("the cure for " + again.code() + " of " + Math.round(now.sinceBoot() - again.sinceBoot())
                    + " s ago was not proven, and is proven now");
            again.left().forEach(command -> log.add("its canary may have been left behind; by hand: " + command));
        });
        return found.isPresent();
    }

    /** Writes down what a canary leaves behind if it is not removed: before it starts, since nobody may live to tell. */
    void mayLeave(String command) {
        cure.ifPresent(open -> note(open.left(
                Stream.concat(open.left().stream(), Stream.of(command)).toList())));
    }

    /** The canary is gone again. */
    void leftNothing(String command) {
        cure.ifPresent(open -> note(open.left(
                open.left().stream().filter(other -> !other.equals(command)).toList())));
    }

    /** True when this was done for this cause within the last hour. */
    boolean tried(Act act, String code, Diagnosis now) {
        return Stream.concat(past.stream(), cure.stream())
                .anyMatch(record -> record.code().equals(code) && record.tried(act, now.sinceBoot()));
    }

    /** Settles the step that another run began, and tells of it; only in memory. */
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

    /** Writes what is to be done next; when this returns it is on the disk. */
    void begin(Cure changed) throws IOException {
        records.write(changed);
        cure = Optional.of(changed);
    }

    /** Writes how the last step ended. When that fails, the next run finds a step that was begun and looks what became of it. */
    void ended(Step.State state, String outcome) {
        log.add((state == Step.State.DONE ? "done: " : "") + outcome);
        note(cure.orElseThrow().ended(state, outcome));
    }

    /** The cure is over. */
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
