package io.nodethaw.report;

import io.nodethaw.wait.go.GoroutineLocks;
import io.nodethaw.wait.go.OutstandingCall;
import java.util.List;
import java.util.Optional;

/**
 * The goroutines of one process at one moment.
 *
 * @param name of the process or file
 * @param from how they were had: "go1.19.8, read from memory"; empty where that is clear
 * @param count how many goroutines there are
 * @param shown how many of them the filter lets through
 * @param groups of those shown; the oldest first, then the largest
 * @param locks that those shown have to do with, looked for among all
 * @param notes what could not be read
 */
public record StacksReport(
        String name,
        String from,
        long count,
        long shown,
        StackFilter filter,
        List<StackGroup> groups,
        GoroutineLocks locks,
        List<String> notes,
        String tool) {
    public StacksReport {
        groups = List.copyOf(groups);
        notes = List.copyOf(notes);
    }

    /** In this form. */
    public String print(Format format, Ink ink) {
        return switch (format) {
            case JSON -> JsonText.of(tree());
            case YAML -> "---\n" + YamlText.of(tree());
            case TEXT, DOT -> text(new StacksText(ink, false));
            case WIDE -> text(new StacksText(ink, true));
            case HTML -> StacksPage.of(this);
        };
    }

    private String text(StacksText text) {
        text.head(name, filter.shown(shown, count) + (from.isEmpty() ? "" : ", " + Printable.of(from)));
        groups.forEach(text::group);
        text.locks(locks);
        text.notes(notes);
        return text.answer(answer());
    }

    /** What a person wants to know of all this. */
    String answer() {
        return LockWords.answer(locks).or(this::call).orElseGet(this::oldest);
    }

    /** The oldest call that has no answer. */
    private Optional<String> call() {
        return groups.stream()
                .flatMap(group -> OutstandingCall.of(group.state(), group.frames()).stream()
                        .map(call ->
                                LockWords.ids(group.ids(), group.count()) + (group.count() == 1 ? " waits" : " wait")
                                        + " for " + call
                                        + (group.oldest() < 0 ? "" : ", about " + group.oldest() + " min")))
                .findFirst();
    }

    private String oldest() {
        if (shown == 0 && count > 0) {
            return "none of the goroutines is like that; without the filter all are shown";
        }
        return "nobody is seen to hold a lock that others wait for"
                + groups.stream()
                        .filter(group -> group.oldest() >= 0)
                        .findFirst()
                        .map(group -> "; the oldest wait is about " + group.oldest() + " min in ["
                                + Printable.of(group.state()) + "]")
                        .orElse(", and no age is known");
    }

    private Tree tree() {
        return Trees.envelope(tool, "stacks")
                .put("name", name)
                .put("from", from)
                .put("goroutines", count)
                .put("shown", shown)
                .put("filter", filter.tree())
                .put("groups", StackTrees.groups(groups))
                .put("locks", StackTrees.locks(locks))
                .put("deadlocks", StackTrees.deadlocks(locks, true))
                .put("likelyDeadlocks", StackTrees.deadlocks(locks, false))
                .put("answer", answer())
                .put("notes", Tree.texts(notes));
    }
}
