package io.nodethaw.format.goroutines;

import io.nodethaw.evidence.Goroutine;
import io.nodethaw.format.Finder;
import io.nodethaw.format.Found;
import io.nodethaw.format.Line;
import io.nodethaw.format.Piece;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Frames of a Go program without the header of their goroutine: people copy the part of a dump that they find telling, or show what a
 * debugger printed. State and age are not told, and neither is how many goroutines look so.
 */
public final class LooseFrames implements Finder {
    private static final String NAME =
            "((?:[A-Za-z_][\\w.~-]{0,80}/){0,12}[A-Za-z_][\\w-]{0,60}\\.[\\w.()*·\\[\\]/-]{1,160}?)";
    private static final String FILE =
            "((?:/|[\\w.@-]{1,80}/|[\\w-]{1,40}(?=\\.))[^\\s:]{0,300}\\.(?:go|s)):(\\d{1,9})";

    /** "pkg.(*Type).Function(0xc000, 0x1)", as the runtime prints a frame; its place follows in the next line. */
    private static final Pattern CALL = Pattern.compile("^" + NAME + "\\(([^()]{0,600})\\)?$");

    /** The place of a frame. */
    private static final Pattern PLACE = Pattern.compile("^" + FILE + "(?: \\+0x[0-9a-f]{1,16})?(?: .{0,80})?$");

    /** Both in one line. */
    private static final Pattern BOTH =
            Pattern.compile("^" + NAME + "\\(([^()]{0,600})\\) +" + FILE + "(?: \\+0x[0-9a-f]{1,16})?$");

    /** "#5  0x4bc5ba in pkg.Function (a=0xc0, b=1) at /x/y.go:17", as gdb prints a frame. */
    private static final Pattern GDB = Pattern.compile("^(?:(\\d{1,6}) +)?#(\\d{1,4}) +(?:0x[0-9a-f]{1,16} in )?" + NAME
            + " \\(([^()]{0,600})\\)(?: at " + FILE + ")?$");

    /**
     * "1  0x000000000045d9c0 in runtime.futex", as delve prints a frame (its pkg/terminal, printStack); "at FILE:LINE" follows in a line
     * of its own.
     */
    private static final Pattern DELVE = Pattern.compile("^(\\d{1,4}) +0x[0-9a-f]{8,16} in " + NAME + "$");

    /** "* Goroutine 1 - User: /x/y.go:12 main.main (0x4a2b3c) [chan receive]", a line of its list of goroutines. */
    private static final Pattern DELVE_LIST =
            Pattern.compile("^(?:\\* )?Goroutine \\d{1,18} - (?:User|Start|Runtime|Go): " + FILE + " " + NAME
                    + " \\(0x[0-9a-f]{1,16}\\)(?: .{0,200})?$");

    /** "#\t0x4a2b3c\tpkg.Function+0x12\t/x/y.go:12", a frame of a profile (runtime/pprof, printStackRecord). */
    private static final Pattern PROFILE =
            Pattern.compile("^(?:#\\s+)?0x[0-9a-f]{1,16}\\s+" + NAME + "\\+0x[0-9a-f]{1,8}\\s+" + FILE + "$");

    private static final Pattern HEADER =
            Pattern.compile("goroutine \\d{1,18} .{0,80}\\[.{1,120}\\]:|^goroutine profile: total");

    /**
     * The first line of a profile of something else (runtime/pprof, writeHeapInternal, writeProfileInternal, printCountProfile): its stacks are
     * of what has been allocated, started or waited for since the program began.
     */
    private static final Pattern OTHER_PROFILE =
            Pattern.compile("^(?:heap profile: \\d|threadcreate profile: total|--- (?:contention|mutex):$)");

    /** A line within such a profile. */
    private static final Pattern OF_OTHER_PROFILE =
            Pattern.compile("^(?:#.*|(?:cycles/second|sampling period)=\\d.*|\\d.* @( .*)?)?$");

    /** How many goroutines of a profile the frames that follow belong to. */
    private static final Pattern COUNT = Pattern.compile("^(\\d{1,9}) @ 0x[0-9a-f]{1,16}");

    /** The stacks of a profile as {@code go tool pprof -traces} prints them: the count before the first function, names alone. */
    private static final String TRACES = "Type: goroutine";

