package io.nodethaw.evidence;

import java.util.List;
import java.util.Optional;

/**
 * The limits on the number of tasks in the control group of a unit and in those above it, as far as they are in sight; the instance is
 * the unit's name.
 *
 * @param levels the unit's own first
 */
public record PidsLimits(String unit, List<Level> levels) {
    public static final FactType<PidsLimits> TYPE = new FactType<>("pids-limits", PidsLimits.class).readTwice();

    public PidsLimits {
        levels = List.copyOf(levels);
    }

    /**
     * One control group.
     *
     * @param path from the root that we see
     * @param most absent where there is no limit
     * @param now how many tasks it has
     * @param refused how often a task was refused because of a limit; absent where the kernel does not count (before 4.8)
     */
    public record Level(String path, Optional<Long> most, long now, Optional<Long> refused) {
        /** How many more tasks there may be. */
        public Optional<Long> room() {
            return most.map(limit -> Math.max(0, limit - now));
        }
    }
}
