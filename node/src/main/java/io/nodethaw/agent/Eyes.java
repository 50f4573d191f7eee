package io.nodethaw.agent;

/** Looks at the node, again and again. Used by one thread at a time. */
public interface Eyes extends AutoCloseable {
    /**
     * Takes a look and judges it. It should end soon, but nobody relies on that.
     *
     * @param light true for one that leaves out what daemons are at work on while all of them answer
     */
    Seen look(boolean light);

    /** Nothing is the matter: lets go of what the next light look does not need. */
    default void rest() {}

    /** Lets go of the session; never waits. */
    @Override
    void close();
}
