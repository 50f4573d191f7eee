package io.nodethaw.look;

import io.nodethaw.collect.Asker;
import io.nodethaw.collect.Host;
import io.nodethaw.collect.Pending;
import io.nodethaw.collect.child.ReaderChild;
import io.nodethaw.collect.source.Sources;
import io.nodethaw.evidence.Evidence;
import io.nodethaw.evidence.Key;
import io.nodethaw.evidence.ProcessTable;
import io.nodethaw.hop.Chain;
import io.nodethaw.hop.Found;
import io.nodethaw.wait.NodeView;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Predicate;
import java.util.function.Supplier;
import java.util.stream.Collectors;

/**
 * A series of looks at one node, which share what is expensive: the reader child with all that it knows about programs, the
 * questions that have no answer yet, which are not asked again, and notes of the questions that got no answer, which are not asked
 * again while their process is seen to be stuck; for light looks, the open files of processes that sleep. Nothing else is kept: each look
 * makes its own evidence. Used by one thread at a time.
 */
public final class Session implements AutoCloseable {
    private final Host host;
    private final Chain chain;
    private final SessionNotes notes;
    private final Asker asker;
    private final Readers readers;
    private final KnownFiles files;
    private Set<Key> leftBehind = Set.of();

    /**
     * A session that is ready to look.
     *
     * @param sources how everything is read
     * @param child starts a reader child; called when something has to be read there, and again when one hangs or has ended
     * @param notes what looks before this session have asked in vain, and where it leaves what its own do
     */
    public Session(Host host, Chain chain, Sources sources, Supplier<ReaderChild> child, Notes notes) {
        this.host = host;
        this.chain = chain;
        this.notes = new SessionNotes(notes);
        this.asker = new Asker(host);
        this.readers = new Readers(host, sources, child);
        this.files = new KnownFiles(host);
    }

    /**
     * Takes one look.
     *
     * @param limit of each probe, all its steps together
     * @param focus processes to follow besides what the node itself waits for
     */
    public Evidence look(Duration limit, Predicate<ProcessTable.Entry> focus) {
        return look(limit, focus, _ -> {}).evidence();
    }

    /**
     * Takes a look that leaves out what daemons are at work on while all of them answer: it costs a fraction, and a daemon that is
     * wedged inside and answers is well to it. The open files of a process that has slept since a look before are not read again, unless
     * something is the matter: then they are read of all.
     *
     * @param limit of each probe, all its steps together
     * @param known adds what others know, once the machine is read
     */
    public NodeView glance(Duration limit, Consumer<Evidence.Builder> known) {
        return look(limit, _ -> false, known, Extent.LIGHT);
    }

    /**
     * True when a short look shows that the node still waits for what it waited for in an earlier look. It asks what has an answer
     * at once, and reads nothing closely; where it shows anything else, or cannot show it, only a whole look tells.
     *
     * @param before the evidence of the earlier look
     * @param found what it has found
     * @param limit of each probe, all its steps together
     */
    public boolean isStill(Evidence before, Found found, Duration limit) {
        var still = new Still(chain, before, found);
        return still.in(look(limit, _ -> false, _ -> {}, Extent.ANSWERS).evidence());
    }

    /** Lets go of the reader child unless it has questions that are still out: the next look that needs one starts another. */
    public void rest() {
        readers.rest();
    }

    /**
     * Takes one look, and gives all that it has worked out of its evidence: a verdict need not do that again.
     *
     * @param known adds what others know and is part of it, once the machine is read
     */
    public NodeView look(Duration limit, Predicate<ProcessTable.Entry> focus, Consumer<Evidence.Builder> known) {
        return look(limit, focus, known, Extent.WHOLE);
    }

    private NodeView look(
            Duration limit, Predicate<ProcessTable.Entry> focus, Consumer<Evidence.Builder> known, Extent extent) {
        readers.begin();
        files.begin(extent != Extent.WHOLE);
        notes.answered(cameBack());
        var seen = new Look(host, chain, new Probing(host, chain, asker, limit), readers, notes, files, extent)
                .take(focus, known);
        leftBehind = stillOut();
        return seen;
    }

    /**
     * Takes one look, and then reads again and again, evenly in this time, how much is used of all that the node can run out of.
     *
     * @param limit of each probe of the look, and of each reading after it
     * @return what was known at each reading, the first one right after the look
     */
    public List<Evidence> watch(Duration limit, Duration time, int count) throws InterruptedException {
        var evidence = look(limit, _ -> false);
        var all = new ArrayList<Evidence>();
        var begun = host.deadline(time);
        for (int i = 0; i < count; i++) {
            pause(time.multipliedBy(i).dividedBy(count - 1).minus(begun.waited()));
            readers.begin();
            evidence = new Levels(chain, readers).read(evidence, host.deadline(limit));
            all.add(evidence);
        }
        return all;
    }

    private void pause(Duration time) throws InterruptedException {
        if (time.isPositive()) {
            host.ticker().pause(time);
        }
    }

    /**
     * Takes one look, and reads these besides.
     *
     * @param limit of each probe
     * @param patience with these, all of them together
     */
    public Evidence lookAndRead(Duration limit, List<Key> besides, Duration patience) {
        var evidence = look(limit, _ -> false).toBuilder();
        readers.read(besides, host.deadline(patience), evidence);
        return evidence.build();
    }

    /**
     * Reads these, and takes no look.
     *
     * @param patience with all of them together
     */
    public Evidence read(List<Key> keys, Duration patience) {
        readers.begin();
        var evidence = new Evidence.Builder(host.clock().instant());
        readers.read(keys, host.deadline(patience), evidence);
        return evidence.build();
    }

    /** The questions that the last look left behind, and that have been answered since. */
    private Set<Key> cameBack() {
        var back = new HashSet<>(leftBehind);
        back.removeAll(stillOut());
        return back;
    }

    private Set<Key> stillOut() {
        return asker.stillOut().stream().map(Pending::key).collect(Collectors.toSet());
    }

    /** Lets go of the reader children, whatever they hang in; never waits. */
    @Override
    public void close() {
        readers.leave();
    }
}
