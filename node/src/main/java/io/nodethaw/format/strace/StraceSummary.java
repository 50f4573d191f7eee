package io.nodethaw.format.strace;

import java.io.ByteArrayOutputStream;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.regex.Pattern;

/**
 * What strace has printed of one process, counted.
 *
 * @param calls how many calls began or ended
 * @param byName how often each call was made, the most frequent first
 * @param open the calls that had not come back at the end, by thread
 * @param handed the first bytes of what was sent or received over sockets, in the order in which that was
 * @param refusal why it could not attach; empty when it did
 */
public record StraceSummary(
        long calls, Map<String, Long> byName, List<Open> open, List<Handed> handed, Optional<String> refusal) {
    /** Strings as strace prints them: with escapes, and cut off where they are long. */
    private static final Pattern STRING = Pattern.compile("\"((?:[^\"\\\\]|\\\\.)*+)\"");

    private static final Pattern REFUSED =
            Pattern.compile("^(?:\\S*/)?strace: (attach: .*|Could not .*|.*No such process.*)$");

    /** What strace says of itself, in the middle of the line that it has begun. */
    private static final Pattern LEAVING = Pattern.compile("(?:/\\S*/)?strace: Process \\d+ (?:detached|attached).*$");

    /** In "[pid 12]", when only one thread is traced. */
    private static final int UNTOLD = 0;

    private static final int MOST_HANDED = 10_000;

    public StraceSummary {
        byName = new LinkedHashMap<>(byName);
        open = List.copyOf(open);
        handed = List.copyOf(handed);
    }

    /**
     * A call that has not come back.
     *
     * @param tid 0 where it is the only thread
     */
    public record Open(int tid, String name, String arguments) {}

    /**
     * Bytes that went over a socket.
     *
     * @param out true for what was sent
     */
    @SuppressWarnings("ArrayRecordComponent") // never compared
    public record Handed(boolean out, byte[] bytes) {}

    /** Reads what strace has printed with -f and -yy. */
    public static StraceSummary of(String text) {
        long calls = 0;
        var byName = new HashMap<String, Long>();
        var open = new TreeMap<Integer, Open>();
        var handed = new ArrayList<Handed>();
        Optional<String> refusal = Optional.empty();
        for (var line : (Iterable<String>) text.lines()::iterator) {
            var refused = REFUSED.matcher(line);
            if (refused.matches() && calls == 0) {
                refusal = Optional.of(refused.group(1));
            }
            var told = StraceLine.of(line);
            if (told.isEmpty() || told.get().name().isEmpty()) {
                continue;
            }
            var call = told.get();
            int tid = call.tid().orElse(UNTOLD);
            if (call.kind() == StraceLine.Kind.CALL) {
                calls++;
                byName.merge(call.name(), 1L, Long::sum);
            }
            if (call.result().isEmpty()) {
                open.put(
                        tid,
                        new Open(
                                tid,
                                call.name(),
                                LEAVING.matcher(call.arguments()).replaceFirst("")));
            } else {
                open.remove(tid);
            }
            if (handed.size() < MOST_HANDED) {
                handed(call).ifPresent(handed::add);
            }
        }
        var sorted = new LinkedHashMap<String, Long>();
        byName.entrySet().stream()
                .sorted(Map.Entry.<String, Long>comparingByValue().reversed().thenComparing(Map.Entry.comparingByKey()))
                .forEach(entry -> sorted.put(entry.getKey(), entry.getValue()));
        return new StraceSummary(calls, sorted, new ArrayList<>(open.values()), handed, refusal);
    }

    private static Optional<Handed> handed(StraceLine call) {
        boolean out = call.name().startsWith("send") || call.name().startsWith("write");
        boolean in = call.name().startsWith("recv") || call.name().startsWith("read");
        if (!out && !in) {
            return Optional.empty();
        }
        var string = STRING.matcher(call.arguments());
        var bytes = new ByteArrayOutputStream();
        while (string.find()) {
            bytes.writeBytes(unescaped(string.group(1)));
        }
        return bytes.size() == 0 ? Optional.empty() : Optional.of(new Handed(out, bytes.toByteArray()));
    }

    /** Escapes of strace: up to three octal digits, x and two hexadecimal ones, and those of C. */
    static byte[] unescaped(String text) {
        var bytes = new ByteArrayOutputStream();
        for (int at = 0; at < text.length(); at++) {
            char letter = text.charAt(at);
            if (letter != '\\' || at + 1 == text.length()) {
                bytes.write(letter);
                continue;
            }
            char code = text.charAt(++at);
            if (code >= '0' && code <= '7') {
                int value = 0;
                int end = Math.min(text.length(), at + 3);
                while (at < end && text.charAt(at) >= '0' && text.charAt(at) <= '7') {
                    value = value * 8 + text.charAt(at++) - '0';
                }
                at--;
                bytes.write(value);
            } else if (code == 'x' && at + 2 < text.length()) {
                bytes.write(Character.digit(text.charAt(at + 1), 16) << 4 | Character.digit(text.charAt(at + 2), 16));
                at += 2;
            } else {
                bytes.write(
                        switch (code) {
                            case 'n' -> '\n';
                            case 't' -> '\t';
                            case 'r' -> '\r';
                            case 'v' -> 0x0b;
                            case 'f' -> '\f';
                            default -> code;
                        });
            }
        }
        return bytes.toByteArray();
    }
}
