package io.nodethaw.dump;

import io.nodethaw.evidence.Goroutine;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * A goroutine of a dump, with everything that was printed about it.
 *
 * @param dump index of its dump in the file, from 0
 * @param line number of its header's line in the file, from 1
 * @param count how many goroutines it stands for: 1, or more in a profile
 */
public record DumpedGoroutine(int dump, long line, long count, GoroutineHeader header, List<Entry> entries) {
    public DumpedGoroutine {
        entries = List.copyOf(entries);
    }

    /** As the runtime would print a goroutine that was had another way: less than a minute it does not print (runtime/traceback.go). */
    public static DumpedGoroutine of(Goroutine goroutine) {
        int minutes = goroutine.minutes() > 0 ? goroutine.minutes() : -1;
        var header = new GoroutineHeader(
                goroutine.id(), "", goroutine.state(), false, minutes, goroutine.lockedToThread(), "", "");
        var entries = new ArrayList<Entry>();
        goroutine.frames().forEach(frame -> entries.add(new Entry.FrameLines(frame, true, "")));
        goroutine.creator().ifPresent(creator -> entries.add(new Entry.Started(creator, "")));
        return new DumpedGoroutine(0, 0, 1, header, entries);
    }

    /** The shared record, without what only a text contains. */
    public Goroutine goroutine() {
        return new Goroutine(
                header.id(),
                header.state(),
                header.minutes(),
                header.locked(),
                frames(),
                creator(),
                Optional.empty(),
                List.of());
    }

    /** Its frames, innermost first. */
    public List<Goroutine.Frame> frames() {
        var frames = new ArrayList<Goroutine.Frame>(entries.size());
        for (var entry : entries) {
            if (entry instanceof Entry.FrameLines lines) {
                frames.add(lines.frame());
            }
        }
        return List.copyOf(frames);
    }

    private Optional<Goroutine.Creator> creator() {
        for (var entry : entries) {
            if (entry instanceof Entry.Started started) {
                return Optional.of(started.creator());
            }
        }
        return Optional.empty();
    }

    /** The text as the runtime prints it, with the newline of its last line. */
    public String print() {
        var text = new StringBuilder(header.print()).append('\n');
        for (var entry : entries) {
            switch (entry) {
                case Entry.FrameLines call -> print(call, text);
                case Entry.Started started -> print(started, text);
                case Entry.Note(var note) -> text.append(note).append('\n');
            }
        }
        return text.toString();
    }

    private static void print(Entry.FrameLines call, StringBuilder text) {
        var frame = call.frame();
        text.append(frame.function());
        if (call.parentheses()) {
            text.append('(').append(frame.arguments()).append(')');
        }
        text.append('\n');
        place(frame.file(), frame.line(), frame.offset(), call.registers(), text);
    }

    private static void print(Entry.Started started, StringBuilder text) {
        var creator = started.creator();
        text.append("created by ").append(creator.function());
        if (creator.goroutine() != 0) {
            text.append(" in goroutine ").append(creator.goroutine());
        }
        text.append('\n');
        place(creator.file(), creator.line(), creator.offset(), started.registers(), text);
    }

    private static void place(String file, int line, long offset, String registers, StringBuilder text) {
        if (file.isEmpty() && registers.isEmpty()) {
            return; // a C function without symbols, or the dump is cut off here
        }
        text.append('\t');
        if (!file.isEmpty()) {
            text.append(file).append(':').append(line);
        }
        if (offset >= 0) {
            text.append(" +0x").append(Long.toHexString(offset));
        }
        if (!registers.isEmpty()) {
            text.append(file.isEmpty() ? "" : " ").append(registers);
        }
        text.append('\n');
    }
}
