package io.nodethaw.report;

import io.nodethaw.core.BusCounter;
import io.nodethaw.core.Core;
import io.nodethaw.core.CoreAnswer;
import io.nodethaw.core.CoreProcess;
import io.nodethaw.core.CoreSignal;
import io.nodethaw.evidence.Reading;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * What a core tells.
 *
 * @param file as it was named to us
 * @param goroutines where its program is written in Go and they could be read
 */
public record CoreReport(Core core, String file, Optional<StacksReport> goroutines, String tool) {
    private static final int MOST = 9;

    /** Prints it. Ends with a line feed. */
    public String print(OutputFormat format, Ink ink) {
        return format.isTree() ? Trees.print(tree(), format) : text(ink, format == OutputFormat.WIDE);
    }

    private String text(Ink ink, boolean wide) {
        var lines = new ArrayList<String>();
        lines.add(ink.strong(Printable.of(core.name()) + (core.pid() == 0 ? "" : " " + core.pid())) + "  " + about());
        new CoreThreadGroups(core.threads()).print(lines, ink, wide);
        var rows = new Rows(ink, ink.columns() == Ink.ANY ? FirstScreen.COLUMNS : ink.columns());
        counter().ifPresent(text -> rows.add("counter", text, MOST));
        rows.add("frames", core.framesBy(), MOST);
        withoutGoroutines().ifPresent(why -> rows.add("goroutines", why, MOST));
        core.notes().forEach(note -> rows.add("note", Printable.of(note), MOST));
        answers().forEach(answer -> rows.add("answer", Printable.of(answer), MOST));
        lines.add("");
        lines.addAll(rows.lines());
        var text = String.join("\n", lines) + "\n";
        return goroutines
                .map(stacks -> text + "\n" + stacks.print(wide ? OutputFormat.WIDE : OutputFormat.TEXT, ink))
                .orElse(text);
    }

    private List<String> answers() {
        return CoreAnswer.of(core);
    }

    private String about() {
        var parts = new ArrayList<String>();
        parts.add("core of " + core.machine().text());
        parts.add(core.threads().size() + (core.threads().size() == 1 ? " thread" : " threads"));
        parts.add(core.signal().map(CoreReport::ending).orElse("why it was written is not told"));
        core.process()
                .map(CoreProcess::arguments)
                .filter(arguments -> !arguments.isEmpty())
                .ifPresent(arguments -> parts.add(Printable.of(arguments)));
        return String.join(", ", parts);
    }

    private static String ending(CoreSignal signal) {
        if (signal.isCopy()) {
            return "copied from a process that went on";
        }
        return "died by " + signal.name()
                + signal.address()
                        .map(address -> " at 0x" + Long.toHexString(address))
                        .orElse("")
                + signal.sender().map(pid -> " from process " + pid).orElse("");
    }

    private Optional<String> counter() {
        return core.counter().map(reading -> switch (reading) {
            case Reading.Seen<BusCounter>(var counter) -> words(counter);
            case Reading.NotAsked<BusCounter>(var why, boolean _) -> why;
            case Reading.Failed<BusCounter>(var why) -> why;
            case Reading.Refused<BusCounter>(var why) -> why;
            case Reading.Silent<BusCounter> _ -> "";
        });
    }

    private static String words(BusCounter counter) {
        return Long.toUnsignedString(counter.reading().value()) + " messages sent on the bus as " + counter.name()
                + (counter.isPastEnd() ? ", past the last serial 4294967295" : ", of 4294967295")
                + (counter.reading().certain() ? "" : ", which is not certain") + " ("
                + counter.reading().how() + ")";
    }

    /** Why there are no goroutines, where that is worth a word. */
    private Optional<String> withoutGoroutines() {
        return switch (core.goroutines()) {
            case Reading.Failed<?>(var why) -> Optional.of("not read: " + why);
            case Reading.Refused<?>(var why) -> Optional.of("not read: " + why);
            case Reading.Seen<?> _, Reading.NotAsked<?> _, Reading.Silent<?> _ -> Optional.empty();
        };
    }

    private Tree tree() {
        var tree = Trees.envelope(tool, "core")
                .put("file", file)
                .put("name", core.name())
                .put("pid", core.pid())
                .put("machine", core.machine().text())
                .put("program", core.program())
                .put("whole", core.whole());
        core.process()
                .ifPresent(process -> tree.put("parent", process.parent())
                        .put("uid", process.uid())
                        .put("arguments", process.arguments()));
        core.signal().ifPresent(signal -> tree.put("signal", tree(signal)));
        tree.put("threads", core.threads().stream().map(CoreThreadTree::of).toList());
        tree.put("framesBy", core.framesBy());
        core.counter().flatMap(Reading::seen).ifPresent(counter -> tree.put("counter", tree(counter)));
        counter()
                .filter(_ -> core.counter().flatMap(Reading::seen).isEmpty())
                .ifPresent(why -> tree.put("counterNotRead", why));
        goroutines.ifPresent(stacks -> tree.put("goroutines", stacks.tree()));
        withoutGoroutines().ifPresent(why -> tree.put("goroutinesNotRead", why));
        return tree.put("answers", Tree.texts(answers())).put("notes", Tree.texts(core.notes()));
    }

    private static Tree.Fields tree(CoreSignal signal) {
        var tree = new Tree.Fields()
                .put("number", signal.number())
                .put("name", signal.name())
                .put("code", signal.code())
                .put("copy", signal.isCopy());
        signal.sender().ifPresent(pid -> tree.put("sender", pid));
        signal.address().ifPresent(address -> tree.put("address", "0x" + Long.toHexString(address)));
        return tree;
    }

    private static Tree.Fields tree(BusCounter counter) {
        return new Tree.Fields()
                .put(
                        "value",
                        new Tree.Plain(Long.toUnsignedString(counter.reading().value())))
                .put("certain", counter.reading().certain())
                .put("pastEnd", counter.isPastEnd())
                .put("name", counter.name())
                .put("fd", counter.descriptor())
                .put("version", counter.version())
                .put("how", counter.reading().how());
    }
}
