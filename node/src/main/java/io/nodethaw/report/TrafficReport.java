package io.nodethaw.report;

import io.nodethaw.bus.BusSecond;
import io.nodethaw.bus.BusTraffic;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * What passed the bus while it was watched.
 *
 * @param tool name and version of this program
 */
public record TrafficReport(BusTraffic traffic, String tool) {
    private static final int MOST = 4;

    /** Prints it: as text, or as a JSON object in one line. Ends with a line feed. */
    public String print(OutputFormat format, Ink ink) {
        return format == OutputFormat.JSON ? JsonText.line(tree()) : text(ink);
    }

    private static String serial(BusTraffic.Sender sender) {
        return sender.serial().map(last -> "last serial " + last).orElse("no serial of its own");
    }

    private String text(Ink ink) {
        var counts = traffic.counts();
        var lines = new ArrayList<String>();
        lines.add("");
        lines.add(ink.strong(counts.messages() + " messages in " + AgeWords.words(traffic.over())) + ": "
                + counts.calls() + " calls, " + counts.replies() + " replies, " + counts.errors() + " errors, "
                + counts.signals() + " signals, " + counts.bytes() + " bytes"
                + (counts.others() == 0 ? "" : ", " + counts.others() + " of unknown types"));
        var rows = new Rows(ink, ink.columns() == Ink.ANY ? FirstScreen.COLUMNS : ink.columns());
        traffic.senders()
                .forEach(sender -> rows.add(
                        "sender",
                        Printable.of(sender.connection()) + "  "
                                + (sender.who().isEmpty() ? "" : Printable.of(sender.who()) + "  ")
                                + sender.messages() + " messages, " + serial(sender),
                        MOST));
        if (traffic.sendersLeftOut() > 0) {
            rows.add(
                    "sender",
                    traffic.sendersLeftOut() + " more messages are of senders too many to be told apart",
                    MOST);
        }
        traffic.members()
                .forEach(member -> rows.add(
                        "member",
                        member.messages() + " " + Printable.of(member.interfaceName()) + "."
                                + Printable.of(member.member()),
                        MOST));
        traffic.errors().forEach(error -> rows.add("error", error.messages() + " " + Printable.of(error.name()), MOST));
        rows.add(
                "units",
                traffic.units().stream()
                        .map(kind -> Printable.of(kind.kind()) + " +" + kind.made() + " -" + kind.removed())
                        .collect(Collectors.joining(", ")),
                MOST);
        traffic.open().forEach(call -> rows.add("open", BusLine.call(call), MOST));
        if (traffic.forgotten() > 0) {
            rows.add("open", traffic.forgotten() + " more calls were too many to be kept", MOST);
        }
        traffic.compared().ifPresent(compared -> {
            compared.missing().forEach(missing -> rows.add("missing", BusLine.missing(missing), MOST));
            rows.add("compared", compared(compared), MOST);
        });
        if (traffic.malformed() > 0) {
            rows.add("broken", broken(traffic.malformed()), MOST);
        }
        traffic.behind().ifPresent(lag -> rows.add("behind", behind(lag), MOST));
        rows.add("ended", Printable.of(traffic.end()), MOST);
        lines.addAll(rows.lines());
        return String.join("\n", lines) + "\n";
    }

    private static String broken(long messages) {
        return messages
                + (messages == 1 ? " message breaks" : " messages break")
                + " the rules of D-Bus and could not be counted; the others were";
    }

    private static String behind(BusTraffic.Lag lag) {
        return "at most " + AgeWords.words(lag.age()) + " and " + lag.bytes()
                + " bytes, by a message of its own that it watched come";
    }

    private static String compared(BusTraffic.Compared compared) {
        if (!compared.why().isEmpty()) {
            return "not with the recording: " + compared.why();
        }
        int missing = compared.missing().size();
        return "the last " + compared.over().toSeconds() + " s with the recording: of " + compared.often()
                + (compared.often() == 1 ? " kind" : " kinds") + " of messages that always come there, "
                + (missing == 0 ? "nothing is missing" : missing + (missing == 1 ? " is missing" : " are missing"));
    }

    private Tree tree() {
        return Trees.envelope(tool, "bus-traffic")
                .put("at", traffic.at().toString())
                .put("seconds", new Tree.Plain(AgeWords.seconds(traffic.over())))
                .put("counts", BusLine.counts(traffic.counts()))
                .put(
                        "senders",
                        traffic.senders().stream().map(TrafficReport::tree).toList())
                .put("sendersLeftOut", traffic.sendersLeftOut())
                .put(
                        "members",
                        traffic.members().stream().map(TrafficReport::tree).toList())
                .put("errors", trees(traffic.errors()))
                .put("open", traffic.open().stream().map(BusLine::tree).toList())
                .put("openForgotten", traffic.forgotten())
                .put(
                        "units",
                        traffic.units().stream()
                                .map(kind -> new Tree.Fields()
                                        .put("kind", kind.kind())
                                        .put("loaded", kind.made())
                                        .put("unloaded", kind.removed()))
                                .toList())
                .put(
                        "missing",
                        traffic.compared().map(BusTraffic.Compared::missing).orElse(List.of()).stream()
                                .map(BusLine::tree)
                                .toList())
                .putPart("compared", traffic.compared().map(TrafficReport::tree))
                .put("malformed", traffic.malformed())
                .putPart("behind", traffic.behind().map(TrafficReport::tree))
                .put("ended", Optional.of(traffic.end()).filter(end -> !end.isEmpty()));
    }

    private static Tree.Fields tree(BusTraffic.Lag lag) {
        return new Tree.Fields().put("millis", lag.age().toMillis()).put("bytes", lag.bytes());
    }

    private static Tree.Fields tree(BusTraffic.Compared compared) {
        return new Tree.Fields()
                .put("seconds", compared.over().toSeconds())
                .put("kinds", compared.often())
                .put("why", Optional.of(compared.why()).filter(why -> !why.isEmpty()));
    }

    private static List<Tree.Fields> trees(List<BusSecond.Most> all) {
        return all.stream().map(BusLine::tree).toList();
    }

    private static Tree.Fields tree(BusTraffic.Sender sender) {
        var tree = new Tree.Fields()
                .put("connection", sender.connection())
                .put("who", sender.who())
                .put("messages", sender.messages())
                .put("bytes", sender.bytes());
        sender.serial().ifPresent(serial -> tree.put("serial", serial));
        sender.skipped().ifPresent(skipped -> tree.put("skipped", skipped));
        return tree;
    }

    private static Tree.Fields tree(BusTraffic.Member member) {
        return new Tree.Fields()
                .put("interface", member.interfaceName())
                .put("member", member.member())
                .put("messages", member.messages());
    }
}
