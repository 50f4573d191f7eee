package io.nodethaw.cli;

import io.nodethaw.dump.Bucket;
import io.nodethaw.dump.Entry;
import io.nodethaw.dump.Snapshot;
import io.nodethaw.evidence.Goroutine;
import io.nodethaw.report.Crash;
import io.nodethaw.report.StackGroup;
import io.nodethaw.wait.go.Occupation;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;

/** The groups of goroutines of a moment, as they are shown: buckets of a dump, with what memory tells about their goroutines. */
final class MomentGroups {
    private final Map<Long, Goroutine> byId = new HashMap<>();
    private final List<Bucket> buckets;
    private final List<StackGroup> groups;
    private final boolean race;
    private final boolean atLeast;

    /** @param atLeast true where more goroutines may be alike than the snapshot has */
    MomentGroups(Snapshot snapshot, List<Goroutine> goroutines, boolean atLeast) {
        this.atLeast = atLeast;
        goroutines.forEach(goroutine -> byId.put(goroutine.id(), goroutine));
        race = snapshot.headlines().stream().anyMatch(Crash::isRace);
        buckets = snapshot.buckets();
        groups = buckets.stream().map(this::group).toList();
    }

    List<StackGroup> all() {
        return groups;
    }

    /** The goroutines that a crash is about: the first one of the dump, or all that took part in a race. */
    List<StackGroup> crashed() {
        var inOrder = IntStream.range(0, buckets.size())
                .boxed()
                .sorted(Comparator.comparingLong(
                        number -> buckets.get(number).sample().line()))
                .map(groups::get)
                .toList();
        return race ? inOrder : Crash.first(inOrder).stream().toList();
    }

    private StackGroup group(Bucket bucket) {
        var dumped = bucket.sample().goroutine();
        var known = Optional.ofNullable(byId.get(dumped.id())).orElse(dumped);
        return new StackGroup(
                bucket.count(),
                atLeast,
                bucket.ages().most(),
                bucket.ages().median(),
                bucket.ids(),
                shared(known, bucket),
                gaps(bucket),
                Occupation.of(known),
                blocked(bucket));
    }

    /**
     * One goroutine of a group, with the arguments that all of them share. When it was read from memory, its frames are used,
     * because memory tells strings among the arguments, which a dump does not.
     */
    private static Goroutine shared(Goroutine one, Bucket bucket) {
        if (bucket.count() == 1 || one.frames().size() != bucket.arguments().size()) {
            return one;
        }
        var frames = new ArrayList<Goroutine.Frame>();
        for (int i = 0; i < one.frames().size(); i++) {
            var frame = one.frames().get(i);
            frames.add(new Goroutine.Frame(
                    frame.function(),
                    bucket.arguments().get(i),
                    frame.file(),
                    frame.line(),
                    frame.offset(),
                    frame.inlined(),
                    frame.strings()));
        }
        return new Goroutine(
                one.id(),
                one.state(),
                one.minutes(),
                one.lockedToThread(),
                frames,
                one.creator(),
                one.blocked(),
                one.shared());
    }

    private static List<StackGroup.Gap> gaps(Bucket bucket) {
        var gaps = new ArrayList<StackGroup.Gap>();
        int frames = 0;
        for (var entry : bucket.sample().entries()) {
            if (entry instanceof Entry.Note(var text)) {
                gaps.add(new StackGroup.Gap(frames, text));
            }
            frames += entry instanceof Entry.FrameLines ? 1 : 0;
        }
        return gaps;
    }

    private List<StackGroup.At> blocked(Bucket bucket) {
        return bucket.ids().stream()
                .flatMap(id -> Optional.ofNullable(byId.get(id)).stream())
                .flatMap(goroutine ->
                        goroutine.blocked().stream().map(blocked -> new StackGroup.At(goroutine.id(), blocked)))
                .toList();
    }
}
