package io.nodethaw.format;

import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.regex.Pattern;

/**
 * Makes one line of each record of a journal whose fields stand in lines of their own (journalctl -o export and -o verbose). Other lines pass
 * as they are.
 */
final class Records {
    /** The longest name of a field (systemd src/libsystemd/sd-journal/journal-file.c, journal_field_valid). */
    private static final int LONGEST_NAME = 64;

    private static final int DEEPEST = 8;

    /** The time of a record in the form verbose, on a line of its own before the fields. */
    private static final Pattern VERBOSE =
            Pattern.compile("^\\w{3} \\d{4}-\\d\\d-\\d\\d (\\d\\d:\\d\\d:\\d\\d)\\S{0,10} .*\\[s=");

    /** No record has more fields: a text with more lines of this form is something else. */
    private static final int MOST = 256;

    private final Consumer<Line> next;
    private final Map<String, String> fields = new LinkedHashMap<>();
    private final List<Held> held = new ArrayList<>();
    private String time = "";
    private boolean isMessageNext;

    /** A line that is a field of a record, unless the record turns out to be none. */
    private record Held(String text, long number) {}

    Records(Consumer<Line> next) {
        this.next = next;
    }

    /** Looks at one line as it stands in the file. */
    void take(String text, long number) {
        int begins = indent(text);
        int ends = endOfName(text, begins);
        if (ends > 0 && held.size() < MOST) {
            fields.put(text.substring(begins, ends), text.substring(ends + 1));
            held.add(new Held(text, number));
            return;
        }
        if (!held.isEmpty() && text.strip().equals("MESSAGE")) {
            isMessageNext = true; // a text of several lines: its length stands before it, in eight bytes
            return;
        }
        if (isMessageNext) {
            isMessageNext = false;
            fields.put("MESSAGE", text.replaceFirst("^[^\\p{Alnum}\\p{Punct}]{0,8}", ""));
            return;
        }
        flush();
        var verbose = text.endsWith("]") ? VERBOSE.matcher(text) : null;
        time = verbose != null && verbose.find() ? verbose.group(1) : "";
        next.accept(Peeling.of(text, number));
    }

    private static int indent(String text) {
        int at = 0;
        while (at < text.length() && at <= DEEPEST && text.charAt(at) == ' ') {
            at++;
        }
        return at;
    }

    /** Where the sign is that ends the name of a field; 0 in a line that is none. */
    private static int endOfName(String text, int begins) {
        int at = begins;
        while (at < text.length() && isOfName(text.charAt(at), at > begins)) {
            at++;
        }
        int length = at - begins;
        boolean named = length > 1 && length <= LONGEST_NAME && begins <= DEEPEST;
        return named && at < text.length() && text.charAt(at) == '=' ? at : 0;
    }

    private static boolean isOfName(char letter, boolean inside) {
        return letter == '_' || letter >= 'A' && letter <= 'Z' || inside && letter >= '0' && letter <= '9';
    }

    /** Ends the record that is read. */
    void flush() {
        if (held.isEmpty()) {
            return;
        }
        var message = fields.get("MESSAGE");
        var program = fields.getOrDefault("SYSLOG_IDENTIFIER", fields.getOrDefault("_COMM", ""));
        boolean journal = fields.containsKey("_PID") || fields.containsKey("__CURSOR") || !program.isEmpty();
        if (message != null && journal) {
            next.accept(Peeling.of(line(program, message), held.getFirst().number()));
        } else {
            held.forEach(line -> next.accept(Peeling.of(line.text(), line.number())));
        }
        held.clear();
        fields.clear();
    }

    /** As journalctl -o short prints it. */
    private String line(String program, String message) {
        var at = fields.getOrDefault("__REALTIME_TIMESTAMP", "");
        var clock = at.matches("\\d{16}")
                ? Instant.ofEpochSecond(Long.parseLong(at.substring(0, 10))).toString()
                : time;
        var pid = fields.getOrDefault("_PID", fields.getOrDefault("SYSLOG_PID", ""));
        var said = program.isEmpty() ? "" : program + (pid.isEmpty() ? ": " : "[" + pid + "]: ");
        var host = fields.getOrDefault("_HOSTNAME", "localhost");
        return clock.isEmpty() ? said + message : clock + " " + host + " " + said + message;
    }
}
