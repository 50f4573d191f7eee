package io.nodethaw.wait.go;

import io.nodethaw.evidence.Goroutine;
import java.util.function.LongConsumer;

/** Addresses among the printed arguments of a frame: "0xc0004a6000, {0x55d0, 0x33}, 0x1?". */
final class Pointers {
    /** Nothing is mapped below this address. */
    private static final long LOWEST = 0x10_000;

    private static final int LEAST_LENGTH = "0x10000".length();

    /** A number with more digits is no address. */
    private static final int MOST_DIGITS = 15;

    private Pointers() {}

    /** False where the arguments are too short for an address, as those of most frames are. */
    static boolean mayBeIn(Goroutine.Frame frame) {
        return frame.arguments().length() >= LEAST_LENGTH;
    }

    /** Passes each address that is not marked as stale to the consumer. */
    static void each(Goroutine.Frame frame, LongConsumer consumer) {
        var arguments = frame.arguments();
        int at = arguments.indexOf("0x");
        while (at >= 0) {
            int end = at + 2;
            long value = 0;
            for (int digit = digit(arguments, end); digit >= 0; digit = digit(arguments, ++end)) {
                value = value << 4 | digit;
            }
            boolean stale = end < arguments.length() && arguments.charAt(end) == '?';
            if (!stale && value >= LOWEST && end - at - 2 <= MOST_DIGITS) {
                consumer.accept(value);
            }
            at = arguments.indexOf("0x", end);
        }
    }

    /** The first argument when it is an address; else 0. */
    static long first(Goroutine.Frame frame) {
        return first(frame.arguments(), false);
    }

    /** The first argument when it is an address, stale or not; else 0. */
    static long first(String arguments, boolean stale) {
        int end = arguments.startsWith("0x") ? end(arguments, 2) : 2;
        boolean marked = end < arguments.length() && arguments.charAt(end) == '?';
        long value = marked && !stale ? 0 : value(arguments, 2, end);
        return value >= LOWEST ? value : 0;
    }

    private static int end(String text, int from) {
        int at = from;
        while (digit(text, at) >= 0) {
            at++;
        }
        return at;
    }

    private static long value(String text, int from, int to) {
        if (to - from > MOST_DIGITS) {
            return 0;
        }
        long value = 0;
        for (int at = from; at < to; at++) {
            value = value << 4 | digit(text, at);
        }
        return value;
    }

    /** Go prints small letters (runtime/print.go, printhex); asked of each character of large dumps. */
    private static int digit(String text, int at) {
        if (at >= text.length()) {
            return -1;
        }
        char c = text.charAt(at);
        if (c >= '0' && c <= '9') {
            return c - '0';
        }
        return c >= 'a' && c <= 'f' ? c - 'a' + 10 : -1;
    }
}
