package io.nodethaw.collect.source;

import io.nodethaw.collect.child.ReaderTask;
import io.nodethaw.evidence.Key;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** All sources there are, by their facts. Only what probes ask for may come from several: of each daemon that lists containers, say. */
public final class Sources {
    private final List<Source<?>> all = new ArrayList<>();
    private final Map<String, Source<?>> byFact = new HashMap<>();

    /** @param sources those of each package that reads, and of the hops */
    public Sources(Collection<? extends Source<?>> sources) {
        sources.forEach(source -> {
            all.add(source);
            var other = byFact.put(source.type().name(), source);
            if (other != null && (source.place() != ReadingPlace.PROBE || other.place() != ReadingPlace.PROBE)) {
                throw new IllegalArgumentException(
                        "two sources of " + source.type().name());
            }
        });
    }

    /** The source behind a key; empty where nobody reads such a fact. */
    public Optional<Source<?>> of(Key key) {
        return Optional.ofNullable(byFact.get(key.fact()));
    }

    /** All of them, in the order in which they are listed. */
    public List<Source<?>> all() {
        return List.copyOf(all);
    }

    /** What the reader child does for them, by name. Several sources may share a task. */
    public Map<String, ReaderTask> tasks() {
        var tasks = new HashMap<String, ReaderTask>();
        for (var source : all) {
            if (source instanceof InChild<?> child) {
                tasks.computeIfAbsent(child.task(), _ -> child.work().get());
            }
        }
        return tasks;
    }
}