    private static final Pattern RULE = Pattern.compile("^-{5,}\\+-{5,}$");
    private static final Pattern TRACED = Pattern.compile("^(?:(\\d{1,9}) +)?" + NAME + "(?: \\(inline\\))?$");

    /** A single frame may be a word of a person's sentence; a stack has several. */
    private static final int LEAST = 2;

    /** The most copies of a goroutine that is only counted: more of them tell nothing more. */
    private static final long COPIES = 1_000;

    private static final int MOST = 10_000;
    private static final int MOST_FRAMES = 200;

    /**
     * Frames that follow one another.
     *
     * @param count how many goroutines look so, as far as the text tells
     * @param least how many frames it takes to be believed
     */
    private record Run(long line, List<Goroutine.Frame> frames, long count, int least) {}

    private final List<Run> runs = new ArrayList<>();
    private Optional<Run> run = Optional.empty();
    private Optional<Goroutine.Frame> open = Optional.empty();
    private boolean inGoroutine;
    private boolean inProfile;
    private boolean inRace;
    private boolean inOtherProfile;
    private boolean hasTraces;
    private boolean inTraces;
    private int number;

    @Override
    public void take(Line line) {
        if (otherProfile(line.text()) || traced(line.text(), line.number())) {
            return;
        }
        if (isOther(line.text())) {
            if (!inGoroutine) {
                end();
            }
            return;
        }
        var text = Unfolding.unfolded(line.text()).strip();
        inRace = text.startsWith("WARNING: DATA RACE") || inRace && !text.startsWith("=====");
        if (inRace) {
            end();
        } else if (HEADER.matcher(text).find()) {
            end();
            inGoroutine = true; // the reader of dumps takes what follows
            inProfile |= text.startsWith("goroutine profile");
        } else if (!inProfile && COUNT.matcher(text).find()) {
            end();
            begin(line.number(), Long.parseLong(text.substring(0, text.indexOf(' '))), 1);
        } else if (text.isEmpty() || text.startsWith("```")) {
            end();
            inGoroutine = false;
        } else if (!inGoroutine && !inProfile) {
            frame(text, line.number());
        }
    }

    /** True for nearly all lines of other texts, without a closer look. */
    private boolean isOther(String text) {
        return !text.isEmpty()
                && !inRace
                && open.isEmpty()
                && text.indexOf('(') < 0
                && text.indexOf('`') < 0
                && !text.contains("+0x")
                && !text.contains("goroutine ")
                && !text.contains(" @ 0x")
                && !(text.contains(" in ") && text.contains("0x0"))
                && !text.contains("DATA RACE")
                && !text.startsWith("created by ")
                && !text.startsWith("/");
    }

    private boolean otherProfile(String text) {
        inOtherProfile = inOtherProfile
                ? OF_OTHER_PROFILE.matcher(text).matches()
                : (text.contains("profile: ") || text.startsWith("--- "))
                        && OTHER_PROFILE.matcher(text).find();
        if (inOtherProfile) {
            end();
        }
        return inOtherProfile;
    }

    private boolean traced(String text, long number) {
        hasTraces |= text.equals(TRACES);
        if (hasTraces && RULE.matcher(text).find()) {
            end();
            inTraces = true;
            return true;
        }
        var frame = inTraces ? TRACED.matcher(text) : null;
        inTraces = frame != null && frame.matches() && (run.isPresent() || frame.group(1) != null);
        if (inTraces && frame != null) {
            if (run.isEmpty()) {
                begin(number, Long.parseLong(frame.group(1)), 1);
            }
            add(frame(frame.group(2), ""), number);
        }
        return inTraces;
    }

    private void frame(String text, long number) {
        var place = PLACE.matcher(text.startsWith("at ") ? text.substring("at ".length()) : text);
        if (open.isPresent() && place.matches()) {
            var at = open.get();
            add(frame(at.function(), at.arguments(), place, 1), number);
            open = Optional.empty();
            return;
        }
        var both = BOTH.matcher(text);
        var profile = PROFILE.matcher(text);
        var gdb = GDB.matcher(text);
        var call = CALL.matcher(text);
        if (both.matches()) {
            add(frame(both.group(1), both.group(2), both, 3), number);
        } else if (profile.matches()) {
            add(frame(profile.group(1), "", profile, 2), number);
        } else if (gdb.matches()) {
            gdb(gdb, number);
        } else if (delve(text, number)) {
            return;
        } else if (call.matches() && isGo(call.group(1))) {
            flush(number);
            open = Optional.of(frame(call.group(1), call.group(2)));
        } else if (!text.startsWith("created by ") && !text.startsWith("/")) {
            end();
        }
    }

