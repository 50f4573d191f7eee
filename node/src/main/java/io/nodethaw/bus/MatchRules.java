package io.nodethaw.bus;

import io.nodethaw.evidence.FactType;
import java.util.List;
import java.util.Optional;

/** How many match rules each connection has, as the bus tells root where it is built to (Debug.Stats). One instance. */
public record MatchRules(List<Count> counts) {
    public static final FactType<MatchRules> TYPE = new FactType<>("match-rules", MatchRules.class);

    public MatchRules {
        counts = List.copyOf(counts);
    }

    /** The rules of one connection. */
    public record Count(String unique, int rules) {}

    /** The number of rules of a connection; empty for one that was not there. */
    public Optional<Integer> of(String unique) {
        return counts.stream()
                .filter(count -> count.unique().equals(unique))
                .map(Count::rules)
                .findFirst();
    }

    /** All of them together. */
    public int sum() {
        return counts.stream().mapToInt(Count::rules).sum();
    }
}
