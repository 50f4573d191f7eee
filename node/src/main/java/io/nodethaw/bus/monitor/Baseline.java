package io.nodethaw.bus.monitor;

import io.nodethaw.bus.BusTraffic;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * How many messages of each member come in a second of a time that was well, and what of that does not come now. A member counts as
 * missing only where every part of the recorded time that is as long as what is looked at had several times as many.
 */
final class Baseline {
    /** The most seconds that are kept; what follows is not looked at. */
    static final int LONGEST = 1800;

    /** The most seconds that are compared. */
    static final int WINDOW = 60;

    /** Less than this tells nothing. */
    private static final int SHORTEST = 5;

    /** So many times as many had to come: half as many may come at another hour. */
    private static final int TIMES = 4;

    /**
     * As many at least have to come in each such part of the recorded time. Of 12 or more that come independently of each other, less than
     * a quarter comes by chance in one of 900 such times (Poisson; most often with 13, of which 3 come); of 5 it would be in one of 25.
     */
    private static final int LEAST = 12;

    private final List<Map<String, Long>> seconds;

    /** @param seconds messages of each member, in each second of the recorded time */
    Baseline(List<Map<String, Long>> seconds) {
        this.seconds = List.copyOf(seconds.subList(0, Math.min(LONGEST, seconds.size())));
    }

    /** The last seconds of the time that is looked at. */
    static final class Recent {
        private final Deque<Map<String, Long>> last = new ArrayDeque<>();

        void add(Map<String, Long> second) {
            last.addLast(second);
            if (last.size() > WINDOW) {
                last.removeFirst();
            }
        }
    }

    /** What came in it: each of these has to be counted before it can be missing. */
    Set<String> names() {
        var names = new HashSet<String>();
        seconds.forEach(second -> names.addAll(second.keySet()));
        return names;
    }

    /** What has not come. */
    BusTraffic.Compared compare(Recent recent) {
        int window = Math.min(recent.last.size(), seconds.size() / 2);
        var over = Duration.ofSeconds(window);
        if (seconds.size() < 2 * SHORTEST) {
            return new BusTraffic.Compared(
                    over,
                    0,
                    List.of(),
                    "the recording has " + seconds.size() + " s, and " + 2 * SHORTEST
                            + " s at least have to be compared with");
        }
        if (window < SHORTEST) {
            return new BusTraffic.Compared(
                    over, 0, List.of(), window + " s are too short; " + SHORTEST + " s at least have to be looked at");
        }
        var seen = new HashMap<String, Long>();
        recent.last.stream()
                .skip(recent.last.size() - (long) window)
                .forEach(second -> second.forEach((name, count) -> seen.merge(name, count, Long::sum)));
        var missing = new ArrayList<BusTraffic.Missing>();
        int often = 0;
        for (var name : names()) {
            long least = least(name, window);
            long now = seen.getOrDefault(name, 0L);
            if (least >= LEAST) {
                often++;
            }
            if (least >= LEAST && now * TIMES < least) {
                missing.add(new BusTraffic.Missing(name, now, usual(name, window), least, over));
            }
        }
        missing.sort(Comparator.comparingDouble(BusTraffic.Missing::usual)
                .reversed()
                .thenComparing(BusTraffic.Missing::name));
        return new BusTraffic.Compared(
                over,
                often,
                missing,
                often == 0
                        ? "nothing comes as often as " + LEAST + " times in every part of the recording that is as long"
                        : "");
    }

    private double usual(String name, int window) {
        long all = seconds.stream()
                .mapToLong(second -> second.getOrDefault(name, 0L))
                .sum();
        return (double) all * window / seconds.size();
    }

    /** The least that came in any part of this length. */
    private long least(String name, int window) {
        long sum = 0;
        long least = Long.MAX_VALUE;
        for (int i = 0; i < seconds.size(); i++) {
            sum += seconds.get(i).getOrDefault(name, 0L);
            if (i >= window) {
                sum -= seconds.get(i - window).getOrDefault(name, 0L);
            }
            if (i >= window - 1) {
                least = Math.min(least, sum);
            }
        }
        return least;
    }
}