    /** The numbers of a stack rise; the same or a smaller one begins another, which somebody may have counted with uniq. */
    private void gdb(Matcher frame, long line) {
        int next = Integer.parseInt(frame.group(2));
        if (run.isEmpty() || next <= number) {
            end();
            begin(line, frame.group(1) == null ? 1 : Long.parseLong(frame.group(1)), 1);
        }
        number = next;
        add(frame(frame.group(3), frame.group(4), frame, 5), line);
    }

    /** A frame of a stack as delve prints it, whose place follows, or a line of its list, which has one frame of each. */
    private boolean delve(String text, long line) {
        var frame = text.contains(" in ") ? DELVE.matcher(text) : null;
        var listed = text.contains("Goroutine ") ? DELVE_LIST.matcher(text) : null;
        if (frame != null && frame.matches()) {
            flush(line);
            int next = Integer.parseInt(frame.group(1));
            if (run.isEmpty() || next <= number) {
                end();
                begin(line, 1, 1);
            }
            number = next;
            open = Optional.of(frame(frame.group(2), ""));
            return true;
        }
        if (listed != null && listed.matches()) {
            end();
            begin(line, 1, 1);
            add(frame(listed.group(3), "", listed, 1), line);
            end();
            return true;
        }
        return false;
    }

    private void begin(long line, long count, int least) {
        run = Optional.of(new Run(line, new ArrayList<>(), Math.max(1, count), least));
    }

    /** True for the name of a function with a package: other languages call functions of objects so too. */
    private static boolean isGo(String name) {
        return name.contains("/")
                || name.contains("(*")
                || name.matches("(?:main|sync|syscall|runtime|net|os|io|time|context)\\..*");
    }

    /** A frame whose place did not follow: somebody has left it out. */
    private void flush(long number) {
        open.ifPresent(frame -> add(frame, number));
        open = Optional.empty();
    }

    private static Goroutine.Frame frame(String function, String arguments) {
        return new Goroutine.Frame(function, arguments, "", 0, -1, false, List.of());
    }

    private static Goroutine.Frame frame(String function, String arguments, Matcher place, int group) {
        return place.group(group) == null
                ? frame(function, arguments)
                : new Goroutine.Frame(
                        function,
                        arguments,
                        place.group(group),
                        Integer.parseInt(place.group(group + 1)),
                        -1,
                        false,
                        List.of());
    }

    private void add(Goroutine.Frame frame, long number) {
        if (run.isEmpty()) {
            begin(number, 1, LEAST);
        }
        if (run.get().frames().size() < MOST_FRAMES) {
            run.get().frames().add(frame);
        }
    }

    private void end() {
        flush(run.map(Run::line).orElse(1L));
        run.filter(one -> one.frames().size() >= one.least() && runs.size() < MOST)
                .ifPresent(runs::add);
        run = Optional.empty();
    }

    @Override
    public void end(Found into) {
        end();
        if (runs.isEmpty()) {
            return;
        }
        into.is("frames without the headers of their goroutines");
        into.note(
                runs.getFirst().line(),
                "frames without the header of their goroutine: state, age and number are not told; numbers below 0 are ours");
        var goroutines = new ArrayList<Goroutine>();
        for (var one : runs) {
            var frames = List.copyOf(one.frames());
            for (long i = 0; i < Math.min(one.count(), COPIES) && goroutines.size() < MOST; i++) {
                goroutines.add(new Goroutine(
                        -1L - goroutines.size(),
                        Waiting.of(frames),
                        -1,
                        false,
                        frames,
                        Optional.empty(),
                        Optional.empty(),
                        List.of()));
            }
        }
        into.process(new Piece.Process(
                Programs.of(goroutines).orElse("a Go program"),
                Optional.empty(),
                goroutines,
                into.at(runs.getFirst().line())));
    }
}
