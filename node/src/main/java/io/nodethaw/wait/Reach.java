package io.nodethaw.wait;

import java.util.Set;

/**
 * The processes that victims reach, by pid.
 *
 * @param closely those that are looked at closely
 * @param all also those of a crowd, for which others stand
 */
public record Reach(Set<Integer> closely, Set<Integer> all) {
    public Reach {
        closely = Set.copyOf(closely);
        all = Set.copyOf(all);
    }
}
