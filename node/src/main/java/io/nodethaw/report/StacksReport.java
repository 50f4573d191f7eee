package io.nodethaw.report;

import io.nodethaw.wait.go.GoroutineLocks;
import io.nodethaw.wait.go.LockChain;
import io.nodethaw.wait.go.LockRing;
import java.util.List;
import java.util.Optional;

/**
 * The goroutines of one process at one moment.
 *
 * @param name of the process or file
 * @param from how they were read: "go1.19.8, read from memory"; empty when that is clear
 * @param count how many goroutines there are
 * @param shown how many of them the filter shows
 * @param groups the groups that are shown; calls without an answer first, idle loops last
 * @param crash why the process ended, when its dump says so
 * @param locks the locks that involve goroutines that are shown; they are looked for among all goroutines
 * @param chain the chain of locks with the most waiters
 * @param extent of which goroutines these numbers tell
 * @param notes what could not be read
 */
public record StacksReport(
        String name,
        String from,
        long count,
        long shown,
        StackFilter filter,
        List<StackGroup> groups,
        Optional<Crash> crash,
        GoroutineLocks locks,
        Optional<LockChain> chain,
        Extent extent,
        List<String> notes,
        String tool) {
    public StacksReport {
        groups = StackOrder.sorted(groups);
        notes = List.copyOf(notes);
    }

    /** The report in this format. */
    public String print(OutputFormat format, Ink ink) {
        return switch (format) {
            case JSON, YAML -> Trees.print(tree(), format);
            case TEXT, LINE, DOT -> text(new StacksText(ink, false));
            case WIDE -> text(new StacksText(ink, true));
            case HTML -> StacksPage.of(this);
        };
    }

    private String text(StacksText text) {
        text.head(name, filter.shown(shown, count, extent) + (from.isEmpty() ? "" : ", " + Printable.of(from)));
        crash.ifPresent(text::crash);
        text.groups(groups.stream().filter(group -> !isCrashed(group)).toList());
        text.locks(locks, extent);
        text.notes(notes);
        return text.answer(answer());
    }

    private boolean isCrashed(StackGroup group) {
        return crash.filter(it -> it.groups().contains(group)).isPresent();
    }

    /** The answer: what a person wants to know. */
    String answer() {
        return shown == 0 && count > 0
                ? "no goroutine matches; without the filter all are shown"
                : new StackAnswer(groups, locks, chain, extent).of(crash);
    }

    Tree.Fields tree() {
        var tree = Trees.envelope(tool, "stacks")
                .put("name", name)
                .put("from", from)
                .put("goroutines", count)
                .put("shown", shown)
                .put("countsPartial", extent == Extent.SOME)
                .put("filter", filter.tree());
        crash.ifPresent(it -> tree.put("crash", StackTrees.crash(it)));
        return tree.put("groups", StackTrees.groups(groups))
                .put("locks", StackTrees.locks(locks))
                .put("deadlocks", StackTrees.deadlocks(locks, LockRing.Certainty.PROVEN))
                .put("locksPartial", extent != Extent.ALL)
                .put("likelyDeadlocks", StackTrees.deadlocks(locks, LockRing.Certainty.LIKELY))
                .put("possibleDeadlocks", StackTrees.deadlocks(locks, LockRing.Certainty.POSSIBLE))
                .put("answer", answer())
                .put("notes", Tree.texts(notes));
    }
}
