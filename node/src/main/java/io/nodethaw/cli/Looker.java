package io.nodethaw.cli;

import io.nodethaw.evidence.Evidence;
import io.nodethaw.evidence.ProcessTable;
import java.time.Duration;
import java.util.function.Predicate;

/** Takes one look at the node we run on. */
@FunctionalInterface
public interface Looker {
    /**
     * Reads what is needed to judge the node.
     *
     * @param limit of each probe, all its steps together
     * @param focus processes whose waits are read in any case, whether something has no answer or not; none for a diagnosis
     */
    Evidence look(Duration limit, Predicate<ProcessTable.Entry> focus) throws InterruptedException;
}
