package io.nodethaw.heal;

import io.nodethaw.analysis.Finding;
import io.nodethaw.analysis.Root;
import io.nodethaw.remedy.Remedy;
import io.nodethaw.remedy.Target;

/** What to do about a look. */
sealed interface Choice {

    /**
     * Treat a target.
     *
     * @param because the finding that it treats
     */
    record Treat(Remedy remedy, Target target, Root root, Finding because) implements Choice {
        String code() {
            return because.code();
        }

        String title() {
            return remedy.title(target);
        }

        /** True when both treat the same process in the same way for the same reason; proofs carry numbers that change. */
        boolean isSameAs(Treat other) {
            return remedy.name().equals(other.remedy.name())
                    && code().equals(other.code())
                    && because.about().equals(other.because.about())
                    && target.equals(other.target);
        }
    }

    /**
     * Do nothing, although something is wrong.
     *
     * @param why the reason, with what to do by hand
     */
    record Leave(String why) implements Choice {}

    /** Nothing is wrong. */
    record Nothing() implements Choice {}
}
