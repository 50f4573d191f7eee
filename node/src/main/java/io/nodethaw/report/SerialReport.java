package io.nodethaw.report;

import io.nodethaw.bus.CounterEnd;
import io.nodethaw.bus.Fate;
import io.nodethaw.bus.SendingRate;
import io.nodethaw.bus.SerialOutlook;
import java.util.Locale;

/**
 * systemd's message counter on the bus.
 *
 * @param tool name and version of this program
 */
public record SerialReport(SerialOutlook outlook, String tool) {
    /** The most lines of one row; nothing here is longer. */
    private static final int MOST = 9;

    /** Prints it. Ends with a line feed. */
    public String print(OutputFormat format, Ink ink) {
        return format.isTree() ? Trees.print(tree(), format) : text(ink);
    }

    private String text(Ink ink) {
        var rows = new Rows(ink, ink.columns() == Ink.ANY ? FirstScreen.COLUMNS : ink.columns());
        outlook.level()
                .ifPresent(level -> rows.add(
                        "serial",
                        level.serial() + " of 4294967295, in the header of its "
                                + (outlook.silence().isEmpty() ? "reply" : "last reply") + " as "
                                + Printable.of(level.owner()),
                        MOST));
        outlook.counter().ifPresent(counter -> rows.add("counter", counter(counter), MOST));
        outlook.rate().ifPresent(rate -> rows.add("rate", rate(rate), MOST));
        outlook.average().ifPresent(average -> rows.add("average", average(average), MOST));
        outlook.end().ifPresent(end -> rows.add(wraps() ? "wrap" : "end", end(end), MOST));
        rows.add("then", then(), MOST);
        rows.add("private", privately(), MOST);
        rows.add("asked", asked(), MOST);
        rows.add("next", next(), MOST);
        return headline(ink) + "\n\n" + String.join("\n", rows.lines()) + "\n";
    }

    private String headline(Ink ink) {
        boolean over = outlook.hasRunOver();
        if (outlook.silence().isPresent()) {
            return ink.bad("SILENT") + "  systemd 1 on the system bus: "
                    + Printable.of(outlook.silence().get())
                    + (over ? "; its message counter has run over" : "");
        }
        return switch (outlook.fate()) {
            case ENDS, PERHAPS ->
                "systemd 1 can send "
                        + outlook.level()
                                .map(level -> Long.toString(level.left()))
                                .orElse("?")
                        + " more messages on the system bus"
                        + (outlook.fate() == Fate.PERHAPS ? ", unless its package is mended" : "");
            case WRAPS -> "systemd 1 counts its messages on the system bus, and its counter wraps harmlessly";
            case UNKNOWN -> "systemd 1 counts its messages on the system bus; its version is not known";
        };
    }

    private static String counter(SerialOutlook.Counter counter) {
        return Long.toUnsignedString(counter.value()) + " in the memory of PID 1"
                + (counter.isPastEnd() ? ", past the last serial 4294967295" : "")
                + (counter.certain() ? "" : ", which is not certain") + " (" + counter.how() + ")";
    }

    private static String rate(SendingRate rate) {
        return BusNumbers.rate(rate.perSecond()) + " messages a second, with 95 % from "
                + BusNumbers.rate(rate.low()) + " to " + BusNumbers.rate(rate.high()) + ": " + rate.messages() + " in "
                + AgeWords.words(rate.over()) + " besides its " + rate.own() + " replies to us";
    }

    private String average(SerialOutlook.Average average) {
        return "at least " + BusNumbers.rate(average.perSecond()) + " a second since "
                + Printable.of(average.daemon()) + " began, " + AgeWords.words(average.since()) + " ago"
                + average.endAtLatest()
                        .filter(_ -> !wraps())
                        .map(at -> "; if that goes on, the end comes before " + BusNumbers.minute(at))
                        .orElse("");
    }

    private boolean wraps() {
        return outlook.fate() == Fate.WRAPS;
    }

    private static String end(CounterEnd end) {
        return "about " + BusNumbers.minute(end.at()) + " at this rate, "
                + BusNumbers.minute(end.earliest()) + " at the earliest, "
                + end.latest()
                        .map(at -> BusNumbers.minute(at) + " at the latest")
                        .orElse("or never");
    }

