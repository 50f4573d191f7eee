package io.nodethaw.analysis;

import java.time.Duration;

/**
 * How long it took until a daemon answered a question of ours.
 *
 * @param hop name of the hop that it is of
 * @param took the time until the answer came, or since it has been outstanding
 * @param answered false while it is silent
 */
public record AnswerTime(String hop, Duration took, boolean answered) {
    public AnswerTime {
        if (took.isNegative()) { // the wall clock was set meanwhile
            took = Duration.ZERO;
        }
    }
}
