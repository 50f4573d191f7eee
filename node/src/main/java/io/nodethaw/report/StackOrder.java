package io.nodethaw.report;

import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/** The order of groups of goroutines: calls without an answer first, then the rest, idle loops last. */
final class StackOrder {
    private static final Comparator<StackGroup> OLDEST = Comparator.comparingInt(StackGroup::oldest)
            .thenComparingLong(StackGroup::count)
            .reversed();

    /**
     * A long wait for a daemon comes before a wait for the kernel or a child, which may well take long; and that comes before a
     * call that was only just made.
     */
    static final Comparator<StackGroup> ORDER =
            Comparator.comparingInt(StackOrder::rank).thenComparing(OLDEST);

    private StackOrder() {}

    static List<StackGroup> sorted(List<StackGroup> groups) {
        return groups.stream().sorted(ORDER).toList();
    }

    private static int rank(StackGroup group) {
        boolean aged = group.oldest() > 0;
        return switch (group.occupation().kind()) {
            case CALL -> aged ? 0 : 2;
            case SYSTEM_CALL, WRITE, CHILD -> aged ? 1 : 3;
            case LOCK -> 4;
            case OTHER -> 5;
            case IDLE -> 6;
        };
    }

    /** The first group that waits for something that others have to do. */
    static Optional<StackGroup> outstanding(List<StackGroup> groups) {
        return groups.stream()
                .filter(group -> group.occupation().kind().isOutstanding())
                .min(ORDER);
    }

    /** The first group that waits and is not known to be idle. */
    static Optional<StackGroup> other(List<StackGroup> groups) {
        return groups.stream().filter(group -> !group.isIdle()).min(ORDER);
    }
}
