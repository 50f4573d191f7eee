package io.nodethaw.wait;

import java.util.Locale;

/** How strongly one waits for the other. */
public enum Strength {
    /** It cannot go on without that one. */
    NEEDS,
    /** One of several would do: poll and epoll, idle connections. Never part of a deadlock, counted only from a victim. */
    ANY,
    /** Concluded from something read, not read itself. */
    INFERRED;

    /** As reports write it. */
    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }
}
