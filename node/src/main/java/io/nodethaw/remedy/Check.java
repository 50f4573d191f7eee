package io.nodethaw.remedy;

import java.util.Optional;

/**
 * Something that must hold before an act.
 *
 * @param what in a few words, for the report
 * @param refusal why it does not hold, with what to do; empty when it holds
 */
public record Check(String what, Optional<String> refusal) {
    /** One that holds. */
    public static Check holds(String what) {
        return new Check(what, Optional.empty());
    }

    /** One that does not hold. */
    public static Check refuses(String what, String why) {
        return new Check(what, Optional.of(why));
    }

    /** One that holds or does not. */
    public static Check that(boolean holds, String what, String why) {
        return holds ? holds(what) : refuses(what, why);
    }
}
