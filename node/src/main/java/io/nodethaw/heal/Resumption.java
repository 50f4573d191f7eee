package io.nodethaw.heal;

import io.nodethaw.remedy.Act.Became;
import io.nodethaw.remedy.Diagnosis;
import io.nodethaw.remedy.Means;

/** Finds out what became of a step that another run began before it was killed. */
final class Resumption {
    private Resumption() {}

    /** The record with the outcome of its last step, judged by what the node shows now. */
    static Cure settle(Cure cure, Diagnosis now, Means means) {
        return cure.unfinished()
                .map(step -> {
                    var became = became(step, now, means);
                    return cure.ended(became.done() ? Step.State.DONE : Step.State.NOT_DONE, became.how());
                })
                .orElse(cure);
    }

    private static Became became(Step step, Diagnosis now, Means means) {
        return means.act(step.kind())
                .map(act -> act.became(step.target(), step.mark(), now))
                .orElseGet(() -> new Became(true, step.kind() + " is not known to this version, and counts as done"));
    }
}
