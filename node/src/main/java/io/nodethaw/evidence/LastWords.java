package io.nodethaw.evidence;

import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * What a unit that does not run said last, since the machine was booted. Of a Go program that ended in a panic the goroutines are
 * left out. Its instance is the name of the unit.
 *
 * @param lines the oldest first
 * @param restarts how long before the look systemd has started it again, the newest first, as far as lines were read
 * @param ended how its main process ended last, as systemd has logged it
 */
public record LastWords(List<Line> lines, List<Duration> restarts, Optional<Ended> ended) {
    public static final FactType<LastWords> TYPE = new FactType<>("last-words", LastWords.class);

    /** The most characters of a line that are kept. */
    private static final int LONGEST = 300;

    public LastWords {
        lines = List.copyOf(lines);
        restarts = List.copyOf(restarts);
    }

    /** Lines of a unit that was not started again. */
    public LastWords(List<Line> lines) {
        this(lines, List.of(), Optional.empty());
    }

    /**
     * The end of a process.
     *
     * @param bySignal true where a signal ended it
     * @param status exit status, or number of the signal
     */
    public record Ended(boolean bySignal, int status) {
        /** "exit code 1", "signal 9". */
        public String words() {
            return (bySignal ? "signal " : "exit code ") + status;
        }
    }

    /**
     * One line.
     *
     * @param ago how long before the look
     * @param text as much of it as tells; anything may stand in it
     */
    public record Line(Duration ago, String text) {
        public Line {
            text = Foreign.cut(text, LONGEST);
        }
    }
}
