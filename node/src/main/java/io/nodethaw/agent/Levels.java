package io.nodethaw.agent;

import io.nodethaw.analysis.Outlook;
import io.nodethaw.analysis.PastLevels;
import io.nodethaw.analysis.Stock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The levels of what the node can run out of, over the last hours: a few readings of each, evenly apart. When there are too many, every
 * other one is dropped, and from then on they are taken half as often. Used by one thread.
 */
final class Levels {
    /** Readings of one thing: three in each of the pieces in which it has to rise, and as many again before they are thinned. */
    private static final int MOST = 24;

    /** Things of one kind that are told apart; a node with more users of inotify or ports than this has others to look at. */
    private static final int THINGS = 200;

    /** Readings farther apart than this say nothing of the rate of today. */
    private static final Duration WIDEST = Duration.ofMinutes(30);

    private final Map<Stock.Name, Series> all = new LinkedHashMap<>();

    /** The readings of one thing. */
    private static final class Series {
        private final List<Outlook.Reading> readings = new ArrayList<>();
        private Duration between;
        private long round;

        Series(Duration between) {
            this.between = between;
        }

        void add(Outlook.Reading now) {
            if (readings.size() > 1) {
                var last = Duration.between(readings.get(readings.size() - 2).at(), now.at());
                if (last.compareTo(between) < 0) {
                    readings.removeLast(); // the newest one counts, but only one in each piece of time is kept
                }
            }
            if (!readings.isEmpty() && !now.at().isAfter(readings.getLast().at())) {
                readings.clear(); // the wall clock was set
            }
            readings.add(now);
            if (readings.size() > MOST) {
                thin();
            }
        }

        private void thin() {
            if (between.compareTo(WIDEST) >= 0) {
                readings.removeFirst();
                return;
            }
            between = between.multipliedBy(2);
            for (int i = readings.size() - 2; i > 0; i -= 2) {
                readings.remove(i);
            }
        }
    }

    private final Duration every;
    private long round;

    /** @param every the usual time between two looks */
    Levels(Duration every) {
        this.every = every;
    }

    /** Takes in what a look has read. */
    void add(List<Outlook.Reading> readings) {
        round++;
        for (var reading : readings) {
            var name = reading.stock().name();
            if (all.containsKey(name) || all.size() < THINGS) {
                var series = all.computeIfAbsent(name, _ -> new Series(every));
                series.add(reading);
                series.round = round;
            }
        }
        all.values().removeIf(series -> series.round < round - MOST); // a daemon that has ended
    }

    /** What was read of each thing that has no date written in it. */
    List<PastLevels.Series> series() {
        return all.values().stream()
                .map(series -> series.readings)
                .filter(readings -> readings.getLast().stock().until().isEmpty())
                .map(Levels::past)
                .toList();
    }

    private static PastLevels.Series past(List<Outlook.Reading> readings) {
        var stock = readings.getLast().stock();
        return new PastLevels.Series(
                stock.meaning().code(),
                stock.label(),
                readings.stream()
                        .map(one -> new PastLevels.Level(
                                one.at(), one.stock().used(), one.stock().limit()))
                        .toList());
    }

    /** How long each thing will last, by what is known now. */
    List<Outlook> outlooks() {
        return all.values().stream()
                .filter(series -> series.round == round)
                .map(series -> Outlook.of(List.copyOf(series.readings)))
                .toList();
    }
}
