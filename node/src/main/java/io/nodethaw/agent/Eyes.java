package io.nodethaw.agent;

/** Looks at the node, again and again. Used by one thread at a time. */
public interface Eyes extends AutoCloseable {
    /**
     * Takes a look and judges it. It should end soon, but nobody relies on that.
     */
    Seen look(Extent extent);

    /** Lets go of what the next look does not need unless it is a whole one. */
    default void rest() {}

    /** Lets go of the session; never waits. */
    @Override
    void close();
}
