package io.nodethaw.analysis;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * How long something will last.
 *
 * @param stock how much is used, at the last reading
 * @param at the time of that reading
 * @param seen how long its level was watched
 * @param trend how fast it rises; empty where it was not watched, does not rise steadily, or ends at a date of its own
 */
public record Outlook(Stock stock, Instant at, Duration seen, Optional<Trend> trend) {
    /** A rate is believed for so many times as long as it was watched, for a year at most: after 10 s for a day, after 60 s for a week. */
    private static final int BELIEVED = 10_000;

    /** What has gone on for less than this since its begin says nothing of the days to come: it is the start that was seen. */
    private static final Duration SETTLED = Duration.ofDays(1);

    /** Nothing is believed for longer; the average since the begin is believed for so long. */
    private static final Duration YEAR = Duration.ofDays(365);

    /** What ends within so long is told unasked: somebody who reads it on a Friday can still act on Monday. */
    private static final Duration SOON = Duration.ofDays(7);

    private static final double NANOS = 1e9;

    private static final double MILLIS = 1e3;

    /** A level read at one time. */
    public record Reading(Stock stock, Instant at) {}

    /**
     * When nothing is left.
     *
     * @param likely at the most likely rate
     * @param earliest it is hardly earlier than this; empty where only an average is known, or the date is certain
     * @param latest it is hardly later than this
     */
    public record End(Instant likely, Optional<Instant> earliest, Optional<Instant> latest) {
        /** The first moment at which it may be. */
        public Instant first() {
            return earliest.orElse(likely);
        }
    }

    /** What is known from one reading. */
    public static Outlook of(Stock stock, Instant at) {
        return new Outlook(stock, at, Duration.ZERO, Optional.empty());
    }

    /** What follows from readings of the same thing, oldest first. */
    public static Outlook of(List<Reading> readings) {
        var first = readings.getFirst();
        var last = readings.getLast();
        var points = readings.stream()
                .map(reading -> new Trend.Point(seconds(Duration.between(first.at(), reading.at())), (double)
                        reading.stock().used()))
                .toList();
        return new Outlook(
                last.stock(),
                last.at(),
                Duration.between(first.at(), last.at()),
                last.stock().until().isPresent()
                        ? Optional.empty()
                        : Trend.of(points, last.stock().unit().step()));
    }

    static double seconds(Duration time) {
        return time.getSeconds() + time.getNano() / NANOS;
    }

    /** When it ends; empty where that cannot be said. */
    public Optional<End> end() {
        if (stock.until().isPresent()) {
            return stock.until().map(date -> new End(date, Optional.empty(), Optional.empty()));
        }
        return trend.isPresent() ? byTrend(trend.get()) : byAverage();
    }

    private Optional<End> byTrend(Trend known) {
        var horizon = at.plus(believed());
        var likely = after(known.rate());
        return likely.filter(end -> !end.isAfter(horizon))
                .map(end -> new End(end, after(known.most()), after(known.least())));
    }

    /** The average rise in a second since its begin, where that is long ago. */
    public Optional<Double> average() {
        return stock.age()
                .filter(age -> age.compareTo(SETTLED) >= 0 && stock.used() > 0)
                .map(age -> stock.used() / seconds(age));
    }

    private Optional<End> byAverage() {
        return average()
                .flatMap(this::after)
                .filter(end -> !end.isAfter(at.plus(YEAR)))
                .map(end -> new End(end, Optional.empty(), Optional.empty()));
    }

    /** The end at this rate, unless it is so far away that no calendar has it. */
    private Optional<Instant> after(double rate) {
        double wait = stock.left() / rate;
        return wait < Integer.MAX_VALUE ? Optional.of(at.plusMillis(Math.round(wait * MILLIS))) : Optional.empty();
    }

    /** Since when its level was watched. */
    public Instant since() {
        return at.minus(seen);
    }

    /** For how long a measured rate is believed. */
    public Duration believed() {
        return seen.compareTo(YEAR.dividedBy(BELIEVED)) > 0 ? YEAR : seen.multipliedBy(BELIEVED);
    }

    /**
     * True when a person who did not ask for it should know of it: most is used, or the rest lasts for few days only. Of what ends at a
     * date of its own both must be so: a tenth of years is long, and what is given for hours is given anew every day.
     */
    public boolean isNearEnd() {
        boolean isSoon =
                end().filter(end -> end.first().isBefore(at.plus(SOON))).isPresent();
        return stock.until().isPresent() ? stock.isNear() && isSoon : stock.isNear() || isSoon;
    }
}
