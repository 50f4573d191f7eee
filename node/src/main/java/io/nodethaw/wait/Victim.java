package io.nodethaw.wait;

import io.nodethaw.evidence.Key;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * Someone whose waiting counts: our probe without an answer, a runc with unfinished work, a CNI plug-in past its limit.
 *
 * @param why in a few words
 * @param atLeast for how long at least
 * @param pastLimit true when it waits longer than its hop's limit, which makes a stall by itself
 */
public record Victim(Vertex vertex, String why, Optional<Duration> atLeast, boolean pastLimit, List<Key> readings) {
    public Victim {
        readings = List.copyOf(readings);
    }

    /** A victim that counts because a user asked about it. */
    public static Victim askedAbout(Vertex vertex) {
        return new Victim(vertex, "asked about", Optional.empty(), false, List.of());
    }

    /** True when it counts only because a user asked about it: nothing about it is known to be overdue. */
    public boolean isAskedAbout() {
        return equals(askedAbout(vertex));
    }
}
