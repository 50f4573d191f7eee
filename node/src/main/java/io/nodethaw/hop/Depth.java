package io.nodethaw.hop;

/** How closely a look goes into what it sees. */
public enum Depth {
    /** In every look, about many processes: which are hops. Only what is cheap and safe to read. */
    LIGHT,
    /** Something has no answer or is suspect. */
    CLOSE,
    /** Something waits: also what is expensive to read. */
    COSTLY
}
