package io.nodethaw.heal;

import java.util.List;
import java.util.Locale;

/**
 * What came of healing.
 *
 * @param what one line: what was done, would be done, or why nothing is
 * @param finding code of the finding it is for; empty when there is none
 * @param steps what was checked, done and seen, in order
 * @param next what a person should do now; empty when nothing
 */
public record HealResult(Ending ending, String what, String finding, List<String> steps, String next) {
    public HealResult {
        steps = List.copyOf(steps);
    }

    /** How it ended. */
    public enum Ending {
        /** Nothing waits that could be healed. */
        NOTHING_TO_DO(0),
        /** Something was done, and it helped. */
        HEALED(0),
        /** There is something to do, and it was not asked for. */
        DRY(1),
        /** Something was done, and it did not help, or not all of it. */
        NOT_HEALED(1),
        /** A precondition does not hold, or there is no safe cure. */
        REFUSED(2);

        private final int exit;

        Ending(int exit) {
            this.exit = exit;
        }

        /** Exit code of the command. */
        public int exitCode() {
            return exit;
        }

        /** As reports write it: "nothing-to-do". */
        public String word() {
            return name().toLowerCase(Locale.ROOT).replace('_', '-');
        }
    }
}
