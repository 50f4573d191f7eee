package io.nodethaw.cli;

import java.util.List;
import java.util.Locale;

/**
 * What came of healing.
 *
 * @param what one line: what was done, would be done, or why nothing is
 * @param finding code of the finding it is for; empty when there is none
 * @param steps what was done and seen, in order
 * @param next what a person should do now; empty when nothing
 */
public record Healing(Result result, String what, String finding, List<String> steps, String next) {
    public Healing {
        steps = List.copyOf(steps);
    }

    /** How it ended. */
    public enum Result {
        /** Nothing waits that could be healed. */
        NOTHING_TO_DO(0),
        /** Something was done, and the same probes are answered again. */
        HEALED(0),
        /** There is something to do, and it was not asked for. */
        DRY(1),
        /** Something was done, and it did not help. */
        NOT_HEALED(1),
        /** A precondition does not hold, or there is no safe cure. */
        REFUSED(2);

        private final int exit;

        Result(int exit) {
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
