package io.nodethaw.report;

import io.nodethaw.bus.BusEnds;
import io.nodethaw.bus.BusListing;
import io.nodethaw.bus.ControlGroup;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * Who is on the bus.
 *
 * @param tool name and version of this program
 */
public record BusListReport(BusListing listing, String tool) {
    private static final List<String> TITLES =
            List.of("NAME", "CONNECTION", "PROCESS", "AGE", "UID", "UNIT", "UNREAD", "UNSENT", "KEPT", "RULES");

    /** Digits of a container's id that are shown, as dockerd does. */
    private static final int SHORT_ID = 12;

    private static final int MOST = 9;

    /** Prints it. Ends with a line feed. */
    public String print(OutputFormat format, Ink ink) {
        return format.isTree() ? Trees.print(tree(), format) : text(ink);
    }

    private String text(Ink ink) {
        if (listing.why().isPresent()) {
            return ink.bad("SILENT") + "  the system bus: "
                    + Printable.of(listing.why().get()) + "\n";
        }
        var lines = new ArrayList<List<String>>();
        lines.add(TITLES);
        for (var client : listing.clients()) {
            var names = client.names().isEmpty() ? List.of(client.ours() ? "(this command)" : "-") : client.names();
            names.forEach(name -> lines.add(line(name, client)));
        }
        var foot = new Rows(ink, ink.columns() == Ink.ANY ? FirstScreen.COLUMNS : ink.columns());
        foot.add("users", users(), MOST);
        foot.add("several", several(), MOST);
        foot.add("limits", limits(), MOST);
        foot.add("rules", rules(), MOST);
        foot.add("kept", kept(), MOST);
        foot.add("not run", notRun(), MOST);
        foot.add("cut", listing.complete() ? "" : "the bus had not told all when time was up", MOST);
        foot.add(
                "normal",
                "numbers of connections are never used again, so a large :1.N tells how many there have been, not that there "
                        + "are many",
                MOST);
        return table(lines, ink) + "\n" + String.join("\n", foot.lines()) + "\n";
    }

    private static List<String> line(String name, BusListing.Client client) {
        return List.of(
                Printable.of(name),
                Printable.of(client.unique()),
                client.process()
                        .map(Printable::of)
                        .orElse(client.pid().map(pid -> "process " + pid).orElse("-")),
                client.age().map(AgeWords::words).orElse("-"),
                client.uid().map(String::valueOf).orElse("-"),
                client.group().map(BusListReport::group).orElse("-"),
                client.queue().map(BusEnds::unread).map(String::valueOf).orElse("-"),
                client.queue().map(BusEnds::unsent).map(String::valueOf).orElse("-"),
                client.kept().map(kept -> Long.toString(kept.forIt())).orElse("-"),
                client.rules().map(String::valueOf).orElse("-"));
    }

    private static String group(ControlGroup group) {
        return Printable.of(
                group.container().isEmpty()
                        ? group.unit()
                        : "container " + group.container().substring(0, SHORT_ID)
                                + (group.pod().isEmpty() ? "" : " of pod " + group.pod()));
    }

    private static String table(List<List<String>> lines, Ink ink) {
        var widths = new int[TITLES.size()];
        lines.forEach(line -> {
            for (int i = 0; i < widths.length; i++) {
                widths[i] = Math.max(widths[i], line.get(i).length());
            }
        });
        var out = new StringBuilder(ink.strong(padded(lines.getFirst(), widths))).append('\n');
        lines.stream().skip(1).forEach(line -> out.append(padded(line, widths)).append('\n'));
        return out.toString();
    }

    private static String padded(List<String> line, int[] widths) {
        var text = new StringBuilder();
        for (int i = 0; i < widths.length; i++) {
            text.append(line.get(i)).append(" ".repeat(widths[i] - line.get(i).length() + 2));
        }
        return text.toString().stripTrailing();
    }

    private String users() {
        return listing.users().stream()
                .map(user -> "uid " + user.uid() + " has " + user.connections()
                        + (user.connections() == 1 ? " connection" : " connections")
                        + listing.limits()
                                .perUser()
                                .map(limit -> " of " + limit.value())
                                .orElse(""))
                .collect(Collectors.joining(", "));
    }

    private String several() {
        return listing.several().entrySet().stream()
                .sorted((one, other) -> Long.compare(other.getValue(), one.getValue()))
                .map(entry -> name(entry.getKey()) + " has " + entry.getValue())
                .collect(Collectors.joining(", "));
    }

