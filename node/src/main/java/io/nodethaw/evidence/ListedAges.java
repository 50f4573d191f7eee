package io.nodethaw.evidence;

import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * For how long at least processes have run, as the columns of printed lists tell. One instance.
 *
 * @param ages in any order; of a process that is not among them the lists tell nothing
 */
public record ListedAges(List<Age> ages) {
    public static final FactType<ListedAges> TYPE = new FactType<>("listed-ages", ListedAges.class);

    public ListedAges {
        ages = List.copyOf(ages);
    }

    /** One process. */
    public record Age(int pid, Duration atLeast) {
        public Age {
            if (atLeast.isNegative()) {
                throw new IllegalArgumentException("process " + pid + " of the age of " + atLeast);
            }
        }
    }

    /** That of a process. */
    public Optional<Duration> of(int pid) {
        return ages.stream().filter(age -> age.pid() == pid).map(Age::atLeast).findFirst();
    }
}
