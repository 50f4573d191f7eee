package io.nodethaw.analysis;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * What a node runs out of, and when.
 *
 * @param at the time of the last reading
 * @param seen for how long it was watched for this
 * @param readings how often it was read for this
 * @param outlooks what ends first comes first, then what is used most
 * @param notSeen of what nothing is known
 */
public record Forecast(Instant at, Duration seen, int readings, List<Outlook> outlooks, List<BlindSpot> notSeen) {
    public Forecast {
        outlooks = List.copyOf(outlooks);
        notSeen = List.copyOf(notSeen);
    }

    /** True for what an agent has watched before, where that counts. */
    public boolean isSeenBefore(Outlook outlook) {
        return outlook.seen().compareTo(seen) > 0;
    }

    /** Since when an agent has watched; empty where nothing of that counts. */
    public Optional<Instant> agentSince() {
        return outlooks.stream().filter(this::isSeenBefore).map(Outlook::since).min(Instant::compareTo);
    }
}
