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
}
