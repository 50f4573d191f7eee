package io.nodethaw.cli;

import io.nodethaw.evidence.Evidence;
import io.nodethaw.evidence.Key;
import io.nodethaw.evidence.ProcessTable;
import java.time.Duration;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.Predicate;

/** Takes looks at the node we run on. */
public interface Looker {
    /**
     * Reads what is needed to judge the node.
     *
     * @param limit of each probe, all its steps together
     * @param focus processes whose waits are read in any case, even when all probes are answered; none for a diagnosis
     */
    Evidence look(Duration limit, Predicate<ProcessTable.Entry> focus) throws InterruptedException;

    /**
     * Asks everybody anew, whatever an earlier look has asked in vain.
     *
     * @param limit of each probe, all its steps together
     */
    Evidence lookAnew(Duration limit) throws InterruptedException;

    /**
     * Has each runtime start and remove a container, and looks when all have, or while one hangs.
     *
     * @param limit of each probe, all its steps together
     * @param says gets a line for each container that may be left behind
     */
    Evidence lookAtStarts(Duration limit, Consumer<String> says) throws InterruptedException;

    /**
     * Reads these besides a look; what does not come back in time is left behind.
     *
     * @param patience with all of them together
     */
    Evidence read(List<Key> keys, Duration patience);

    /**
     * Looks, and then reads again and again, evenly in this time, how much is used of all that the node can run out of.
     *
     * @param limit of each probe of the look, and of each reading after it
     * @param count how often it is read
     * @return what was known at each reading, oldest first
     */
    List<Evidence> watch(Duration limit, Duration time, int count) throws InterruptedException;
}
