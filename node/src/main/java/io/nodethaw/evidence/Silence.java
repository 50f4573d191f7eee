package io.nodethaw.evidence;

/** What kind of silence followed a question. */
public enum Silence {
    /** The process that was asked did not answer. */
    NO_REPLY,
    /** No process was asked: reading a file or memory did not come back. */
    NOT_READ,
    /** The accept queue was full, so the question did not even reach the process. */
    QUEUE_FULL
}
