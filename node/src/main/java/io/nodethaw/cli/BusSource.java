package io.nodethaw.cli;

import io.nodethaw.evidence.Evidence;
import java.time.Duration;
import java.util.List;

/** Asks the message bus of this node. */
public interface BusSource {
    /**
     * Watches systemd's message counter.
     *
     * @param limit of each question
     * @param time how long it is watched
     */
    Evidence serials(Duration limit, Duration time) throws InterruptedException;

    /** Asks who is on the bus. */
    Evidence clients(Duration limit);

    /**
     * Asks the owners of names for their objects.
     *
     * @param wanted names; empty for all
     * @param limit of the bus for its names, and of each owner for all its objects
     */
    Evidence trees(List<String> wanted, Duration limit);
}
