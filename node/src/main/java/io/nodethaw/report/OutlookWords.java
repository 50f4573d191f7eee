package io.nodethaw.report;

import io.nodethaw.analysis.Outlook;
import io.nodethaw.analysis.Stock;
import java.time.Duration;
import java.time.Instant;
import java.util.Locale;

/** How long something will last, in words. */
record OutlookWords(Outlook outlook) {
    private static final String[] SIZES = {"B", "KiB", "MiB", "GiB", "TiB", "PiB", "EiB"};

    private static final double NEXT_SIZE = 1024;

    private Stock stock() {
        return outlook.stock();
    }

    String label() {
        return Printable.of(stock().label());
    }

    /** "61 of 128 (47 %)". */
    String used() {
        return amount((double) stock().used()) + " of " + amount((double) stock().limit()) + " (" + stock().percent()
                + " %)";
    }

    private String amount(double number) {
        return switch (stock().unit()) {
            case COUNT -> String.format(Locale.ROOT, "%.0f", number);
            case BYTES -> size(number);
            case SECONDS -> AgeWords.words(Duration.ofSeconds((long) number));
        };
    }

    private static String size(double bytes) {
        double number = bytes;
        int size = 0;
        while (Math.abs(number) >= NEXT_SIZE && size < SIZES.length - 1) {
            number /= NEXT_SIZE;
            size++;
        }
        return String.format(Locale.ROOT, size == 0 ? "%.0f %s" : "%.1f %s", number, SIZES[size]);
    }

    /** "2.5 more a second"; empty where it does not rise steadily. */
    String rate() {
        return outlook.trend()
                .map(trend -> perSecond(trend.rate()) + " more a second")
                .or(() -> outlook.average().map(average -> perSecond(average) + " more a second on average"))
                .orElse("");
    }

    private String perSecond(double rate) {
        return stock().unit() == Stock.Unit.COUNT ? String.format(Locale.ROOT, "%.3g", rate) : amount(rate);
    }

    /** "ends in 4 min", or "ended 3 days ago". */
    String in(Outlook.End end) {
        var left = Duration.between(outlook.at(), end.likely());
        return left.isNegative()
                ? "ended " + AgeWords.words(left.negated()) + " ago"
                : "ends in " + AgeWords.words(left);
    }

    /** "2026-11-29 20:35:10 UTC, hardly before 20:34:51 or after 20:35:32". */
    String when(Outlook.End end) {
        var words = time(end.likely()) + " UTC";
        if (stock().until().isPresent()) {
            return words;
        }
        if (end.earliest().isEmpty()) {
            return words + ", if it goes on as on average so far";
        }
        return words + ", hardly before " + clock(end.earliest().get(), end.likely())
                + end.latest()
                        .map(late -> " or after " + clock(late, end.likely()))
                        .orElse("");
    }

    private static String time(Instant time) {
        return UtcTime.day(time) + " " + UtcTime.second(time);
    }

    private static String clock(Instant time, Instant day) {
        return UtcTime.day(time).equals(UtcTime.day(day)) ? UtcTime.second(time) : time(time);
    }

    /** One line for who did not ask: "open files of dockerd 731: 980 of 1024 (95 %)", with a date where there is one. */
    String warning() {
        if (stock().until().isPresent() && outlook.end().isPresent()) {
            var end = outlook.end().get();
            return label() + ": " + in(end) + ", at " + when(end) + "; then "
                    + stock().meaning().then();
        }
        return label() + ": " + used()
                + outlook.end()
                        .map(end -> ", until about " + UtcTime.day(end.likely()))
                        .orElse("") + "; then "
                + stock().meaning().then();
    }

    /** For programs. */
    Tree.Fields tree() {
        var tree = new Tree.Fields()
                .put("code", stock().meaning().code())
                .put("what", stock().label())
                .put("unit", stock().unit().name().toLowerCase(Locale.ROOT))
                .put("used", stock().used())
                .put("limit", stock().limit())
                .put("percent", stock().percent())
                .put("near", outlook.isNearEnd());
        outlook.trend()
                .ifPresent(trend -> tree.put("perSecond", number(trend.rate()))
                        .put("perSecondLeast", number(trend.least()))
                        .put("perSecondMost", number(trend.most())));
        outlook.average().ifPresent(average -> tree.put("perSecondOnAverage", number(average)));
        outlook.end()
                .ifPresent(end -> tree.put("ends", end.likely().toString())
                        .put("endsEarliest", end.earliest().map(Instant::toString))
                        .put("endsLatest", end.latest().map(Instant::toString)));
        if (!stock().most().isEmpty()) {
            tree.put("most", stock().most());
        }
        return tree.put("then", stock().meaning().then())
                .put("do", stock().meaning().todo());
    }

    /** Six digits that count, as JSON writes numbers. */
    private static Tree.Plain number(double number) {
        return new Tree.Plain(String.format(Locale.ROOT, "%.6g", number));
    }
}