    private String then() {
        var version = outlook.version().map(Printable::of).orElse("");
        var systemd = (outlook.isVersionInstalled() ? "the installed systemd " : "systemd ") + version;
        var bug = Fate.bug();
        if (outlook.hasRunOver()
                && outlook.fate() != Fate.ENDS) { // what was read counts more than what its version promises
            return "it can send no more until it is executed anew"
                    + (wraps() ? ", although " + systemd + " should not have " + bug.id() : ", as with " + bug.id());
        }
        return switch (outlook.fate()) {
            case ENDS -> systemd + " has " + bug.id() + ": " + Fate.end(version);
            case PERHAPS ->
                systemd + " has " + bug.id() + ", unless its package brings the fix"
                        + outlook.unpackaged()
                                .map(why -> " (which one it is, is not known: " + Printable.of(why) + ")")
                                .orElse("")
                        + ": " + Fate.end(version);
            case WRAPS -> systemd + " does not have " + bug.id() + ": it counts on from 2147483648";
            case UNKNOWN ->
                "a systemd before " + bug.affected().getLast().fixed()
                        + " can send no more; its version is not known here";
        };
    }

    private String privately() {
        return outlook.onPrivate()
                .map(serial ->
                        "serial " + serial + " on /run/systemd/private; each connection has a counter of its own, "
                                + "so it tells nothing of the one on the bus")
                .orElse("");
    }

    private String asked() {
        return outlook.asked() == 0 ? "" : "each question uses one serial: this command has used " + outlook.asked();
    }

    private String next() {
        if (outlook.hasRunOver()) {
            return Fate.bug().cure() + "; nodethaw diagnose tells what waits for it";
        }
        if (outlook.silence().isPresent()) {
            return "nodethaw diagnose tells why";
        }
        return switch (outlook.fate()) {
            case ENDS, PERHAPS -> Fate.bug().cure();
            case WRAPS, UNKNOWN -> "";
        };
    }

    private Tree tree() {
        var tree = Trees.envelope(tool, "bus-serial");
        outlook.level()
                .ifPresent(level -> tree.put("serial", level.serial())
                        .put("left", level.left())
                        .put("owner", level.owner())
                        .put("at", level.at().toString()));
        tree.put("silent", outlook.silence());
        outlook.counter()
                .ifPresent(counter -> tree.put(
                        "counter",
                        new Tree.Fields()
                                .put("value", new Tree.Plain(Long.toUnsignedString(counter.value())))
                                .put("certain", counter.certain())
                                .put("how", counter.how())));
        outlook.rate()
                .ifPresent(rate -> tree.put(
                        "rate",
                        new Tree.Fields()
                                .put("perSecond", BusNumbers.plain(rate.perSecond()))
                                .put("low", BusNumbers.plain(rate.low()))
                                .put("high", BusNumbers.plain(rate.high()))
                                .put("messages", rate.messages())
                                .put("own", rate.own())
                                .put("seconds", new Tree.Plain(AgeWords.seconds(rate.over())))));
        outlook.average()
                .ifPresent(average -> tree.put(
                        "average",
                        new Tree.Fields()
                                .put("atLeastPerSecond", BusNumbers.plain(average.perSecond()))
                                .put("daemon", average.daemon())
                                .put("seconds", average.since().toSeconds())
                                .put("endAtLatest", average.endAtLatest().map(Object::toString))));
        tree.put("version", outlook.version()).put("fate", outlook.fate().name().toLowerCase(Locale.ROOT));
        tree.put("unpackaged", outlook.unpackaged());
        outlook.runOver().ifPresent(over -> tree.put("runOver", over));
        outlook.end().ifPresent(end -> tree.put("end", tree(end)));
        outlook.onPrivate().ifPresent(serial -> tree.put("private", serial));
        return tree.put("asked", outlook.asked());
    }

    private static Tree.Fields tree(CounterEnd end) {
        return new Tree.Fields()
                .put("at", end.at().toString())
                .put("earliest", end.earliest().toString())
                .put("latest", end.latest().map(Object::toString));
    }
}
