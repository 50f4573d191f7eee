package io.nodethaw.report;

import io.nodethaw.bus.BusCounts;
import io.nodethaw.bus.BusSecond;
import io.nodethaw.bus.BusTraffic;
import io.nodethaw.bus.OpenCall;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/**
 * What passed the bus in a second, in one line.
 *
 * @param tool name and version of this program
 */
public record BusLine(BusSecond second, String tool) {
    /** Prints it: as text, or as a JSON object in one line. Ends with a line feed. */
    public String print(OutputFormat format, Ink ink) {
        return format == OutputFormat.JSON ? JsonText.line(tree()) : text(ink);
    }

    private String text(Ink ink) {
        var counts = second.counts();
        var parts = new ArrayList<String>();
        parts.add(counts.messages() + " messages: " + counts.calls() + " calls, " + counts.replies() + " replies, "
                + counts.signals() + " signals");
        if (counts.errors() > 0) {
            parts.add(ink.doubtful(counts.errors()
                    + (counts.errors() == 1 ? " error " : " errors ")
                    + second.errors().stream()
                            .map(error -> Printable.of(error.name()))
                            .collect(Collectors.joining(", "))));
        }
        if (second.unitsMade() + second.unitsRemoved() > 0) {
            parts.add("units +" + second.unitsMade() + " -" + second.unitsRemoved());
        }
        parts.add(second.open() + " open"
                + second.oldest().map(call -> ", oldest " + call(call)).orElse(""));
        second.systemdSerial().ifPresent(serial -> parts.add("systemd at " + serial));
        most("most", second.members(), parts);
        most("by", second.senders(), parts);
        second.missing().forEach(missing -> parts.add(ink.bad("missing " + missing(missing))));
        return UtcTime.second(second.at()) + "  " + String.join("; ", parts) + "\n";
    }

    private static void most(String label, List<BusSecond.Most> most, List<String> parts) {
        if (!most.isEmpty()) {
            parts.add(label + " "
                    + most.stream()
                            .map(one -> Printable.of(one.name()) + " " + one.messages())
                            .collect(Collectors.joining(", ")));
        }
    }

    /** "41 s: runc 2230 called StartTransientUnit of org.freedesktop.systemd1". */
    static String call(OpenCall call) {
        return AgeWords.words(call.age()) + ": "
                + Printable.of(call.who().isEmpty() ? call.caller() : call.who()) + " called "
                + Printable.of(call.member()) + " of " + Printable.of(call.destination());
    }

    static String missing(BusTraffic.Missing missing) {
        return missing.seen() + " " + Printable.of(missing.name()) + " in "
                + missing.over().toSeconds() + " s where " + Math.round(missing.usual())
                + " are usual, and never less than " + missing.least();
    }

    private Tree tree() {
        var tree = Trees.envelope(tool, "bus-second")
                .put("at", second.at().toString())
                .put("seconds", new Tree.Plain(AgeWords.seconds(second.over())))
                .put("counts", counts(second.counts()))
                .put("open", second.open())
                .putPart("oldest", second.oldest().map(BusLine::tree))
                .put("unitsLoaded", second.unitsMade())
                .put("unitsUnloaded", second.unitsRemoved())
                .put("members", second.members().stream().map(BusLine::tree).toList())
                .put("senders", second.senders().stream().map(BusLine::tree).toList())
                .put("errors", second.errors().stream().map(BusLine::tree).toList())
                .put("missing", second.missing().stream().map(BusLine::tree).toList());
        second.systemdSerial().ifPresent(serial -> tree.put("systemdSerial", serial));
        return tree;
    }

    static Tree.Fields counts(BusCounts counts) {
        return new Tree.Fields()
                .put("messages", counts.messages())
                .put("calls", counts.calls())
                .put("replies", counts.replies())
                .put("errors", counts.errors())
                .put("signals", counts.signals())
                .put("others", counts.others())
                .put("bytes", counts.bytes());
    }

    static Tree.Fields tree(BusSecond.Most most) {
        return new Tree.Fields().put("name", most.name()).put("messages", most.messages());
    }

    static Tree.Fields tree(OpenCall call) {
        return new Tree.Fields()
                .put("caller", call.caller())
                .put("who", call.who())
                .put("destination", call.destination())
                .put("path", call.path())
                .put("interface", call.interfaceName())
                .put("member", call.member())
                .put("serial", call.serial())
                .put("seconds", new Tree.Plain(AgeWords.seconds(call.age())));
    }

    static Tree.Fields tree(BusTraffic.Missing missing) {
        return new Tree.Fields()
                .put("name", missing.name())
                .put("seen", missing.seen())
                .put("usual", BusNumbers.plain(missing.usual()))
                .put("least", missing.least())
                .put("seconds", missing.over().toSeconds());
    }
}
