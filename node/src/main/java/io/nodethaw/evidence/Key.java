package io.nodethaw.evidence;

/**
 * Names one reading: which fact, of which instance.
 *
 * @param fact name of the {@link FactType}
 * @param instance pid, "pid/tid", container id; empty when a node has only one
 */
public record Key(String fact, String instance) implements Comparable<Key> {
    @Override
    public int compareTo(Key other) {
        int byFact = fact.compareTo(other.fact);
        return byFact != 0 ? byFact : instance.compareTo(other.instance);
    }

    @Override
    public String toString() {
        return instance.isEmpty() ? fact : fact + " " + instance;
    }
}
