package io.nodethaw.cli;

import io.nodethaw.evidence.Evidence;
import java.time.Duration;

/** Looks at the node we run on, one after the other in one session, until somebody ends them. */
public interface Series extends AutoCloseable {
    /**
     * Takes a look.
     *
     * @param limit of each probe, all its steps together
     */
    Evidence look(Duration limit) throws InterruptedException;

    /** A signal that ends the program from now on ends it with this exit code. */
    void endsWith(int code);

    /** Waits for the next look; false when there is none. */
    boolean pause(Duration time) throws InterruptedException;

    /** Lets go of the session; never waits. */
    @Override
    void close();
}
