package io.nodethaw.report;

import io.nodethaw.evidence.Goroutine;
import io.nodethaw.wait.go.GoroutineLocks;
import java.util.List;

/** Goroutines for people, written from top to bottom. */
final class StacksText {
    /** Frames shown of a group before the rest is only counted. */
    private static final int FRAMES_MAX = 8;

    private final StringBuilder out = new StringBuilder();
    private final Ink ink;
    private final int most;

    /** @param wide to show every frame */
    StacksText(Ink ink, boolean wide) {
        this.ink = ink;
        this.most = wide ? Integer.MAX_VALUE : FRAMES_MAX;
    }

    /** @param about printable */
    void head(String name, String about) {
        line(ink.strong(Printable.of(name)) + "  " + about);
    }

    void section(String title) {
        line("");
        line(ink.doubtful(title));
    }

    void group(StackGroup group) {
        line("");
        line(ink.strong(group.count() + " [" + Printable.of(group.state()) + "]")
                + (group.oldest() < 0 ? "" : "  about " + group.oldest() + " min") + "  "
                + ink.faint(LockWords.ids(group.ids(), group.count())));
        group.frames().stream().limit(most).forEach(this::frame);
        if (group.frames().size() > most) {
            line("    + " + (group.frames().size() - most) + " more, in -o wide");
        }
    }

    private void frame(Goroutine.Frame frame) {
        line("    " + Printable.of(frame.function()) + "  "
                + ink.faint(Printable.of(frame.file()) + ":" + frame.line())
                + (frame.strings().isEmpty() ? "" : "  " + Printable.of(String.join(", ", frame.strings()))));
    }

    void locks(GoroutineLocks locks) {
        var queues = LockWords.queues(locks);
        if (!queues.isEmpty()) {
            line("");
            queues.forEach(lock -> line(LockWords.of(lock)));
        }
        if (locks.deadlocks().size() > 1) { // one is the answer
            line("");
            locks.deadlocks().forEach(ring -> line(LockWords.ring(ring)));
        }
    }

    void notes(List<String> notes) {
        notes.forEach(note -> line("note  " + Printable.of(note)));
    }

    /** The last line, and all that was written. */
    String answer(String answer) {
        line("");
        line(ink.strong("answer") + "  " + answer);
        return out.toString();
    }

    private void line(String text) {
        out.append(text).append('\n');
    }
}
