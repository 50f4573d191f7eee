package io.nodethaw.remedy;

/** The names of what canaries start: nobody else uses them, and a person recognises them. */
public final class TrialName {
    private static final String PREFIX = "nodethaw-canary-";

    private TrialName() {}

    /** A new one. */
    public static String make() {
        return PREFIX + Long.toHexString(System.nanoTime());
    }
}
