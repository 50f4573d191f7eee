package io.nodethaw.init;

import io.nodethaw.evidence.FactType;
import io.nodethaw.evidence.Foreign;
import java.util.List;

/**
 * The units that systemd has loaded. One instance.
 *
 * @param counts by kind and state, the kinds in the order of the alphabet
 * @param failed names of those that have failed, in the order of the alphabet; no more than {@link #MOST}
 */
public record LoadedUnits(List<Count> counts, List<String> failed) {
    public static final FactType<LoadedUnits> TYPE = new FactType<>("loaded-units", LoadedUnits.class);

    /** The most names that are kept. */
    public static final int MOST = 20;

    public LoadedUnits {
        counts = List.copyOf(counts);
        failed = failed.stream().limit(MOST).map(Foreign::cut).toList();
    }

    /**
     * Units that are alike.
     *
     * @param kind the end of their names: "service"
     * @param active "active", "inactive", "failed", "activating", "deactivating", "reloading"
     */
    public record Count(String kind, String active, long units) {
        public Count {
            kind = Foreign.cut(kind);
            active = Foreign.cut(active);
        }
    }

    /** How many there are. */
    public long all() {
        return counts.stream().mapToLong(Count::units).sum();
    }
}
