package io.nodethaw.evidence;

/** What kind of silence a question met. */
public enum Silence {
    /** Whoever was asked did not answer. */
    NO_REPLY,
    /** Nobody was asked: a file or memory that was to be read did not come back. */
    NOT_READ,
    /** There was no place left in the accept queue, so that nothing of the question waits for an answer. */
    QUEUE_FULL
}
