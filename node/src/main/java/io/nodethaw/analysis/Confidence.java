package io.nodethaw.analysis;

import java.util.Locale;

/** How sure a claim is. */
public enum Confidence {
    /** A reading shows it. */
    PROVEN,
    /** The signs fit, and nothing else that we know would show them. */
    LIKELY,
    /** The signs fit, but something else could show them too. */
    POSSIBLE,
    /** Cannot be told from what was read. */
    UNKNOWN;

    /** As reports write it. */
    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }
}
