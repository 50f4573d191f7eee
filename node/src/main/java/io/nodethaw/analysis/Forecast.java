package io.nodethaw.analysis;

import java.time.Duration;
import java.time.Instant;
import java.util.List;

/**
 * What a node runs out of, and when.
 *
 * @param at the time of the last reading
 * @param seen for how long it was watched
 * @param readings how often it was read
 * @param outlooks what ends first comes first, then what is used most
 * @param notSeen of what nothing is known
 */
public record Forecast(Instant at, Duration seen, int readings, List<Outlook> outlooks, List<BlindSpot> notSeen) {
    public Forecast {
        outlooks = List.copyOf(outlooks);
        notSeen = List.copyOf(notSeen);
    }
}
