package io.nodethaw.heal;

import java.util.List;
import java.util.Locale;

/**
 * The outcome of healing.
 *
 * @param what one line: what was done, what would be done, or why nothing is done
 * @param finding code of the finding that is treated; empty when there is none
 * @param cure name of what was done last, or would be done first: "HOP.what-it-does"; empty when nothing was chosen
 * @param steps what was checked, done and seen, in order
 * @param next what a person should do now; empty when there is nothing to do
 */
public record HealResult(Ending ending, String what, String finding, String cure, List<String> steps, String next) {
    public HealResult {
        steps = List.copyOf(steps);
    }

    /** How it ended. */
    public enum Ending {
        /** Nothing waits that needs healing. */
        NOTHING_TO_DO(0),
        /** Something was done, and it helped. */
        HEALED(0),
        /** There is something to do, but the run was dry. */
        DRY(1),
        /** Something was done, but it did not help, or not completely. */
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
