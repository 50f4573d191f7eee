package io.nodethaw.cli;

import io.nodethaw.evidence.Evidence;
import java.time.Duration;

/** Asks systemd, PID 1 of this node, about itself. */
public interface SystemdSource {
    /**
     * Asks through the bus and on its private socket, and looks at the process.
     *
     * @param limit of each question
     * @param time how long it is watched
     */
    Evidence ask(Duration limit, Duration time) throws InterruptedException;

    /**
     * Raises the log level of PID 1 for some time, reads what it logs, and puts the level back.
     *
     * @param stir true to have PID 1 look for a unit that does not exist, so that it has something to tell
     */
    Evidence debugLog(Duration time, boolean stir) throws InterruptedException;
}
