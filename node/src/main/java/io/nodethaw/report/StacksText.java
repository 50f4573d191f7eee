package io.nodethaw.report;

import io.nodethaw.evidence.Goroutine;
import io.nodethaw.wait.go.GoroutineLocks;
import java.util.ArrayList;
import java.util.List;
import java.util.function.UnaryOperator;

/** Goroutines for people, written from top to bottom: on a few screens, or wide, with everything. */
final class StacksText {
    /** The most frames shown of a group; the rest is only counted. */
    private static final int FRAMES_MAX = 8;

    /** The most groups shown: a person reads a few screens. */
    private static final int GROUPS_MAX = 25;

    private static final int IDLE_MAX = 10;
    private static final int LOCKS_MAX = 15;
    private static final int NOTES_MAX = 10;

    private static final String INDENT = "    ";

    private final StringBuilder out = new StringBuilder();
    private final Ink ink;
    private final boolean wide;

    /** @param wide to show everything, with whole names and arguments */
    StacksText(Ink ink, boolean wide) {
        this.ink = ink;
        this.wide = wide;
    }

    /** @param about what it is, safe to print */
    void head(String name, String about) {
        line(ink.strong(Printable.of(name)) + "  " + about);
    }

    void section(String title) {
        line("");
        line(ink.doubtful(title));
    }

    /** Writes what a process said about its end, and who was involved. */
    void crash(Crash crash) {
        line("");
        crash.words().forEach(words -> wrapped(ink::bad, words, INDENT));
        crash.groups().forEach(this::group);
    }

    /**
     * Writes the groups. Loops without work are folded to one line each, after the others; when there are no others, they are
     * written in full.
     */
    void groups(List<StackGroup> groups) {
        if (wide) {
            groups.forEach(this::group);
            return;
        }
        var busy = groups.stream().filter(group -> !group.isIdle()).toList();
        if (busy.isEmpty()) {
            unfolded(groups);
            return;
        }
        unfolded(busy);
        idle(groups.stream().filter(StackGroup::isIdle).toList());
    }

    /** Writes the first groups, and how to see the others. */
    void unfolded(List<StackGroup> groups) {
        int shown = wide ? groups.size() : Math.min(GROUPS_MAX, groups.size());
        groups.subList(0, shown).forEach(this::group);
        if (groups.size() > shown) {
            var left = groups.subList(shown, groups.size());
            line("");
            line("+ " + left.size() + (left.size() == 1 ? " more kind, " : " more kinds, ") + goroutines(left)
                    + ": all with -o wide, some with --state, --function, --at-least");
        }
    }

    private void idle(List<StackGroup> groups) {
        if (groups.isEmpty()) {
            return;
        }
        line("");
        line(ink.strong("idle") + "  " + goroutines(groups)
                + (count(groups) == 1
                        ? ", which seems to wait for work; its frames with -o wide"
                        : ", which seem to wait for work; their frames with -o wide"));
        groups.stream()
                .limit(IDLE_MAX)
                .forEach(group -> row(
                        INDENT + heading(group) + "  ",
                        ShortNames.function(group.occupation().function()),
                        group.who()));
        if (groups.size() > IDLE_MAX) {
            line(INDENT + "+ " + (groups.size() - IDLE_MAX) + " more kinds");
        }
    }

    private static String goroutines(List<StackGroup> groups) {
        long count = count(groups);
        boolean atLeast = groups.stream().anyMatch(StackGroup::atLeast);
        return Extent.words(count, atLeast) + (count == 1 ? " goroutine" : " goroutines");
    }

    private static long count(List<StackGroup> groups) {
        return groups.stream().mapToLong(StackGroup::count).sum();
    }

    private static String heading(StackGroup group) {
        return group.heading() + age(group);
    }

    private static String age(StackGroup group) {
        return group.oldest() < 0 ? "" : "  about " + group.oldest() + " min";
    }

