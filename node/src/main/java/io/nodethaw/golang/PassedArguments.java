package io.nodethaw.golang;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.LongStream;

/** Prints what is between the parentheses of a call in a dump, and finds the strings among it. */
final class PassedArguments {
    private static final byte[] DIGITS = "0123456789abcdef".getBytes(StandardCharsets.US_ASCII);

    /** Longest value: "0x", sixteen digits, "?". */
    private static final int LONGEST = 19;

    private final int start;
    private final ProgramTexts texts;
    private byte[] text = new byte[512];
    private int length;

    /**
     * Prints arguments.
     *
     * @param start bytes between a frame's end and its first argument: 8 with a link register, otherwise 0
     */
    PassedArguments(int start, ProgramTexts texts) {
        this.start = start;
        this.texts = texts;
    }

    /** Arguments as printed, and the strings among them. */
    record Printed(String text, List<String> strings) {}

    Printed print(ArgumentPlan plan, Trace.Frame frame, Stack stack) {
        List<String> strings = List.of();
        length = 0;
        long before = 0;
        for (var value : plan.values()) {
            long word = read(stack, frame.fp() + start + value.offset(), value.size());
            append(value.before());
            hex(word, value.live());
            var found = value.trusted() ? texts.find(before, word) : "";
            if (!found.isEmpty()) {
                strings = with(strings, found);
            }
            before = value.trusted() ? word : 0;
        }
        append(plan.end());
        return new Printed(new String(text, 0, length, StandardCharsets.ISO_8859_1), strings);
    }

    /** The words among the arguments of a call that are certain to hold what was passed. */
    LongStream words(ArgumentPlan plan, Trace.Frame frame, Stack stack) {
        return plan.values().stream()
                .filter(value -> value.trusted() && value.size() == 8)
                .mapToLong(value -> read(stack, frame.fp() + start + value.offset(), value.size()));
    }

    private void append(String part) {
        if (length + part.length() + LONGEST > text.length) {
            text = Arrays.copyOf(text, 2 * text.length + part.length());
        }
        for (int i = 0; i < part.length(); i++) {
            text[length++] = (byte) part.charAt(i);
        }
    }

    private void hex(long word, boolean live) {
        text[length++] = '0';
        text[length++] = 'x';
        for (int shift = Math.max(60 - (Long.numberOfLeadingZeros(word) & ~3), 0); shift >= 0; shift -= 4) {
            text[length++] = DIGITS[(int) (word >>> shift) & 15];
        }
        if (!live) {
            text[length++] = '?';
        }
    }

    private static List<String> with(List<String> strings, String found) {
        var more = new ArrayList<>(strings);
        more.add(found);
        return more;
    }

    private static long read(Stack stack, long address, int size) {
        if (size == 8) {
            return stack.holds(address) ? stack.word(address) : 0;
        }
        long word = 0;
        for (int i = 0; i < Math.min(size, 8); i++) {
            long at = address + i & -8;
            if (stack.holds(at)) {
                word |= (stack.word(at) >>> 8 * (address + i & 7) & 0xff) << 8 * i;
            }
        }
        return word;
    }
}
