package io.nodethaw.heal;

import io.nodethaw.collect.Deadline;
import io.nodethaw.evidence.FactType;
import java.io.IOException;
import java.time.Duration;

/** A real start on the node, removed again: only that proves that starting works. */
public interface Canary {
    /** What is started, in a few words. */
    String name();

    /** How long it may take, all steps together. */
    Duration limit();

    /**
     * Starts and removes it.
     *
     * @return what was started
     * @throws io.nodethaw.collect.NotAskedException when this cannot be tried on this node
     * @throws IOException when it did not start or could not be removed
     */
    String start(Deadline deadline) throws IOException;

    /**
     * Its outcome as a reading.
     *
     * @param what that was started
     */
    record Start(String what) {
        static final FactType<Start> TYPE = new FactType<>("canary", Start.class);
    }
}
