package io.nodethaw.report;

import io.nodethaw.analysis.BlindSpot;
import io.nodethaw.analysis.Forecast;
import io.nodethaw.analysis.Outlook;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/**
 * Prints a forecast: what ends, with a page of its own each, then all else in a line each.
 *
 * @param tool name and version of this program
 */
public record ForecastReport(Forecast forecast, String tool) {
    /** The last reading ends a moment before the time is over. */
    private static final Duration HALF_A_SECOND = Duration.ofMillis(500);

    /** Prints it. Ends with a line feed. */
    public String print(OutputFormat format, Ink ink) {
        return format.isTree() ? Trees.print(tree(), format) : text(ink);
    }

    private String text(Ink ink) {
        int columns = ink.columns() == Ink.ANY ? FirstScreen.COLUMNS : ink.columns();
        var lines = new ArrayList<String>();
        lines.add(headline(ink));
        for (var outlook : forecast.outlooks()) {
            if (isTold(outlook)) {
                lines.add("");
                lines.addAll(page(outlook, ink, columns));
            }
        }
        var rest = forecast.outlooks().stream().filter(one -> !isTold(one)).toList();
        if (!rest.isEmpty()) {
            lines.add("");
            lines.addAll(table(rest));
        }
        var foot = new Rows(ink, columns);
        foot.addList("not seen", notSeen(), 2);
        if (!foot.lines().isEmpty()) {
            lines.add("");
            lines.addAll(foot.lines());
        }
        return String.join("\n", lines) + "\n";
    }

    private static boolean isTold(Outlook outlook) {
        return outlook.isNearEnd()
                || outlook.end().isPresent() && outlook.stock().until().isEmpty();
    }

    private String headline(Ink ink) {
        long told = forecast.outlooks().stream().filter(ForecastReport::isTold).count();
        var seen = forecast.readings() + " readings in "
                + AgeWords.words(forecast.seen().plus(HALF_A_SECOND)) + agent() + ", to " + UtcTime.day(forecast.at())
                + " "
                + UtcTime.second(forecast.at()) + " UTC";
        if (forecast.outlooks().isEmpty()) {
            return ink.doubtful("UNCLEAR") + "  nothing could be read; " + seen;
        }
        return told == 0
                ? ink.good("ENOUGH") + "  of all " + forecast.outlooks().size() + " things" + others() + "; " + seen
                : ink.doubtful("SCARCE") + "  " + told + " of "
                        + forecast.outlooks().size() + " things; " + seen;
    }

    private String agent() {
        return forecast.agentSince()
                .map(since -> " and the agent's since " + clock(since))
                .orElse("");
    }

    /** With the day where it is another one. */
    private String clock(Instant time) {
        return UtcTime.day(time).equals(UtcTime.day(forecast.at()))
                ? UtcTime.minute(time)
                : UtcTime.day(time) + " " + UtcTime.minute(time);
    }

    /** What is not seen may be used up. */
    private String others() {
        int count = notSeen().size();
        return count == 0 ? "" : " that were read, and " + count + " not seen";
    }

    private List<String> page(Outlook outlook, Ink ink, int columns) {
        var words = new OutlookWords(outlook);
        var rows = new Rows(ink, columns);
        var end = outlook.end();
        rows.add(
                "what", words.label() + end.map(there -> ", " + words.in(there)).orElse(""), 2);
        rows.add("used", words.used() + (words.rate().isEmpty() ? "" : ", " + rate(words)), 2);
        end.ifPresent(there -> rows.add("ends", words.when(there), 3));
        rows.add("most", Printable.of(outlook.stock().most()), 2);
        rows.add("then", outlook.stock().meaning().then(), 3);
        rows.add("do", outlook.stock().meaning().todo(), 4);
        return rows.lines();
    }

    private String rate(OutlookWords words) {
        boolean before = words.outlook().trend().isPresent() && forecast.isSeenBefore(words.outlook());
        return words.rate() + (before ? " since " + clock(words.outlook().since()) : "");
    }

    private List<String> table(List<Outlook> outlooks) {
        var words = outlooks.stream().map(OutlookWords::new).toList();
        int labels = words.stream().mapToInt(one -> one.label().length()).max().orElse(0);
        return words.stream()
                .map(one ->
                        "  " + one.label() + " ".repeat(labels - one.label().length()) + "  " + one.used() + later(one))
                .toList();
    }

    /** What rises, and does not end while the rate is believed; or the date that is written in it. */
    private String later(OutlookWords words) {
        if (words.outlook().stock().until().isPresent()) {
            return words.outlook().end().map(end -> ", ends " + words.when(end)).orElse("");
        }
        return words.outlook().trend().isPresent()
                ? ", " + rate(words) + ", not within "
                        + AgeWords.words(words.outlook().believed())
                : "";
    }

    private List<String> notSeen() {
        return forecast.notSeen().stream()
                .map(spot -> Printable.of(spot.what() + " (" + spot.why() + ")"))
                .distinct()
                .toList();
    }

    private Tree tree() {
        return Trees.envelope(tool, "forecast")
                .put("at", forecast.at().toString())
                .put("secondsSeen", new Tree.Plain(AgeWords.seconds(forecast.seen())))
                .put("readings", forecast.readings())
                .put("agentSince", forecast.agentSince().map(Instant::toString))
                .put(
                        "outlooks",
                        forecast.outlooks().stream().map(ForecastReport::tree).toList())
                .put(
                        "notSeen",
                        forecast.notSeen().stream().map(ForecastReport::spot).toList());
    }

    private static Tree.Fields tree(Outlook outlook) {
        return new OutlookWords(outlook).tree().put("secondsSeen", new Tree.Plain(AgeWords.seconds(outlook.seen())));
    }

    private static Tree.Fields spot(BlindSpot spot) {
        return new Tree.Fields().put("what", spot.what()).put("why", spot.why());
    }
}
