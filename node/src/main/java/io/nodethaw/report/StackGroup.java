package io.nodethaw.report;

import io.nodethaw.evidence.Goroutine;
import java.util.List;

/**
 * Goroutines that are alike: the same state and the same functions, files and lines.
 *
 * @param oldest minutes that one of them waits about, as the runtime counts them; -1 where no age is known
 * @param median minutes of the one in the middle; -1 where no age is known
 * @param ids of the first ones
 * @param frames of one of them, innermost first
 */
public record StackGroup(
        long count, String state, int oldest, int median, List<Long> ids, List<Goroutine.Frame> frames) {
    public StackGroup {
        ids = List.copyOf(ids);
        frames = List.copyOf(frames);
    }
}
