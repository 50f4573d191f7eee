package io.nodethaw.collect.source;

import io.nodethaw.collect.child.ReaderTask;
import io.nodethaw.evidence.Key;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * All sources, by their facts. Each fact has one source, except facts that probes ask for: several daemons list containers, for
 * example.
 */
public final class Sources {
    private final List<Source<?>> all = new ArrayList<>();
    private final Map<String, Source<?>> byFact = new HashMap<>();

    /** @param sources the lists of all packages that read, and of the hops */
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

    /** The tasks of the reader child, by name. Several sources may share a task. */
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
