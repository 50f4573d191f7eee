package io.nodethaw.report;

import io.nodethaw.wait.go.Occupation;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * Why the process that wrote a dump ended, and which goroutines were involved.
 *
 * @param words as the runtime wrote them: "panic: runtime error: invalid memory address or nil pointer dereference"
 * @param groups the goroutine that crashed; for a race all that took part
 */
public record Crash(List<String> words, List<StackGroup> groups) {
    /** How a report of the race detector begins (runtime/race, tsan). */
    private static final String RACE = "WARNING: DATA RACE";

    /** How the runtime prints runtime.gopanic (runtime/traceback.go, printFuncName). */
    private static final String PANIC = "panic";

    /** The most characters of the words on one line. */
    private static final int WORDS_MAX = 200;

    private static final int RACERS_MAX = 3;

    public Crash {
        words = List.copyOf(words);
        groups = List.copyOf(groups);
    }

    /**
     * True for words with which the runtime ends a program, or with which the race detector reports. Before a dump that
     * somebody requested there are other words.
     */
    public static boolean isCrash(String words) {
        return words.startsWith("panic: ")
                || words.startsWith("panic serving ")
                || words.startsWith("fatal error: ")
                || words.startsWith("[signal SIG")
                || words.startsWith("runtime: goroutine stack exceeds")
                || words.startsWith("SIGABRT")
                || words.startsWith(RACE);
    }

    /**
     * A crash whose goroutine is in the file and whose words are not, because a logger wrote them elsewhere; empty when no
     * goroutine is in a panic.
     */
    public static Optional<Crash> without(List<StackGroup> groups) {
        return groups.stream()
                .filter(group -> group.state().startsWith("running")
                        && group.frames().stream()
                                .anyMatch(frame -> frame.function().equals(PANIC)))
                .findFirst()
                .map(group -> new Crash(List.of("a panic, whose words are not in this file"), List.of(group)));
    }

    /** True when two goroutines raced: then the process did not end. */
    public static boolean isRace(String words) {
        return words.startsWith(RACE);
    }

    /** The goroutine that crashed: the runtime prints it first, or right after the scheduler's own stack. */
    public static Optional<StackGroup> first(List<StackGroup> inOrderOfTheFile) {
        return inOrderOfTheFile.stream()
                .filter(group -> !group.ids().isEmpty())
                .findFirst()
                .or(() -> inOrderOfTheFile.stream().findFirst());
    }

    /** "panic: ...: goroutine 171 in c.(*svc).set". */
    String answer() {
        var first = words.getFirst();
        var cut = first.length() > WORDS_MAX ? first.substring(0, WORDS_MAX) + "..." : first;
        var who = groups.stream()
                .limit(RACERS_MAX)
                .map(group -> group.subject() + " in " + function(group)
                        + (isRace(first) ? " [" + Printable.of(group.state()) + "]" : ""))
                .collect(Collectors.joining(", "));
        return Printable.of(cut) + (who.isEmpty() ? "" : ": " + who);
    }

    /** The function it was in when the runtime took over to end it: the first one outside panic and the runtime's own frames. */
    private static String function(StackGroup group) {
        var frames = group.frames();
        int from = 0;
        for (int i = 0; i < frames.size(); i++) {
            if (frames.get(i).function().equals(PANIC)
                    || frames.get(i).function().equals("runtime.sigpanic")) {
                from = i + 1;
            }
        }
        return Printable.of(
                ShortNames.function(Occupation.title(frames.subList(Math.min(from, frames.size()), frames.size()))));
    }
}
