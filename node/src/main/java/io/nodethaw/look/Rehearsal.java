package io.nodethaw.look;

import io.nodethaw.collect.Asker;
import io.nodethaw.collect.Host;
import io.nodethaw.collect.source.ReadingPlace;
import io.nodethaw.collect.source.Sources;
import io.nodethaw.evidence.Evidence;
import io.nodethaw.evidence.Key;
import io.nodethaw.evidence.Reading;
import io.nodethaw.hop.Chain;
import io.nodethaw.hop.Depth;
import io.nodethaw.wait.NodeView;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/**
 * Goes through the parts of a look at a node that is not here, by the evidence that was saved there: for the recording of the
 * classes that a look loads (node/src/build/image).
 */
public final class Rehearsal {
    private static final Duration LIMIT = Duration.ofSeconds(2);
    private static final String BOOT = "rehearsal";

    private final Host host;
    private final Chain chain;
    private final Sources sources;

    /** @param host where the daemons answer, if any do */
    public Rehearsal(Host host, Chain chain, Sources sources) {
        this.host = host;
        this.chain = chain;
        this.sources = sources;
    }

    /** Asks and reads what a look at that node would, but nothing in a child process; returns how many probes were answered. */
    public long look(Evidence saved, Notes notes) {
        var view = new NodeView(saved);
        var builder = saved.toBuilder();
        notes.keep(BOOT, new HeldBack(chain, List.of(), view).after(view));
        var held = new HeldBack(chain, notes.of(BOOT), view);
        held.wants(view);
        held.settle(view, builder);

        var probing = new Probing(host, chain, new Asker(host), LIMIT);
        var nothing = new HeldBack(chain, List.of(), view);
        for (var depth : Depth.values()) {
            chain.wants(view, depth);
            probing.ask(view, depth, nothing);
        }
        probing.await(probing.end());
        var answers = probing.evidence(new Evidence.Builder(saved.at()));

        new Frontier(chain).wants(view, Set.of());
        var readers = new Readers(host, sources, () -> {
            throw new IllegalStateException("nothing is read in a child here");
        });
        readers.read(keys(saved), host.deadline(LIMIT), builder);
        return answers.all().keySet().stream()
                .filter(key -> answers.reading(key) instanceof Reading.Seen<?>)
                .count();
    }

    /** What was read there, and the same of this process, which has a live /proc. */
    private List<Key> keys(Evidence saved) {
        var self = Long.toString(ProcessHandle.current().pid());
        return saved.all().keySet().stream()
                .filter(key -> sources.of(key)
                        .filter(source -> source.place() != ReadingPlace.CHILD)
                        .isPresent())
                .flatMap(key ->
                        Stream.of(key, new Key(key.fact(), key.instance().replaceFirst("^\\d+", self))))
                .distinct()
                .toList();
    }
}
