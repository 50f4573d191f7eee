package io.nodethaw.format.ps;

import io.nodethaw.evidence.ListedAges;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * What the columns of a list tell of how long its processes have run at least (procps, ps(1) and src/ps/output.c): the time since the
 * start; a start on an earlier day, while others were started at a time of today; and processor time with its share of the whole life.
 */
final class ListedTimes {
    /** The columns that tell it. */
    static final Set<String> COLUMNS = Set.of("ELAPSED", "START", "STIME", "TIME", "%CPU");

    /** A time of today, "12:31", and a day of this year or a year before it, "Oct25", "2018" (pr_stime). */
    private static final Pattern TODAY = Pattern.compile("(\\d{2}):(\\d{2})");

    private static final Pattern BEFORE = Pattern.compile("[A-Z][a-z]{2} ?\\d{1,2}|(?:19|20)\\d{2}");

    /** "1-02:03:04", "02:03:04", "03:04", "1577:16". */
    private static final Pattern TIME = Pattern.compile("(?:(?:(\\d{1,5})-)?(\\d{1,3}):)?(\\d{1,7}):(\\d{2})");

    private static final Pattern SHARE = Pattern.compile("\\d{1,5}\\.\\d");

    /** What is less than a tenth of a per cent is left off a share (src/ps/output.c, pr_pcpu). */
    private static final double LEFT_OFF = 0.1;

    /** Younger ones are told by the column of the time since the start alone; a look would not call them old either. */
    private static final Duration LEAST = Duration.ofSeconds(1);

    private final Map<Integer, Duration> ages = new LinkedHashMap<>();
    private final List<Integer> ofEarlierDays = new ArrayList<>();
    private Duration today = Duration.ZERO;

    /** The cells of one line, by their columns. */
    void take(int pid, Map<String, String> cells) {
        time(cells.get("ELAPSED")).ifPresent(age -> ages.merge(pid, age, ListedTimes::longer));
        byShare(cells).ifPresent(age -> ages.merge(pid, age, ListedTimes::longer));
        var start = Optional.ofNullable(cells.get("START")).orElse(cells.getOrDefault("STIME", ""));
        var clock = TODAY.matcher(start);
        if (clock.matches()) {
            today = longer(
                    today,
                    Duration.ofHours(Long.parseLong(clock.group(1))).plusMinutes(Long.parseLong(clock.group(2))));
        } else if (BEFORE.matcher(start).matches()) {
            ofEarlierDays.add(pid);
        }
    }

    /** The share is that of the processor time in the whole life of the process. */
    private static Optional<Duration> byShare(Map<String, String> cells) {
        var share = cells.getOrDefault("%CPU", "");
        return time(cells.get("TIME"))
                .filter(_ -> SHARE.matcher(share).matches())
                .map(used ->
                        Duration.ofSeconds((long) (used.toSeconds() * 100 / (Double.parseDouble(share) + LEFT_OFF))));
    }

    private static Optional<Duration> time(@Nullable String text) {
        var match = TIME.matcher(text == null ? "" : text);
        return match.matches()
                ? Optional.of(Duration.ofDays(number(match.group(1)))
                        .plusHours(number(match.group(2)))
                        .plusMinutes(number(match.group(3)))
                        .plusSeconds(number(match.group(4))))
                : Optional.empty();
    }

    private static long number(@Nullable String digits) {
        return digits == null ? 0 : Long.parseLong(digits);
    }

    private static Duration longer(Duration one, Duration other) {
        return one.compareTo(other) >= 0 ? one : other;
    }

    /** Who was started on an earlier day was there when this day began, and the list is not older than the last one of today. */
    Optional<ListedAges> ages() {
        var all = new HashMap<>(ages);
        ofEarlierDays.forEach(pid -> all.merge(pid, today, ListedTimes::longer));
        var told = all.entrySet().stream()
                .filter(age -> age.getValue().compareTo(LEAST) >= 0)
                .map(age -> new ListedAges.Age(age.getKey(), age.getValue()))
                .toList();
        return told.isEmpty() ? Optional.empty() : Optional.of(new ListedAges(told));
    }
}
