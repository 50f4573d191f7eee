package io.nodethaw.report;

import io.nodethaw.evidence.Goroutine;
import io.nodethaw.wait.go.GoroutineLocks;
import io.nodethaw.wait.go.LockChain;
import io.nodethaw.wait.go.LockRing;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * The goroutines of one process at two moments: new, gone, and still there; those that have not moved come first.
 *
 * @param notes what could not be read
 */
public record StacksComparison(Side old, Side now, StackFilter filter, List<String> notes, String tool) {
    public StacksComparison {
        notes = List.copyOf(notes);
    }

    /**
     * One moment.
     *
     * @param name of the process or file
     * @param from how they were read; empty when that is clear
     * @param extent of which goroutines its numbers tell
     */
    public record Side(String name, String from, List<Goroutine> goroutines, Extent extent) {
        public Side {
            goroutines = List.copyOf(goroutines);
        }

        private String about() {
            return StackFilter.ALL.shown(goroutines.size(), goroutines.size(), extent)
                    + (from.isEmpty() ? "" : ", " + Printable.of(from));
        }

        private boolean isWhole() {
            return extent != Extent.SOME;
        }

        private Tree tree() {
            return new Tree.Fields()
                    .put("name", name)
                    .put("from", from)
                    .put("goroutines", goroutines.size())
                    .put("countsPartial", extent == Extent.SOME);
        }
    }

    /** The report in this format. */
    public String print(OutputFormat format, Ink ink) {
        var found = found();
        return switch (format) {
            case JSON, YAML -> Trees.print(tree(found), format);
            case TEXT, LINE, DOT, HTML -> text(found, new StacksText(ink, false));
            case WIDE -> text(found, new StacksText(ink, true));
        };
    }

    /**
     * What the comparison found.
     *
     * @param locks the locks of the second moment that involve goroutines which have not moved
     * @param chain the chain of these locks with the most waiters
     */
    private record Found(StackChanges changes, GoroutineLocks locks, Optional<LockChain> chain) {}

    private Found found() {
        var changes = StackChanges.of(old.goroutines, now.goroutines, filter);
        var all = GoroutineLocks.of(now.goroutines);
        var locks = all.about(changes.same().stream().map(Goroutine::id).collect(Collectors.toSet()));
        return new Found(changes, locks, LockChain.longest(locks, all, now.goroutines));
    }

    private String text(Found found, StacksText text) {
        var changes = found.changes();
        text.head("old  " + old.name, old.about());
        text.head("new  " + now.name, now.about());
        if (!filter.isAll()) {
            text.head("only", Printable.of(filter.words()) + ", in at least one of them");
        }
        section(text, "still there, in the same frames", changes.same());
        section(text, "still there, and has moved", changes.moved());
        section(text, old.isWhole() ? "new" : "new, or left out before", changes.added());
        section(text, now.isWhole() ? "gone" : "gone, or left out now", changes.gone());
        text.locks(found.locks(), now.extent);
        text.notes(notes(changes));
        return text.answer(answer(found));
    }

    private static void section(StacksText text, String title, List<Goroutine> goroutines) {
        text.section(title + ": " + goroutines.size());
        text.unfolded(StackGroups.of(goroutines));
    }

    private List<String> notes(StackChanges changes) {
        var all = new ArrayList<>(notes);
        if (changes.strangers() > 0) {
            all.add(changes.strangers() + " ids belong to goroutines with other creators: these may be two processes");
        }
        return all;
    }

    private String answer(Found found) {
        if (found.changes().same().isEmpty()) {
            return "none of the goroutines shown is where it was before";
        }
        return LockWords.answer(found.locks(), found.chain(), now.extent)
                .orElseGet(() -> still(found.changes().same()));
    }

    private static String still(List<Goroutine> same) {
        var first = StackGroups.of(same).getFirst();
        return same.size() + (same.size() == 1 ? " is" : " are") + " in the same frames as before, "
                + (first.oldest() < 0 ? "most" : "the oldest for about " + first.oldest() + " min") + " in ["
                + Printable.of(first.state()) + "]; goroutines with nothing to do do not move either";
    }

    private Tree tree(Found found) {
        var changes = found.changes();
        return Trees.envelope(tool, "stacks-comparison")
                .put("old", old.tree())
                .put("new", now.tree())
                .put("filter", filter.tree())
                .put("stillThere", part(changes.same()))
                .put("moved", part(changes.moved()))
                .put("added", part(changes.added()))
                .put("gone", part(changes.gone()))
                .put("locks", StackTrees.locks(found.locks()))
                .put("deadlocks", StackTrees.deadlocks(found.locks(), LockRing.Certainty.PROVEN))
                .put("likelyDeadlocks", StackTrees.deadlocks(found.locks(), LockRing.Certainty.LIKELY))
                .put("possibleDeadlocks", StackTrees.deadlocks(found.locks(), LockRing.Certainty.POSSIBLE))
                .put("answer", answer(found))
                .put("notes", Tree.texts(notes(changes)));
    }

    private static Tree part(List<Goroutine> goroutines) {
        return new Tree.Fields()
                .put("count", goroutines.size())
                .put("groups", StackTrees.groups(StackGroups.of(goroutines)));
    }
}
