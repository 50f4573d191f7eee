package io.nodethaw.agent;

/** How much a look reads. */
public enum Extent {
    /** Only what shows that all is still as the look before has found it; where it does not, everything. */
    STILL,
    /** All but what daemons are at work on, while all of them answer. */
    LIGHT,
    /** Everything. */
    WHOLE
}
