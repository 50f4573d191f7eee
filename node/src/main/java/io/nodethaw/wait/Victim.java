package io.nodethaw.wait;

import io.nodethaw.evidence.Key;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * Someone whose waiting counts: a probe of ours without an answer, a runc at unfinished work, a CNI plug-in past its time.
 *
 * @param why in a few words
 * @param atLeast for how long at least
 * @param pastLimit true when it waits longer than its hop's limit, which makes a stall by itself
 */
public record Victim(Vertex vertex, String why, Optional<Duration> atLeast, boolean pastLimit, List<Key> readings) {
    public Victim {
        readings = List.copyOf(readings);
    }

    /** One that counts because somebody asked about it. */
    public static Victim askedAbout(Vertex vertex) {
        return new Victim(vertex, "asked about", Optional.empty(), false, List.of());
    }

    /** True for one that counts for no other reason: nothing of it is known to be overdue. */
    public boolean isAskedAbout() {
        return equals(askedAbout(vertex));
    }
}