    private String name(int pid) {
        return listing.clients().stream()
                .filter(client -> client.pid().filter(its -> its == pid).isPresent())
                .flatMap(client -> client.process().stream())
                .map(Printable::of)
                .findFirst()
                .orElse("process " + pid);
    }

    private String limits() {
        var all = listing.limits();
        if (!all.why().isEmpty()) {
            return all.why();
        }
        return all.perUser()
                        .map(limit -> limit("connections of one user", limit))
                        .orElse("")
                + all.all().map(limit -> ", " + limit("in all", limit)).orElse("")
                + all.rulesOfOne()
                        .map(limit -> ", " + limit("match rules of one connection", limit))
                        .orElse("")
                + all.repliesOfOne()
                        .map(limit -> ", " + limit("calls of one connection without a reply yet", limit))
                        .orElse("");
    }

    private static String limit(String what, BusListing.Limit limit) {
        return limit.value() + " " + what + " ("
                + limit.file()
                        .map(Printable::of)
                        .orElse(limit.read() ? "default" : "default; the configuration was not read")
                + ")";
    }

    private String rules() {
        return listing.rules()
                .map(sum -> sum + " match rules in all")
                .orElse("match rules not told: " + Printable.of(listing.rulesWhy()));
    }

    private String kept() {
        return listing.keptWhy().isEmpty() ? "" : "bytes kept by the bus not told: " + Printable.of(listing.keptWhy());
    }

    private String notRun() {
        int count = listing.activatable().size();
        return count == 0
                ? ""
                : count + (count == 1 ? " name" : " names") + " for which a call would start a service: "
                        + Printable.of(String.join(", ", listing.activatable()));
    }

    private Tree tree() {
        var tree = Trees.envelope(tool, "bus-list");
        tree.put("notTold", listing.why());
        return tree.put(
                        "connections",
                        listing.clients().stream().map(BusListReport::tree).toList())
                .put(
                        "users",
                        listing.users().stream()
                                .map(user ->
                                        new Tree.Fields().put("uid", user.uid()).put("connections", user.connections()))
                                .toList())
                .putPart("connectionsPerUser", listing.limits().perUser().map(BusListReport::tree))
                .putPart("connectionsInAll", listing.limits().all().map(BusListReport::tree))
                .putPart(
                        "matchRulesPerConnection", listing.limits().rulesOfOne().map(BusListReport::tree))
                .putPart("repliesPerConnection", listing.limits().repliesOfOne().map(BusListReport::tree))
                .put("limitsNotTold", Optional.of(listing.limits().why()).filter(why -> !why.isEmpty()))
                .putPart("matchRules", listing.rules().map(sum -> new Tree.Plain(Integer.toString(sum))))
                .put("matchRulesNotTold", Optional.of(listing.rulesWhy()).filter(why -> !why.isEmpty()))
                .put("keptNotTold", Optional.of(listing.keptWhy()).filter(why -> !why.isEmpty()))
                .put("activatable", Tree.texts(listing.activatable()))
                .put("complete", listing.complete());
    }

    private static Tree.Fields tree(BusListing.Limit limit) {
        return new Tree.Fields()
                .put("limit", limit.value())
                .put("file", limit.file())
                .put("read", limit.read());
    }

    private static Tree.Fields tree(BusListing.Client client) {
        var tree = new Tree.Fields()
                .put("connection", client.unique())
                .put("names", Tree.texts(client.names()))
                .put("ours", client.ours());
        client.pid().ifPresent(pid -> tree.put("pid", pid));
        client.uid().ifPresent(uid -> tree.put("uid", uid));
        tree.put("process", client.process());
        client.age().ifPresent(age -> tree.put("ageSeconds", age.toSeconds()));
        client.group()
                .ifPresent(group -> tree.put("unit", group.unit())
                        .put("container", group.container())
                        .put("pod", group.pod()));
        client.queue()
                .ifPresent(queue -> tree.put(
                        "queue",
                        new Tree.Fields()
                                .put("unread", queue.unread())
                                .put("unsent", queue.unsent())
                                .put("connections", queue.ends().size())));
        client.kept()
                .ifPresent(kept -> tree.put(
                        "kept", new Tree.Fields().put("forIt", kept.forIt()).put("fromIt", kept.fromIt())));
        client.rules().ifPresent(rules -> tree.put("matchRules", rules));
        return tree;
    }
}
