package io.nodethaw.cli;

import io.nodethaw.dump.Snapshot;
import io.nodethaw.evidence.Goroutine;
import io.nodethaw.report.Crash;
import io.nodethaw.report.Extent;
import io.nodethaw.report.StackFilter;
import io.nodethaw.report.StacksReport;
import io.nodethaw.wait.go.GoroutineLocks;
import io.nodethaw.wait.go.LockChain;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;
import java.util.stream.Collectors;

/**
 * The goroutines of one process at one moment, as they were read.
 *
 * @param name of the process or file
 * @param from how they were read; empty when the name says it
 * @param snapshot the goroutines that are shown, in buckets
 * @param goroutines the goroutines among which locks are looked for; all that have an id, unless there are very many
 * @param extent of which goroutines numbers tell: those in which locks are looked for may be fewer than those that are counted
 * @param notes what could not be read
 */
record Moment(
        String name, String from, Snapshot snapshot, List<Goroutine> goroutines, Extent extent, List<String> notes) {
    Moment {
        goroutines = List.copyOf(goroutines);
        notes = List.copyOf(notes);
    }

    /** The report that shows it. */
    StacksReport report(StackFilter filter, String tool) {
        var kinds = new MomentGroups(snapshot, goroutines, extent == Extent.SOME);
        var all = GoroutineLocks.of(goroutines);
        var locks = shown(all, filter);
        return new StacksReport(
                name,
                from,
                snapshot.goroutines(),
                snapshot.shown(),
                filter,
                kinds.all(),
                crash(kinds),
                locks,
                LockChain.longest(locks, all, goroutines),
                extent,
                allNotes(filter),
                tool);
    }

    private GoroutineLocks shown(GoroutineLocks locks, StackFilter filter) {
        return filter.isAll()
                ? locks
                : locks.about(goroutines.stream()
                        .filter(filter::shows)
                        .map(Goroutine::id)
                        .collect(Collectors.toSet()));
    }

    private Optional<Crash> crash(MomentGroups kinds) {
        return snapshot.headlines().stream().anyMatch(Crash::isCrash)
                ? Optional.of(new Crash(snapshot.headlines(), kinds.crashed()))
                : Crash.without(kinds.all());
    }

    private List<String> allNotes(StackFilter filter) {
        var all = new ArrayList<String>();
        if (snapshot.headlines().stream().noneMatch(Crash::isCrash)) {
            all.addAll(snapshot.headlines());
        }
        all.addAll(notes);
        if (snapshot.ungrouped() > 0) {
            all.add(snapshot.ungrouped() + " goroutines are counted and not shown: too many kinds");
        }
        if (snapshot.shown() == 0 && !filter.state().isEmpty() && !goroutines.isEmpty()) {
            all.add("states in it: " + String.join(", ", states()));
        }
        return all;
    }

    private TreeSet<String> states() {
        return goroutines.stream().map(Goroutine::state).collect(Collectors.toCollection(TreeSet::new));
    }
}
