package io.nodethaw.wait.go;

import io.nodethaw.evidence.Goroutine;
import java.util.function.LongConsumer;

/** Addresses among the printed arguments of a frame: "0xc0004a6000, {0x55d0, 0x33}, 0x1?". */
final class Pointers {
    /** Nothing is mapped below. */
    private static final long LOWEST = 0x10_000;

    private Pointers() {}

    /** Hands on each address that is not marked as stale. */
    static void each(Goroutine.Frame frame, LongConsumer consumer) {
        var arguments = frame.arguments();
        for (int at = arguments.indexOf("0x"); at >= 0; at = arguments.indexOf("0x", at + 2)) {
            int end = end(arguments, at + 2);
            boolean stale = end < arguments.length() && arguments.charAt(end) == '?';
            long value = value(arguments, at + 2, end);
            if (!stale && value >= LOWEST) {
                consumer.accept(value);
            }
        }
    }

    /** The first argument when it is an address, stale or not; else 0. */
    static long first(Goroutine.Frame frame, boolean stale) {
        var arguments = frame.arguments();
        int end = arguments.startsWith("0x") ? end(arguments, 2) : 2;
        boolean marked = end < arguments.length() && arguments.charAt(end) == '?';
        long value = marked && !stale ? 0 : value(arguments, 2, end);
        return value >= LOWEST ? value : 0;
    }

    private static int end(String text, int from) {
        int at = from;
        while (at < text.length() && Character.digit(text.charAt(at), 16) >= 0) {
            at++;
        }
        return at;
    }

    private static long value(String text, int from, int to) {
        return to <= from || to - from > 15 ? 0 : Long.parseLong(text, from, to, 16);
    }
}
