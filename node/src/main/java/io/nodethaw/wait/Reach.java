package io.nodethaw.wait;

import java.util.Set;

/**
 * The processes that victims reach, by pid.
 *
 * @param closely pids of the processes that are looked at closely
 * @param all pids of all of them, also of those that were left out of a crowd
 */
public record Reach(Set<Integer> closely, Set<Integer> all) {
    public Reach {
        closely = Set.copyOf(closely);
        all = Set.copyOf(all);
    }
}
