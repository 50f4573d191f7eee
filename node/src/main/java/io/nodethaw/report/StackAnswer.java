package io.nodethaw.report;

import io.nodethaw.wait.go.GoroutineLocks;
import io.nodethaw.wait.go.LockChain;
import java.util.List;
import java.util.Optional;

/**
 * What a person wants to know about many goroutines, in one sentence: why the process ended, who keeps the others waiting, or
 * what is outstanding.
 */
final class StackAnswer {
    private final List<StackGroup> groups;
    private final GoroutineLocks locks;
    private final Optional<LockChain> chain;
    private final Extent extent;

    StackAnswer(List<StackGroup> groups, GoroutineLocks locks, Optional<LockChain> chain, Extent extent) {
        this.groups = groups;
        this.locks = locks;
        this.chain = chain;
        this.extent = extent;
    }

    String of(Optional<Crash> crash) {
        if (crash.isPresent()) {
            return crash.get().answer()
                    + (locks.deadlocks().isEmpty()
                            ? ""
                            : "; " + LockWords.ring(locks.deadlocks().getFirst()));
        }
        return LockWords.answer(locks, chain, extent)
                .map(answer -> answer + besides())
                .or(() -> StackOrder.outstanding(groups).map(StackAnswer::waits))
                .orElseGet(this::others);
    }

    /** What is outstanding besides the lock, when nobody is seen to hold it: that may be the reason. */
    private String besides() {
        boolean known = !locks.deadlocks().isEmpty()
                || chain.filter(it -> !it.last().holders().isEmpty()).isPresent();
        return known
                ? ""
                : StackOrder.outstanding(groups)
                        .map(group -> "; besides, " + waits(group))
                        .orElse("");
    }

    /** "goroutine 50 in task/v2.(*taskClient).Kill waits for the answer to Kill (ttrpc), about 267 min". */
    static String waits(StackGroup group) {
        var at = group.occupation();
        return group.subject()
                + (at.function().isEmpty() ? "" : " in " + Printable.of(ShortNames.function(at.function())))
                + (group.count() == 1 ? " waits for " : " wait for ")
                + Printable.of(at.what())
                + age(group);
    }

    private String others() {
        var nobody = "no goroutine is seen to wait for a lock or a call";
        if (groups.isEmpty()) {
            return nobody;
        }
        return StackOrder.other(groups)
                .map(group -> nobody + "; first of the others: " + group.subject() + place(group) + age(group))
                .orElse(nobody + ": all seem to wait for work");
    }

    private static String place(StackGroup group) {
        return (group.occupation().function().isEmpty()
                        ? ""
                        : " in "
                                + Printable.of(
                                        ShortNames.function(group.occupation().function())))
                + (group.state().isEmpty() ? "" : " [" + Printable.of(group.state()) + "]");
    }

    private static String age(StackGroup group) {
        return group.oldest() < 0 ? "" : ", about " + group.oldest() + " min";
    }
}
