package io.nodethaw.report;

import io.nodethaw.evidence.Goroutine;
import io.nodethaw.wait.go.Occupation;
import java.util.List;
import java.util.Optional;

/**
 * Goroutines that are alike: the same state and the same functions, files and lines.
 *
 * @param atLeast true where there may be more of them than {@code count}
 * @param oldest minutes that the oldest has waited, approximately, as the runtime counts; -1 when no age is known
 * @param median minutes of the one in the middle; -1 when no age is known
 * @param ids of the first ones; none for a profile, which has no ids, and for the scheduler's stack
 * @param sample one of them; arguments in its frames that differ within the group are a star
 * @param gaps what the runtime printed in place of frames
 * @param occupation what they are doing
 * @param blocked what each of the first ones waits for, when memory was read
 */
public record StackGroup(
        long count,
        boolean atLeast,
        int oldest,
        int median,
        List<Long> ids,
        Goroutine sample,
        List<Gap> gaps,
        Occupation occupation,
        List<At> blocked) {
    public StackGroup {
        ids = List.copyOf(ids);
        gaps = List.copyOf(gaps);
        blocked = List.copyOf(blocked);
    }

    /**
     * What is printed in place of frames: "...9000 frames elided...".
     *
     * @param before the index of the frame that follows, from 0
     */
    public record Gap(int before, String text) {}

    /** What one of them waits for. */
    public record At(long goroutine, Goroutine.Blocked blocked) {}

    String state() {
        return sample.state();
    }

    List<Goroutine.Frame> frames() {
        return sample.frames();
    }

    Optional<Goroutine.Creator> creator() {
        return sample.creator();
    }

    /** How many have an id that is not among {@link #ids}. */
    long leftOut() {
        return ids.isEmpty() ? 0 : count - ids.size();
    }

    /** "3 [select]"; for a profile, which has no states, "3". */
    String heading() {
        return Extent.words(count, atLeast) + (state().isEmpty() ? "" : " [" + Printable.of(state()) + "]");
    }

    /** "goroutine 4, 8 and 90 more"; goroutine 0 is the stack that the scheduler itself runs on (runtime/proc.go, g0). */
    String who() {
        if (!ids.isEmpty()) {
            return LockWords.ids(ids, count, atLeast);
        }
        return state().isEmpty() ? "" : "no goroutine: the scheduler's own stack";
    }

    /** Who, as the subject of a sentence; "5 goroutines" when no ids are known. */
    String subject() {
        if (!ids.isEmpty()) {
            return LockWords.ids(ids, count, atLeast);
        }
        return Extent.words(count, atLeast) + (count == 1 ? " goroutine" : " goroutines");
    }

    boolean isIdle() {
        return occupation.kind() == Occupation.OccupationKind.IDLE;
    }
}
