package io.nodethaw.agent;

/** Looks at the node, again and again. Used by one thread at a time. */
public interface Eyes extends AutoCloseable {
    /** Takes a look and judges it. It should end soon, but nobody relies on that. */
    Seen look();

    /** Lets go of the session; never waits. */
    @Override
    void close();
}
