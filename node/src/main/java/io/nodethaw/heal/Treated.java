package io.nodethaw.heal;

import io.nodethaw.remedy.Means;
import io.nodethaw.remedy.NodeAccess;
import io.nodethaw.remedy.Remedy;
import io.nodethaw.remedy.Target;
import java.util.Optional;

/** The target that was treated, and the remedy. */
record Treated(Remedy remedy, Target target) {
    /** The last treatment of a cure; also empty when this version does not know the remedy. */
    static Optional<Treated> lastOf(Cure cure, Means means) {
        return cure.steps().reversed().stream()
                .flatMap(step -> means.remedy(step.kind()).map(remedy -> new Treated(remedy, step.target())).stream())
                .findFirst();
    }

    boolean isWell(NodeAccess access) {
        return remedy.isWell(access, target);
    }

    /** How it ended: what was done, and whether it helped. */
    String outcome(String how, boolean well) {
        return how + "; " + target.name() + " "
                + (well
                        ? remedy.recovery()
                        : "has not recovered " + remedy.settling().toSeconds() + " s after");
    }
}
