package io.nodethaw.heal;

import io.nodethaw.remedy.Act;
import io.nodethaw.remedy.Diagnosis;
import io.nodethaw.remedy.Target;
import java.util.Objects;

/**
 * One act of a cure, recorded before it is done and again afterwards.
 *
 * @param kind name of the act
 * @param target to whom it is done
 * @param sinceBoot seconds since boot when it was begun
 * @param state how far it got
 * @param outcome how it ended, in words; empty while it is only begun
 * @param mark what shows whether it was done; empty when nothing does
 */
record Step(String kind, Target target, double sinceBoot, State state, String outcome, String mark) {
    Step {
        Objects.requireNonNull(kind); // a file may lack anything
        Objects.requireNonNull(target);
        Objects.requireNonNull(state);
        Objects.requireNonNull(outcome);
        mark = mark == null ? "" : mark;
    }

    /** A step that begins now. */
    static Step begun(Act act, Target target, Diagnosis now) {
        return new Step(act.name(), target, now.sinceBoot(), State.BEGUN, "", act.mark(now));
    }

    enum State {
        /** Recorded; it is not known yet whether it was done. */
        BEGUN,
        /** Done, or counted as done: it is not done again. */
        DONE,
        /** Shown not to have been done: the earlier run ended too soon, or the act could not be delivered. */
        NOT_DONE
    }

    Step ended(State now, String how) {
        return new Step(kind, target, sinceBoot, now, how, mark);
    }
}
