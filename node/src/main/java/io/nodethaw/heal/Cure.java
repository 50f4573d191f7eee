package io.nodethaw.heal;

import io.nodethaw.remedy.Act;
import io.nodethaw.remedy.Target;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Predicate;

/**
 * The record of one cure, which outlives the program that does it.
 *
 * @param bootId id of the boot in which it was begun; records of other boots no longer mean anything
 * @param code of the finding that it treats
 * @param sinceBoot seconds since boot when it was begun
 * @param evidence file with the evidence that it rests on
 * @param waiting processes at work on containers that waited for the treated process
 * @param running first processes of the containers that were running
 * @param steps what was begun and done, in order
 * @param end how it ended; empty while it is under way
 * @param left commands that remove what its canaries may have left behind
 * @param others who was stuck or silent for other reasons when it was begun
 * @param held those of the waiting that are kept from going on, and have to be let go
 */
record Cure(
        String bootId,
        String code,
        double sinceBoot,
        String evidence,
        List<Target> waiting,
        List<Target> running,
        List<Step> steps,
        String end,
        List<String> left,
        List<String> others,
        List<Target> held) {
    /** The end of a cure that was proven. */
    static final String HEALED = "healed";

    /** Nothing is tried twice within this time: one attempt per cause, act and hour. */
    static final double HOUR = 3600;

    Cure {
        Objects.requireNonNull(bootId); // a file may lack anything
        Objects.requireNonNull(code);
        Objects.requireNonNull(evidence);
        Objects.requireNonNull(end);
        waiting = List.copyOf(waiting);
        running = List.copyOf(running);
        steps = List.copyOf(steps);
        left = left == null ? List.of() : List.copyOf(left); // older records do not have this list
        others = others == null ? List.of() : List.copyOf(others);
        held = held == null ? List.of() : List.copyOf(held);
    }

    boolean isOpen() {
        return end.isEmpty();
    }

    /** True when any of its steps was done, or may have been. */
    boolean hasActed() {
        return steps.stream().anyMatch(step -> step.state() != Step.State.NOT_DONE);
    }

    boolean isProven() {
        return end.equals(HEALED);
    }

    /** The last cure that acted, when it was not proven; also empty when a later cure was proven, because its canaries passed. */
    static Optional<Cure> unproven(List<Cure> history) {
        var last = history.stream()
                .filter(cure -> cure.hasActed() || cure.isProven())
                .reduce((_, later) -> later);
        return last.filter(cure -> !cure.isProven());
    }

    /** Adds a step that begins. */
    Cure with(Step step) {
        var more = new ArrayList<>(steps);
        more.add(step);
        return changed(waiting, more, end, left);
    }

    /** Says how the last step ended. */
    Cure ended(Step.State state, String outcome) {
        var ended = new ArrayList<>(steps);
        ended.set(ended.size() - 1, ended.getLast().ended(state, outcome));
        return changed(waiting, ended, end, left);
    }

    /** The cure has ended. */
    Cure over(String how) {
        return changed(waiting, steps, how, left);
    }

    /** The same cure with the operations that wait now. */
    Cure waiting(List<Target> now) {
        return changed(now, steps, end, left);
    }

    /** The same cure, which is expected to end these containers. */
    Cure without(List<Target> containers) {
        return new Cure(
                bootId,
                code,
                sinceBoot,
                evidence,
                waiting,
                running.stream()
                        .filter(one -> containers.stream().noneMatch(one::isSameAs))
                        .toList(),
                steps,
                end,
                left,
                others,
                held);
    }

    /** The same cure with these held. */
    Cure holding(List<Target> now) {
        return new Cure(bootId, code, sinceBoot, evidence, waiting, running, steps, end, left, others, now);
    }

    /** The same cure with what canaries may have left behind. */
    Cure left(List<String> commands) {
        return changed(waiting, steps, end, commands);
    }

    /** The same cure at another stage: why it was begun and what it rests on stay the same. */
    private Cure changed(List<Target> whoWaits, List<Step> soFar, String how, List<String> mayBeLeft) {
        return new Cure(bootId, code, sinceBoot, evidence, whoWaits, running, soFar, how, mayBeLeft, others, held);
    }

    /** The step that was begun and has no outcome. */
    Optional<Step> unfinished() {
        return steps.isEmpty() || steps.getLast().state() != Step.State.BEGUN
                ? Optional.empty()
                : Optional.of(steps.getLast());
    }

    /** True when this was done, or may have been, within the hour before the given time, to one of those that are meant. */
    boolean tried(Act act, Predicate<Target> meant, double now) {
        return steps.stream()
                .anyMatch(step -> act.isNamed(step.kind())
                        && meant.test(step.target())
                        && step.state() != Step.State.NOT_DONE
                        && now - step.sinceBoot() < HOUR);
    }

    /** True when this was done to this process. */
    boolean was(Act done, Target target) {
        return steps.stream()
                .anyMatch(step -> done.isNamed(step.kind())
                        && step.target().vertex().equals(target.vertex())
                        && step.state() == Step.State.DONE);
    }
}
