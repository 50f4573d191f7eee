package io.nodethaw.heal;

import java.util.Optional;

/**
 * Something that must hold before an action.
 *
 * @param what in a few words, for the report
 * @param refusal why it does not hold, with what to do; empty when it holds
 */
public record Check(String what, Optional<String> refusal) {
    static Check holds(String what) {
        return new Check(what, Optional.empty());
    }

    static Check refuses(String what, String why) {
        return new Check(what, Optional.of(why));
    }

    static Check that(boolean holds, String what, String why) {
        return holds ? holds(what) : refuses(what, why);
    }
}
