package io.nodethaw.dump;

import io.nodethaw.evidence.Goroutine;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * What a dump tells, with one line for each goroutine, frame and creator and its named parts: once from the text, by a separate
 * parser that only knows the form of the runtime's lines, and once from the goroutines that were read.
 */
final class DumpFacts {
    private static final Pattern HEADER =
            Pattern.compile("goroutine (\\d+) (?:(gp=\\S+ m=\\S+(?: mp=\\S+)?) )?\\[([^]]*)](?: (\\{.*}))?:");
    private static final Pattern CREATED = Pattern.compile("created by (.*?)(?: in goroutine (\\d+))?");
    private static final Pattern CALL = Pattern.compile("(.*)\\(([0-9a-fx, {}._?]*)\\)");
    private static final Pattern PLACE = Pattern.compile("\\t(.*):(\\d+)(?: \\+0x([0-9a-f]+))?(?: ((?:fp|pc)=.*))?");
    private static final Pattern REGISTERS_ONLY = Pattern.compile("\\t()()()(pc=.*)");
    private static final Pattern NOTE =
            Pattern.compile("\\.\\.\\..*frames elided\\.\\.\\.|\\tgoroutine running on .*|non-Go function at .*");
    private static final Pattern PROFILED = Pattern.compile("(\\d+) @( 0x[0-9a-f]+)*");
    private static final Pattern PROFILED_CALL =
            Pattern.compile("#\\t0x[0-9a-f]+\\t(.*)\\+0x([0-9a-f]+)\\t+(.*):(\\d+)");
    private static final String PROFILED_LABELS = "# labels: ";
    private static final String SCANNED = " (scan)";

    private final List<String> facts = new ArrayList<>();
    private String function = "";
    private boolean inside;
    private boolean ancestors;

    private DumpFacts() {}

    /** The facts in the lines of a dump. */
    static List<String> of(List<String> lines) {
        var read = new DumpFacts();
        lines.forEach(read::line);
        return read.facts;
    }

    /** The lines that were escaped into one line of a log, as a shim writes its dump. */
    static Stream<String> unescaped(String line) {
        return line.contains("\\ngoroutine ")
                ? line.replace("\\n", "\n")
                        .replace("\\t", "\t")
                        .replace("\\\"", "\"")
                        .lines()
                : Stream.of(line);
    }

    private void line(String line) {
        var header = HEADER.matcher(line);
        var profiled = PROFILED.matcher(line);
        if (header.matches()) {
            facts.add(goroutine(header.group(1), header.group(2), header.group(3), header.group(4)));
        } else if (profiled.matches()) {
            facts.add(profiled.group(1) + " goroutines");
        } else {
            inside &= !line.isEmpty() && !line.startsWith("=== END");
            if (inside) {
                below(line);
            }
            return;
        }
        inside = true;
        ancestors = false;
    }

    private void below(String line) {
        var place = PLACE.matcher(line);
        var registers = REGISTERS_ONLY.matcher(line);
        var profiled = PROFILED_CALL.matcher(line);
        ancestors |= line.startsWith("[originating from goroutine ");
        if (ancestors || NOTE.matcher(line).matches()) {
            facts.add("says " + line);
        } else if (line.startsWith(PROFILED_LABELS)) {
            facts.add("labels " + line.substring(PROFILED_LABELS.length()));
        } else if (profiled.matches()) {
            facts.add(call(profiled.group(1), "-") + at(profiled.group(3), profiled.group(4), profiled.group(2), ""));
        } else if (registers.matches()) {
            facts.add(function + at("", "0", "", registers.group(4)));
        } else if (place.matches()) {
            facts.add(function + at(place.group(1), place.group(2), found(place.group(3)), found(place.group(4))));
        } else {
            function = function(line);
        }
    }

    /** A part that may be missing. */
    private static String found(@Nullable String part) {
        return Objects.requireNonNullElse(part, "");
    }

    private static String goroutine(String id, @Nullable String thread, String brackets, @Nullable String labels) {
        var words = new ArrayList<>(List.of(brackets.split(", ")));
        var state = words.removeFirst();
        boolean scanned = state.endsWith(SCANNED);
        boolean locked = words.remove("locked to thread");
        var age = words.stream()
                .filter(word -> word.endsWith(" minutes"))
                .findFirst()
                .orElse("-1 minutes");
        words.remove(age);
        return header(
                id,
                found(thread),
                scanned ? state.substring(0, state.length() - SCANNED.length()) : state,
                scanned,
                age.split(" ")[0],
                locked,
                String.join(", ", words),
                found(labels));
    }

    private static String function(String line) {
        var created = CREATED.matcher(line);
        var call = CALL.matcher(line);
        if (created.matches()) {
            return creator(created.group(1), created.group(2) == null ? "0" : created.group(2));
        }
        return call.matches() ? call(call.group(1), "(" + call.group(2) + ")") : call(line, "-");
    }

    /** The facts of a goroutine that was read. */
    static List<String> of(DumpedGoroutine goroutine) {
        var facts = new ArrayList<String>();
        var header = goroutine.header();
        boolean profiled = header.id() == 0 && header.state().isEmpty();
        facts.add(
                profiled
                        ? goroutine.count() + " goroutines"
                        : header(
                                "" + header.id(),
                                header.thread(),
                                header.state(),
                                header.scanned(),
                                "" + header.minutes(),
                                header.locked(),
                                header.details(),
                                header.labels()));
        if (profiled && !header.labels().isEmpty()) {
            facts.add("labels " + header.labels());
        }
        for (var entry : goroutine.entries()) {
            switch (entry) {
                case Entry.FrameLines(var frame, var parentheses, var registers) -> {
                    var call = call(frame.function(), parentheses ? "(" + frame.arguments() + ")" : "-");
                    boolean placed = !frame.file().isEmpty() || !registers.isEmpty();
                    facts.add(placed ? call + place(frame, registers) : "says " + frame.function());
                }
                case Entry.Started(var creator, var registers) ->
                    facts.add(creator(creator.function(), "" + creator.goroutine())
                            + at(creator.file(), "" + creator.line(), hex(creator.offset()), registers));
                case Entry.Note(var text) -> facts.add("says " + text);
            }
        }
        return facts;
    }

    private static String place(Goroutine.Frame frame, String registers) {
        return at(frame.file(), "" + frame.line(), hex(frame.offset()), registers);
    }

    private static String hex(long offset) {
        return offset < 0 ? "" : Long.toHexString(offset);
    }

    private static String header(
            String id,
            String thread,
            String state,
            boolean scanned,
            String minutes,
            boolean locked,
            String details,
            String labels) {
        return "goroutine " + id + " thread '" + thread + "' state '" + state + "' scanned " + scanned + " minutes "
                + minutes + " locked " + locked + " details '" + details + "' labels '" + labels + "'";
    }

    private static String call(String function, String arguments) {
        return "calls '" + function + "' with " + arguments;
    }

    private static String creator(String function, String goroutine) {
        return "created by '" + function + "' of " + goroutine;
    }

    private static String at(String file, String line, String offset, String registers) {
        return " at '" + file + "' line " + line + " offset " + offset + " registers '" + registers + "'";
    }
}
