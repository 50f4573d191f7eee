package io.nodethaw.report;

import io.nodethaw.bus.AskingTime;
import io.nodethaw.bus.BusTrees;
import io.nodethaw.bus.ObjectTrees;
import io.nodethaw.bus.StartingServices;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Collectors;

/**
 * The objects of the names on the bus; who does not answer comes first.
 *
 * @param limit that each name had
 * @param tool name and version of this program
 */
public record ObjectTreeReport(ObjectTrees trees, Duration limit, String tool) {
    private static final String SYSTEMD = "org.freedesktop.systemd1";

    /** Prints it. Ends with a line feed. */
    public String print(OutputFormat format, Ink ink) {
        return format.isTree() ? Trees.print(tree(), format) : text(ink);
    }

    private String text(Ink ink) {
        var blocks = new ArrayList<List<String>>();
        blocks.add(List.of(headline(ink)));
        blocks.add(trees.trees().stream()
                .filter(one -> one.branch().silent() > 0)
                .sorted(Comparator.comparing(one -> !one.branch().isSilent()))
                .map(one -> silent(one, ink))
                .toList());
        trees.trees().stream()
                .filter(one -> !one.branch().isSilent())
                .forEach(one -> blocks.add(objects(one.branch(), ink)));
        blocks.add(notes());
        return String.join(
                        "\n\n",
                        blocks.stream()
                                .filter(block -> !block.isEmpty())
                                .map(block -> String.join("\n", block))
                                .toList())
                + "\n";
    }

    private String headline(Ink ink) {
        if (trees.why().isPresent()) {
            return ink.bad("SILENT") + "  the system bus: "
                    + Printable.of(trees.why().get());
        }
        int unknown = trees.unknown().size();
        if (trees.trees().isEmpty()) {
            return unknown == 0 ? "nobody was asked" : ink.doubtful("nobody was asked: " + absent(unknown));
        }
        return answers(ink) + (unknown == 0 ? "" : "; " + ink.doubtful(absent(unknown)));
    }

    private static String absent(int names) {
        return names == 1 ? "1 name is not on the bus" : names + " names are not on the bus";
    }

    private String answers(Ink ink) {
        long silent =
                trees.trees().stream().filter(one -> one.branch().isSilent()).count();
        long late = trees.trees().stream().filter(one -> one.branch().isLate()).count();
        var all = trees.trees().size() + (trees.trees().size() == 1 ? " name" : " names");
        if (silent > 0) {
            return ink.bad(silent + " of " + all + " did not answer in " + limit.toMillis() + " ms")
                    + (late > 0 ? "; " + late + " answered, not about everything" : "");
        }
        return late > 0
                ? ink.doubtful(
                        all + " answered, " + late + " of them not about everything in " + limit.toMillis() + " ms")
                : all + (trees.trees().size() == 1 ? " answers" : " answer");
    }

    private static String silent(ObjectTrees.OfName one, Ink ink) {
        var branch = one.branch();
        var what = branch.isSilent()
                ? "silent"
                : "has answered " + (branch.paths().size() + branch.failed().size()) + " times, and not yet about "
                        + (branch.silent() + branch.unasked()) + " more of its objects: a longer --limit tells them";
        return "  " + ink.strong(Printable.of(branch.name())) + "  " + Printable.of(branch.owner()) + "  " + what
                + (one.known().isEmpty()
                        ? ""
                        : ": "
                                + String.join(
                                        ", ",
                                        one.known().stream().map(Printable::of).toList()));
    }

    private static List<String> objects(BusTrees.Branch branch, Ink ink) {
        var lines = new ArrayList<String>();
        int count = branch.paths().size();
        lines.add(ink.strong(Printable.of(branch.name())) + "  " + Printable.of(branch.owner()) + "  " + count
                + (count == 1 ? " object" : " objects") + " in " + AgeWords.words(branch.last()));
        var above = new ArrayList<String>();
        for (var path : branch.paths()) {
            while (!above.isEmpty() && !isBelow(path, above.getLast())) {
                above.removeLast();
            }
            lines.add("  ".repeat(above.size() + 1) + Printable.of(path));
            above.add(path);
        }
        branch.failed()
                .forEach(failed -> lines.add(
                        "  " + Printable.of(failed.path()) + "  " + ink.doubtful(Printable.of(failed.error()))));
        if (branch.unasked() > 0) {
            lines.add("  " + branch.unasked() + " more objects were not asked for");
        }
        return lines;
    }

