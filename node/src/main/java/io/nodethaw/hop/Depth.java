package io.nodethaw.hop;

/** How closely a look goes into what it sees. */
public enum Depth {
    /** In every look, of many processes: who is a hop. Only what is cheap, and safe to read. */
    LIGHT,
    /** Something has no answer or is suspect. */
    CLOSE,
    /** Somebody waits: what costs something as well. */
    COSTLY
}
