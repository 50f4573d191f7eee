package io.nodethaw.evidence;

import java.time.Duration;
import java.util.List;

/**
 * What a unit that does not run said last, since the machine was booted. Of a Go program that ended in a panic the goroutines are
 * left out. Its instance is the name of the unit.
 *
 * @param lines the oldest first
 */
public record LastWords(List<Line> lines) {
    public static final FactType<LastWords> TYPE = new FactType<>("last-words", LastWords.class);

    /** The most characters of a line that are kept. */
    private static final int LONGEST = 300;

    public LastWords {
        lines = List.copyOf(lines);
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
