package io.nodethaw.hop;

/** How closely a look goes into what it sees. */
public enum Depth {
    /** In every look, about many processes: which are hops. Only what is cheap and safe to read. */
    LIGHT,
    /** All answer and nobody is known to wait: what tells whether they are at work that is overdue. */
    WORK,
    /** Something has no answer or is suspect. */
    CLOSE,
    /** Something waits: also what is expensive to read. */
    COSTLY
}
