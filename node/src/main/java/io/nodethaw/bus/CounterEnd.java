package io.nodethaw.bus;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/**
 * When a counter will have used all 32 bits, if it goes on like this.
 *
 * @param at most likely
 * @param earliest with 95 %, like the latest
 * @param latest empty where the counter may as well stand still
 */
public record CounterEnd(Instant at, Instant earliest, Optional<Instant> latest) {
    /** No date beyond it: nothing that is measured in seconds tells what happens in a hundred years. */
    private static final Duration FARTHEST = Duration.ofDays(36525);

    static Optional<CounterEnd> of(long left, SendingRate rate, Instant now) {
        return after(left, rate.perSecond(), now)
                .flatMap(at -> after(left, rate.high(), now)
                        .map(earliest -> new CounterEnd(at, earliest, after(left, rate.low(), now))));
    }

    /** Empty for a time beyond the farthest. */
    static Optional<Instant> after(long left, double perSecond, Instant now) {
        double seconds =
                left / perSecond; // infinite where nothing is sent, and not a number where nothing is left either
        return seconds <= FARTHEST.toSeconds()
                ? Optional.of(now.plusMillis((long) (seconds * 1000)))
                : Optional.empty();
    }
}
