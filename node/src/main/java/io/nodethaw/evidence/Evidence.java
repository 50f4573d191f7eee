package io.nodethaw.evidence;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** All readings of one look at one node. Immutable; the samples of a key are in the order in which they were asked. */
public final class Evidence {
    private final Instant at;
    private final Map<Key, List<Sample<?>>> samples;
    private @Nullable Map<String, List<String>> instances; // by fact; made on demand, because it is rarely needed

    private Evidence(Instant at, Map<Key, List<Sample<?>>> samples) {
        this.at = at;
        this.samples = samples;
    }

    /** When the look began. */
    public Instant at() {
        return at;
    }

    /** All samples of one instance, oldest first; empty when it was never asked. */
    @SuppressWarnings("unchecked") // put() stores under a key only values of the type of its fact
    public <T> List<Sample<T>> samples(FactType<T> type, String instance) {
        var found = samples.getOrDefault(type.key(instance), List.of());
        return (List<Sample<T>>) (List<?>) found;
    }

    /** The newest sample of one instance. */
    public <T> Optional<Sample<T>> latest(FactType<T> type, String instance) {
        var all = samples(type, instance);
        return all.isEmpty() ? Optional.empty() : Optional.of(all.getLast());
    }

    /** The newest reading of one instance; {@link Reading.NotAsked} when nobody asked. */
    public <T> Reading<T> reading(FactType<T> type, String instance) {
        return latest(type, instance).map(Sample::reading).orElse(new Reading.NotAsked<>("never asked"));
    }

    /** The newest reading of this key; {@link Reading.NotAsked} when nobody asked. */
    public Reading<?> reading(Key key) {
        var all = samples.getOrDefault(key, List.of());
        return all.isEmpty()
                ? new Reading.NotAsked<>("never asked")
                : all.getLast().reading();
    }

    /** The newest reading of the only instance. */
    public <T> Reading<T> reading(FactType<T> type) {
        return reading(type, "");
    }

    /** The newest value seen of one instance, even when a later question got no answer. */
    public <T> Optional<T> seen(FactType<T> type, String instance) {
        var all = samples(type, instance);
        for (int i = all.size() - 1; i >= 0; i--) {
            var value = all.get(i).reading().seen();
            if (value.isPresent()) {
                return value;
            }
        }
        return Optional.empty();
    }

    /** The first and the last value seen of the instance named by a number; empty unless it was seen twice. */
    public <T> Optional<Twice<T>> twice(FactType<T> type, long instance) {
        return twice(type, Long.toString(instance));
    }

    /** The first and the last value seen of one instance; empty unless it was seen twice. */
    public <T> Optional<Twice<T>> twice(FactType<T> type, String instance) {
        var all = samples(type, instance);
        if (all.size() < 2) {
            return Optional.empty(); // as nearly always
        }
        var seen = all.stream()
                .filter(sample -> sample.reading() instanceof Reading.Seen)
                .toList();
        return seen.size() < 2 ? Optional.empty() : Optional.of(new Twice<>(seen.getFirst(), seen.getLast()));
    }

    /** The newest value seen of the instance named by a number. */
    public <T> Optional<T> seen(FactType<T> type, long instance) {
        return seen(type, Long.toString(instance));
    }

    /** The newest value seen of the only instance. */
    public <T> Optional<T> seen(FactType<T> type) {
        return seen(type, "");
    }

    /** The newest reading of every instance of a fact, by instance. */
    public <T> Map<String, Reading<T>> readings(FactType<T> type) {
        var all = new LinkedHashMap<String, Reading<T>>();
        instances(type).forEach(instance -> all.put(instance, reading(type, instance)));
        return all;
    }

    /** The instances of a fact that were asked for, in order. */
    private List<String> instances(FactType<?> type) {
        var known = instances;
        if (known == null) {
            var found = new HashMap<String, List<String>>();
            samples.keySet()
                    .forEach(key -> found.computeIfAbsent(key.fact(), _ -> new ArrayList<>())
                            .add(key.instance()));
            found.values().forEach(Collections::sort);
            instances = found; // two threads may both make it, with the same content
            known = found;
        }
        return known.getOrDefault(type.name(), List.of());
    }

    /** The newest value seen of every instance of a fact. */
    public <T> Stream<T> allSeen(FactType<T> type) {
        return instances(type).stream().flatMap(instance -> seen(type, instance).stream());
    }

    /** True when this key was asked at least once. */
    public boolean asked(Key key) {
        return samples.containsKey(key);
    }

    /** How many samples there are of this key. */
    public int count(Key key) {
        return samples.getOrDefault(key, List.of()).size();
    }

    /** True when it was put together from files, so that nothing on a node was asked. */
    public boolean isFromFiles() {
        return latest(ProcessTable.TYPE, "")
                .filter(sample -> sample.origin() instanceof Origin.InFile)
                .isPresent();
    }

    /** Every key with its samples, for writing to a file. */
    public Map<Key, List<Sample<?>>> all() {
        return samples;
    }

    /** This evidence without any reading of the given fact. */
    public Evidence without(FactType<?> type) {
        var kept = new LinkedHashMap<>(samples);
        kept.keySet().removeIf(key -> key.fact().equals(type.name()));
        return new Evidence(at, Collections.unmodifiableMap(kept));
    }

    /** A builder that starts from this evidence. */
    public Builder toBuilder() {
        return new Builder(this);
    }

    /** Gathers readings. Used by one thread at a time. The same evidence is returned again until something is added. */
    public static final class Builder {
        private final Instant at;
        private Map<Key, List<Sample<?>>> samples = new LinkedHashMap<>();
        private final Map<Key, List<Sample<?>>> growing = new HashMap<>(); // the lists that no built evidence has
        private Optional<Evidence> built = Optional.empty();

        /** @param at when the look begins */
        public Builder(Instant at) {
            this.at = at;
        }

        private Builder(Evidence from) {
            this.at = from.at;
            this.samples = from.samples;
            this.built = Optional.of(from);
        }

        /** Adds a sample of an instance. */
        public <T> Builder put(FactType<T> type, String instance, Sample<T> sample) {
            return put(type.key(instance), sample);
        }

        /** Adds a sample taken from other evidence. */
        public Builder put(Key key, Sample<?> sample) {
            if (built.isPresent()) {
                samples = new LinkedHashMap<>(samples);
                built = Optional.empty();
            }
            var earlier = samples.get(key);
            if (earlier == null) {
                samples.put(key, List.of(sample)); // as nearly always
            } else {
                growing.computeIfAbsent(key, _ -> openCopy(key, earlier)).add(sample);
            }
            return this;
        }

        private List<Sample<?>> openCopy(Key key, List<Sample<?>> earlier) {
            var list = new ArrayList<>(earlier);
            samples.put(key, Collections.unmodifiableList(list));
            return list;
        }

        /** Adds a value as seen at the time the look began; mostly for tests. */
        public <T> Builder seen(FactType<T> type, String instance, T value) {
            return put(type, instance, new Sample<>(new Reading.Seen<>(value), at, at));
        }

        /** Adds a reading with the time the look began. */
        public <T> Builder reading(FactType<T> type, String instance, Reading<T> reading) {
            return put(type, instance, new Sample<>(reading, at, at));
        }

        /** The evidence gathered so far; the same object as long as nothing is added. */
        public Evidence build() {
            var evidence = built.orElseGet(() -> new Evidence(at, Collections.unmodifiableMap(samples)));
            built = Optional.of(evidence);
            growing.clear();
            return evidence;
        }
    }
}
