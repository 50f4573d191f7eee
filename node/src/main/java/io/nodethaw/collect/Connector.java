package io.nodethaw.collect;

import java.io.IOException;

/** Opens a connection to one address; each daemon we ask has one. */
@FunctionalInterface
public interface Connector {
    /**
     * Connects.
     *
     * @throws SilentException when the connection was not made before the deadline
     */
    Connection open(Deadline deadline) throws IOException;
}