    private static boolean isBelow(String path, String above) {
        return path.startsWith(above.endsWith("/") ? above : above + "/");
    }

    private List<String> notes() {
        var notes = new ArrayList<String>();
        trees.unknown()
                .forEach(name -> notes.add("  " + Printable.of(name)
                        + " is not on the bus: nobody owns it, and no service would be started for it"));
        trees.starting()
                .forEach(service -> notes.add("  starting     " + Printable.of(service.name()) + ": "
                        + Printable.of(service.unit()) + " is being started"
                        + service.age()
                                .map(age -> ", for " + AgeWords.words(age))
                                .orElse("")
                        + "; a call to it waits for that"));
        var starting =
                trees.starting().stream().map(StartingServices.Service::name).collect(Collectors.toSet());
        var rest = trees.waiting().stream()
                .filter(name -> !starting.contains(name))
                .toList();
        if (!rest.isEmpty()) {
            notes.add("  not started  " + Printable.of(String.join(", ", rest))
                    + ": nobody owns it, and a call would start a service; nothing here does");
        }
        trees.trees().stream()
                .map(ObjectTrees.OfName::branch)
                .filter(branch -> branch.name().equals(SYSTEMD))
                .mapToInt(branch -> branch.paths().size() + branch.failed().size())
                .filter(answers -> answers > 0)
                .forEach(answers -> notes.add(
                        "  asked        systemd has used " + answers + " serials of its counter for its answers"));
        trees.time().ifPresent(time -> notes.add("  took         " + words(time)));
        return notes;
    }

    private static String words(AskingTime time) {
        var all = time.took().toMillis() + " ms in all";
        return time.lacksProcessor()
                ? all
                        + time.queued()
                                .map(
                                        queued -> ", up to " + queued.toMillis()
                                                + " ms of them queued for a processor: this machine is busy, and answers may be late")
                                .orElse("")
                : all;
    }

    private Tree tree() {
        var tree = Trees.envelope(tool, "bus-tree").put("limitMillis", limit.toMillis());
        tree.put("notTold", trees.why());
        trees.time().ifPresent(time -> {
            tree.put("tookMillis", time.took().toMillis());
            time.queued().ifPresent(queued -> tree.put("queuedMillis", queued.toMillis()));
            tree.put("lacksProcessor", time.lacksProcessor());
        });
        return tree.put(
                        "names",
                        trees.trees().stream().map(ObjectTreeReport::tree).toList())
                .put("notStarted", Tree.texts(trees.waiting()))
                .put(
                        "starting",
                        trees.starting().stream().map(ObjectTreeReport::tree).toList())
                .put("unknown", Tree.texts(trees.unknown()));
    }

    private static Tree.Fields tree(StartingServices.Service service) {
        return new Tree.Fields()
                .put("name", service.name())
                .put("unit", service.unit())
                .putPart("seconds", service.age().map(age -> new Tree.Plain(AgeWords.seconds(age))));
    }

    private static Tree.Fields tree(ObjectTrees.OfName one) {
        var branch = one.branch();
        return new Tree.Fields()
                .put("name", branch.name())
                .put("owner", branch.owner())
                .put("silent", branch.isSilent())
                .put("paths", Tree.texts(branch.paths()))
                .put(
                        "failed",
                        branch.failed().stream()
                                .map(failed -> new Tree.Fields()
                                        .put("path", failed.path())
                                        .put("error", failed.error()))
                                .toList())
                .put("unanswered", branch.silent())
                .put("unasked", branch.unasked())
                .put("lastAnswerMillis", branch.last().toMillis())
                .put("known", Tree.texts(one.known()));
    }
}
