package io.nodethaw.analysis;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Levels that a resident agent has read before, over a longer time than anybody waits for. Pure.
 *
 * @param bootId of the boot of the kernel in which they were read; empty for none
 * @param unread why nothing is known of them although they may have been kept; empty where nobody has kept any, or they are known
 */
public record PastLevels(String bootId, List<Series> series, Optional<String> unread) {
    /** Nobody has read anything before. */
    public static final PastLevels NONE = new PastLevels("", List.of(), Optional.empty());

    /**
     * Of so many pieces of equal length of the whole time the last reading of each counts. Else thirteen readings of the last ten seconds
     * would weigh as much as all of the hours before.
     */
    private static final int PIECES = 24;

    public PastLevels {
        series = List.copyOf(series);
    }

    /** Nothing is known of them, for this reason. */
    public static PastLevels unread(String why) {
        return new PastLevels("", List.of(), Optional.of(why));
    }

    /**
     * What was read of one thing, oldest first.
     *
     * @param code of its kind
     * @param label of the thing, as {@link Stock} has it
     */
    public record Series(String code, String label, List<Level> levels) {
        public Series {
            levels = List.copyOf(levels);
            for (int i = 1; i < levels.size(); i++) {
                if (!levels.get(i).at().isAfter(levels.get(i - 1).at())) {
                    throw new IllegalArgumentException("read at "
                            + levels.get(i).at() + " after " + levels.get(i - 1).at());
                }
            }
        }

        private boolean isOf(Stock stock) {
            return new Stock.Name(code, label).equals(stock.name());
        }
    }

    /** How much was used of how much, at one time. */
    public record Level(Instant at, long used, long limit) {
        public Level {
            if (at.isBefore(Instant.EPOCH)) {
                throw new IllegalArgumentException("read at " + at);
            }
        }
    }

    /** Those that count in this boot: of another one, or where it is not known, none do. */
    public PastLevels in(Optional<String> boot) {
        return boot.filter(bootId::equals).isPresent() ? this : new PastLevels("", List.of(), unread);
    }

    /**
     * What follows from readings of one thing, oldest first, together with those before them. They alone count where they show a rise that
     * those before do not have, or surely a faster one: what has just begun ends soonest.
     */
    public Outlook outlook(List<Outlook.Reading> own) {
        var alone = Outlook.of(own);
        var before = before(own);
        if (before.isEmpty()) {
            return alone;
        }
        before.addAll(own);
        var together = Outlook.of(thinned(before));
        return alone.trend().filter(now -> isFaster(now, together.trend())).isPresent() ? alone : together;
    }

    private static boolean isFaster(Trend now, Optional<Trend> before) {
        return before.isEmpty() || now.least() > before.get().most();
    }

    /** The readings of the same thing before these, since it has had the limit that it has now. */
    private List<Outlook.Reading> before(List<Outlook.Reading> own) {
        var stock = own.getLast().stock();
        var levels = series.stream()
                .filter(one -> one.isOf(stock))
                .flatMap(one -> one.levels().stream())
                .toList();
        var begin = own.getFirst().at();
        var found = new ArrayList<Outlook.Reading>();
        boolean isDated = stock.until().isPresent(); // and its end certain
        boolean wasSet = levels.stream().anyMatch(level -> !level.at().isBefore(begin)); // the wall clock
        if (isDated || wasSet) {
            return found;
        }
        for (var level : levels) {
            if (level.limit() == stock.limit()) {
                found.add(new Outlook.Reading(stock.at(level.used()), level.at()));
            } else {
                found.clear();
            }
        }
        return found;
    }

    private static List<Outlook.Reading> thinned(List<Outlook.Reading> all) {
        var first = all.getFirst();
        double whole = seconds(first, all.getLast());
        var kept = new ArrayList<>(List.of(first));
        double last = 0;
        for (var reading : all.subList(1, all.size())) {
            double piece = Math.ceil(PIECES * seconds(first, reading) / whole);
            if (piece <= last) {
                kept.removeLast();
            }
            kept.add(reading);
            last = piece;
        }
        return kept;
    }

    private static double seconds(Outlook.Reading from, Outlook.Reading to) {
        return Outlook.seconds(Duration.between(from.at(), to.at()));
    }
}
