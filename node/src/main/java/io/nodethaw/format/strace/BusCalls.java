package io.nodethaw.format.strace;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * Calls over the bus among what a process writes and reads: a message begins with its byte order, its type and, eight bytes on, its number
 * (D-Bus specification, message format). A reply names the number of its call, in whichever read it comes.
 */
final class BusCalls {
    private static final String SYSTEMD = "org.freedesktop.systemd1";
    private static final int METHOD_CALL = 1;
    private static final int SERIAL = 8;
    private static final int HEAD = 16;
    private static final int MOST = 1_000;
    private static final int OCTAL = 8;
    private static final int HEX = 16;

    /** Escapes of C for the letters from 7 on: bell, backspace, tab, newline, vertical tab, form feed, return. */
    private static final String NAMED = "abtnvfr";

    private static final int BELL = 7;

    /** The field of a reply with the number of its call: code 5, signature "u" and its end (header fields). */
    private static final byte[] REPLY = {5, 1, 'u', 0};

    /** A buffer, which strace prints as a string; it may be cut off. */
    private static final Pattern BUFFER = Pattern.compile("\"((?:[^\"\\\\]|\\\\.)*+)\"?");

    /** The field of a call with its method: code 3, signature "s" and its end, four bytes of length. */
    private static final Pattern MEMBER =
            Pattern.compile("\u0003\u0001s\u0000....([A-Za-z_]\\w{0,254})", Pattern.DOTALL);

    /** @param systemd true where the message names systemd as the one it is for, as far as it was printed */
    private record Call(String member, boolean systemd) {}

    private final Map<String, Call> open = new LinkedHashMap<>();

    /** A call of the system that has come back, or has not: what was written counts in both. */
    void take(StraceLine line, Optional<Integer> fd) {
        boolean writes = line.name().startsWith("write") || line.name().startsWith("send");
        boolean reads = line.name().startsWith("read") || line.name().startsWith("recv");
        if (fd.isEmpty() || !writes && !reads || line.arguments().indexOf('"') < 0) {
            return;
        }
        var text = BUFFER.matcher(line.arguments());
        while (text.find()) {
            var bytes = bytes(text.group(1));
            if (writes) {
                written(fd.get(), bytes);
            } else {
                replies(bytes).forEach(serial -> open.remove(fd.get() + " " + serial));
            }
        }
    }

    private void written(int fd, byte[] bytes) {
        if (bytes.length >= HEAD && bytes[0] == 'l' && bytes[1] == METHOD_CALL && bytes[3] == 1 && open.size() < MOST) {
            var text = new String(bytes, StandardCharsets.ISO_8859_1);
            var member = MEMBER.matcher(text);
            open.put(
                    fd + " " + number(bytes, SERIAL),
                    new Call(member.find() ? member.group(1) : "", text.contains(SYSTEMD)));
        }
    }

    private static List<Long> replies(byte[] bytes) {
        var found = new ArrayList<Long>();
        for (int i = 0; i + REPLY.length + Integer.BYTES <= bytes.length; i++) {
            boolean is = true;
            for (int k = 0; k < REPLY.length; k++) {
                is &= bytes[i + k] == REPLY[k];
            }
            if (is) {
                found.add(number(bytes, i + REPLY.length));
            }
        }
        return found;
    }

    private static long number(byte[] bytes, int at) {
        long value = 0;
        for (int i = Integer.BYTES - 1; i >= 0; i--) {
            value = value << Byte.SIZE | bytes[at + i] & 0xff;
        }
        return value;
    }

    /** The methods of systemd to which no reply was read; those whose name was cut off are empty. */
    List<String> unanswered() {
        return open.values().stream().filter(Call::systemd).map(Call::member).toList();
    }

    /** The bytes of a string as strace escapes them (strace src/util.c, string_quote). */
    private static byte[] bytes(String text) {
        var bytes = new byte[text.length()];
        int length = 0;
        int at = 0;
        while (at < text.length()) {
            char letter = text.charAt(at);
            boolean escaped = letter == '\\' && at + 1 < text.length();
            int end = escaped ? end(text, at + 1) : at + 1;
            bytes[length++] = escaped ? value(text.substring(at + 1, end)) : (byte) letter;
            at = end;
        }
        return Arrays.copyOf(bytes, length);
    }

    /** The place behind what a backslash begins: up to three octal digits, x with two of base 16, or one letter. */
    private static int end(String text, int from) {
        if (text.charAt(from) == 'x'
                && from + 3 <= text.length()
                && isNumber(text.substring(from + 1, from + 3), HEX)) {
            return from + 3;
        }
        int end = from;
        while (end < Math.min(from + 3, text.length()) && text.charAt(end) >= '0' && text.charAt(end) <= '7') {
            end++;
        }
        return Math.max(end, from + 1);
    }

    private static byte value(String escape) {
        char first = escape.charAt(0);
        int named = NAMED.indexOf(first);
        if (named >= 0) {
            return (byte) (named + BELL);
        }
        if (first >= '0' && first <= '7') {
            return (byte) Integer.parseInt(escape, OCTAL);
        }
        return first == 'x' && escape.length() == 3 ? (byte) Integer.parseInt(escape.substring(1), HEX) : (byte) first;
    }

    private static boolean isNumber(String text, int radix) {
        return text.chars().allMatch(letter -> Character.digit(letter, radix) >= 0);
    }
}
