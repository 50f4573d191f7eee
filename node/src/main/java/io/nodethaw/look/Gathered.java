package io.nodethaw.look;

import io.nodethaw.collect.Deadline;
import io.nodethaw.collect.Host;
import io.nodethaw.evidence.Evidence;
import io.nodethaw.evidence.FactType;
import io.nodethaw.evidence.Goroutines;
import io.nodethaw.evidence.Key;
import io.nodethaw.wait.NodeView;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/**
 * What one look has read so far, each key once until it is read again on purpose, and the view of it. While nothing is new it is the same
 * view, with all that was worked out in it.
 */
final class Gathered {
    private final Host host;
    private final Readers readers;
    private final Probing probing;

    /** In the order in which it was first read: the clock before all ages that are counted by it. */
    private final Set<Key> read = new LinkedHashSet<>();

    private Evidence.Builder builder;
    private NodeView view;

    Gathered(Host host, Readers readers, Probing probing) {
        this.host = host;
        this.readers = readers;
        this.probing = probing;
        this.builder = new Evidence.Builder(host.clock().instant());
        this.view = new NodeView(builder.build());
    }

    /** Where others put what they know. */
    Evidence.Builder into() {
        return builder;
    }

    /** What was read. */
    NodeView known() {
        return of(builder.build());
    }

    /** What was read, with the answers of the probes. */
    NodeView withAnswers() {
        return of(probing.evidence(builder));
    }

    /** The view of this evidence. */
    NodeView of(Evidence evidence) {
        if (view.evidence() != evidence) {
            view = view.next(evidence);
        }
        return view;
    }

    /** Reads these; what has not come back within the time is left behind. */
    void read(Collection<Key> keys, Duration time) {
        readers.read(keys, host.deadline(time), builder);
        read.addAll(keys);
    }

    /** Reads those of these that were not read before; false where there are none. */
    boolean readNew(Collection<Key> wanted, Duration time) {
        var keys = unread(wanted);
        if (!keys.isEmpty()) {
            read(keys, time);
        }
        return !keys.isEmpty();
    }

    /** Those of these that were not read before. */
    List<Key> unread(Collection<Key> wanted) {
        var keys = new LinkedHashSet<>(wanted);
        keys.removeAll(read);
        return List.copyOf(keys);
    }

    /** Forgets all that was put in of a kind, wherever it came from. */
    void forget(FactType<?> type) {
        builder = builder.build().without(type).toBuilder();
    }

    /** Takes another sample of what was read and may have changed: threads, queues, locks, processes, disks; and goroutines. */
    void readAgain(Duration time) {
        var again = new ArrayList<>(read.stream().filter(readers::isChanging).toList());
        again.addAll(goroutines());
        readers.read(again, host.deadline(time), builder);
    }

    /** Takes another sample of goroutines. They are large, and therefore read again only where they could be read at all. */
    void readGoroutinesAgain(Duration time) {
        readers.read(goroutines(), host.deadline(time), builder);
    }

    /** Which goroutines were seen. */
    List<Key> goroutines() {
        var seen = builder.build();
        return read.stream()
                .filter(key -> key.fact().equals(Goroutines.TYPE.name()))
                .filter(key -> seen.seen(Goroutines.TYPE, key.instance()).isPresent())
                .toList();
    }

    /** Takes answers that came late, see {@link Readers#late}. */
    boolean takeLate(Deadline deadline, Deadline large) {
        return readers.late(deadline, large, builder);
    }
}
