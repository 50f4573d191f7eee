package io.nodethaw.dump;

import io.nodethaw.evidence.Goroutine;
import java.util.ArrayList;
import java.util.List;

/** Turns the bytes of a goroutine into records. Functions and files occur many times, so each is one shared string. */
final class StackDecoder {
    private static final byte[] OFFSET = Bytes.of("+0x");
    private static final byte[] IN_GOROUTINE = Bytes.of(" in goroutine ");
    private static final int MOST_BYTES = 1 << 23;

    /** The least that a pointer into the heap takes: "0xc000123456", with its parentheses. */
    private static final int POINTER = 14;

    private final NumberedTexts texts = new NumberedTexts(MOST_BYTES);
    private final NumberedTexts frameTexts = new NumberedTexts(MOST_BYTES);
    private final List<Entry> frames = new ArrayList<>();

    DumpedGoroutine decode(RawStack stack) {
        var entries = new ArrayList<Entry>(stack.entries());
        for (int i = 0; i < stack.entries(); i++) {
            entries.add(entry(stack, i));
        }
        var header = stack.header().header(stack.bytes(), this::text);
        return new DumpedGoroutine(stack.dump(), stack.line(), stack.count(), header, entries);
    }

    private Entry entry(RawStack stack, int i) {
        return switch (stack.kind(i)) {
            case RawStack.NOTE -> new Entry.Note(name(stack, i));
            case RawStack.CREATOR -> started(stack, i);
            default -> call(stack, i);
        };
    }

    /** A frame whose arguments have no pointer is the same in most goroutines that have it: it is read once. */
    private Entry call(RawStack stack, int i) {
        int arguments = stack.argumentsTo(i) + 1 - stack.nameTo(i);
        if (!stack.hasArguments(i) || arguments >= POINTER) {
            return newCall(stack, i);
        }
        int to = Math.max(stack.argumentsTo(i) + 1, stack.tailTo(i));
        int number = frameTexts.number(stack.bytes(), stack.nameFrom(i), to);
        if (number == frames.size()) {
            frames.add(newCall(stack, i));
        }
        return number == NumberedTexts.FULL ? newCall(stack, i) : frames.get(number);
    }

    private Entry newCall(RawStack stack, int i) {
        var place = new FileAndLine(stack, i);
        boolean parentheses = stack.hasArguments(i);
        var arguments = parentheses ? between(stack, i) : "";
        boolean inlined = arguments.equals("...") && place.offset < 0;
        var frame = new Goroutine.Frame(
                name(stack, i), arguments, file(place), place.line, place.offset, inlined, List.of());
        return new Entry.FrameLines(frame, parentheses, place.registers);
    }

    private Entry started(RawStack stack, int i) {
        var place = new FileAndLine(stack, i);
        int by = stack.nameTo(i) + IN_GOROUTINE.length;
        long goroutine = stack.hasArguments(i) ? Math.max(0, Bytes.number(stack.bytes(), by, stack.argumentsTo(i))) : 0;
        return new Entry.Started(
                new Goroutine.Creator(name(stack, i), goroutine, file(place), place.line, place.offset),
                place.registers);
    }

    private String name(RawStack stack, int i) {
        return text(stack.bytes(), stack.nameFrom(i), stack.nameTo(i));
    }

    /** The arguments of the call with that number, from 0 for the innermost; empty where there is none. */
    String arguments(RawStack stack, int call) {
        int left = call;
        for (int i = 0; i < stack.entries(); i++) {
            if (stack.kind(i) == RawStack.CALL && left-- == 0) {
                return stack.hasArguments(i) ? between(stack, i) : "";
            }
        }
        return "";
    }

    private String between(RawStack stack, int i) {
        int from = stack.nameTo(i) + 1;
        int to = stack.argumentsTo(i);
        boolean repeats = to - from <= 3; // "" and "..."
        return repeats ? text(stack.bytes(), from, to) : Bytes.text(stack.bytes(), from, to);
    }

    private String file(FileAndLine place) {
        return text(place.bytes, place.from, Math.max(place.from, place.colon));
    }

    private String text(byte[] bytes, int from, int to) {
        int number = texts.number(bytes, from, to);
        return number == NumberedTexts.FULL ? Bytes.text(bytes, from, to) : texts.text(number);
    }

    /** The place of a frame in the source, and the text after it. */
    private static final class FileAndLine {
        private final byte[] bytes;
        private final int from;
        private final int colon;
        private final int line;
        private final long offset;
        private final String registers;

        FileAndLine(RawStack stack, int entry) {
            bytes = stack.bytes();
            from = stack.fileFrom(entry);
            int to = stack.lineTo(entry);
            colon = lastColon(bytes, from, to);
            line = (int) Math.min(Integer.MAX_VALUE, Math.max(0, Bytes.number(bytes, colon + 1, to)));
            int tail = Bytes.skipBlanks(bytes, to, stack.tailTo(entry));
            int tailTo = Math.max(tail, stack.tailTo(entry));
            int blank = Bytes.find(bytes, tail, tailTo, ' ');
            int offsetTo = blank < 0 ? tailTo : blank;
            boolean hasOffset = Bytes.startsWith(bytes, tail, tailTo, OFFSET);
            offset = hasOffset ? Bytes.hexadecimal(bytes, tail + OFFSET.length, offsetTo) : -1;
            registers = Bytes.text(bytes, hasOffset ? Math.min(offsetTo + 1, tailTo) : tail, tailTo);
        }

        private static int lastColon(byte[] bytes, int from, int to) {
            int at = to - 1;
            while (at > from && bytes[at] != ':') {
                at--;
            }
            return at;
        }
    }
}