    void group(StackGroup group) {
        line("");
        var heading = group.heading();
        wrapped(
                text -> ink.strong(heading) + text.substring(heading.length()),
                heading(group)
                        + (group.who().isEmpty() ? "" : "  " + group.who())
                        + (group.sample().lockedToThread() ? "  locked to thread" : ""),
                INDENT);
        if (!group.occupation().what().isEmpty()) {
            line(INDENT + "waits for " + Printable.of(group.occupation().what()));
        }
        int most = wide
                ? group.frames().size()
                : Math.min(FRAMES_MAX, group.frames().size());
        for (int i = 0; i < most; i++) {
            gaps(group, i, i);
            frame(group.frames().get(i));
        }
        if (group.frames().size() > most) {
            gaps(group, most, group.frames().size() - 1);
            line(INDENT + "+ " + (group.frames().size() - most) + " more, in -o wide");
        }
        gaps(group, group.frames().size(), Integer.MAX_VALUE);
        if (wide) {
            group.creator().ifPresent(creator -> creator(group, creator));
        }
    }

    private void gaps(StackGroup group, int from, int to) {
        group.gaps().stream()
                .filter(gap -> gap.before() >= from && gap.before() <= to)
                .forEach(gap -> line(INDENT + Printable.of(gap.text().strip())));
    }

    private void frame(Goroutine.Frame frame) {
        var texts = frame.strings().isEmpty() ? "" : "  " + String.join(", ", frame.strings());
        if (wide) {
            var arguments = frame.arguments().isEmpty() && !frame.inlined() ? "" : "(" + frame.arguments() + ")";
            row(INDENT, frame.function() + arguments, place(frame.file(), frame.line()) + texts);
        } else {
            row(
                    INDENT,
                    ShortNames.function(frame.function()),
                    place(ShortNames.file(frame.file()), frame.line()) + texts);
        }
    }

    private void creator(StackGroup group, Goroutine.Creator creator) {
        boolean one = group.count() == 1 && creator.goroutine() > 0;
        row(
                INDENT,
                "created by " + creator.function() + (one ? " in goroutine " + creator.goroutine() : ""),
                place(creator.file(), creator.line()));
    }

    /** Empty where the dump is cut off before it, and for C functions without symbols. */
    private static String place(String file, int line) {
        return file.isEmpty() ? "" : file + ":" + line;
    }

    /**
     * Writes a function and its place: on two lines when they do not fit on one, except in a wide text, which has whole names.
     */
    private void row(String indent, String function, String place) {
        var first = indent + Printable.of(function);
        var second = Printable.of(place);
        if (wide || first.length() + second.length() + 2 <= ink.columns()) {
            line(first + (second.isEmpty() ? "" : "  " + ink.faint(second)));
            return;
        }
        line(cut(first));
        if (!second.isEmpty()) {
            line(ink.faint(cut(INDENT + INDENT + second)));
        }
    }

    private String cut(String text) {
        return text.length() <= ink.columns()
                ? text
                : text.substring(0, Math.max(0, ink.columns() - ink.more().length())) + ink.more();
    }

    void locks(GoroutineLocks locks, Extent extent) {
        var queues = LockWords.queues(locks);
        if (!queues.isEmpty()) {
            line("");
            some(queues.stream().map(lock -> LockWords.of(lock, extent)).toList(), LOCKS_MAX, "locks");
        }
        if (locks.deadlocks().size() > 1) { // a single one is told in the answer
            line("");
            some(locks.deadlocks().stream().map(LockWords::ring).toList(), LOCKS_MAX, "rings");
        }
    }

    void notes(List<String> notes) {
        some(notes.stream().map(note -> "note  " + note).toList(), NOTES_MAX, "notes");
    }

    private void some(List<String> lines, int most, String what) {
        int shown = wide ? lines.size() : Math.min(most, lines.size());
        lines.subList(0, shown).forEach(text -> wrapped(it -> it, text, "      "));
        if (lines.size() > shown) {
            line("+ " + (lines.size() - shown) + " more " + what + ", in -o wide");
        }
    }

    /** Writes the last line, and returns all that was written. */
    String answer(String answer) {
        line("");
        wrapped(this::emphasized, "answer  " + answer, "        ");
        return out.toString();
    }

    private String emphasized(String text) {
        int blank = text.indexOf(' ');
        return ink.strong(text.substring(0, blank)) + text.substring(blank);
    }

    /** Writes a text of any length on as many lines as the terminal needs. */
    private void wrapped(UnaryOperator<String> paint, String text, String indent) {
        var lines = new ArrayList<String>();
        Wrapped.each(Printable.of(text), ink.columns(), indent, lines::add);
        line(paint.apply(lines.getFirst()));
        lines.stream().skip(1).forEach(this::line);
    }

    private void line(String text) {
        out.append(text).append('\n');
    }
}
