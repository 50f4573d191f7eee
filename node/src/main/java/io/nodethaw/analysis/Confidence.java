package io.nodethaw.analysis;

import java.util.Locale;

/** How sure a claim is. */
public enum Confidence {
    /** A reading shows it. */
    PROVEN,
    /** The signs fit and nothing else known would show them. */
    LIKELY,
    /** The signs fit, and so would something else. */
    POSSIBLE,
    /** Cannot be told from what was read. */
    UNKNOWN;

    /** As reports write it. */
    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }
}
