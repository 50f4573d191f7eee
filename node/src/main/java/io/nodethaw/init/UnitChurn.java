package io.nodethaw.init;

import io.nodethaw.evidence.FactType;
import io.nodethaw.evidence.Foreign;
import java.time.Duration;
import java.util.List;

/**
 * What systemd said to its private connections while one was watched: it says it to each of them, whether they have asked for it or not
 * (src/core/dbus.c, bus_foreach_bus). One instance.
 *
 * @param over how long it was watched
 * @param kinds of units that came, went or changed; those with most first
 * @param jobsBegun jobs that were queued
 * @param jobsEnded jobs that ended or were dropped
 * @param reloads how often it began to load its units anew
 * @param reloading true when the last such reload has not ended
 * @param alike what most of the names of new units have in common: "run-#.scope"; empty where no unit came
 * @param alikeUnits how many of the new units that are
 */
public record UnitChurn(
        Duration over,
        List<OfKind> kinds,
        long jobsBegun,
        long jobsEnded,
        int reloads,
        boolean reloading,
        String alike,
        long alikeUnits) {
    public static final FactType<UnitChurn> TYPE = new FactType<>("unit-churn", UnitChurn.class);

    public UnitChurn {
        kinds = List.copyOf(kinds);
        alike = Foreign.cut(alike);
    }

    /**
     * Units of one kind.
     *
     * @param made that were loaded
     * @param removed that were unloaded
     * @param changed how often properties of one changed
     */
    public record OfKind(String kind, long made, long removed, long changed) {
        public OfKind {
            kind = Foreign.cut(kind);
        }

        /** How much happened. */
        public long all() {
            return made + removed + changed;
        }
    }

    /** How many units were loaded. */
    public long made() {
        return kinds.stream().mapToLong(OfKind::made).sum();
    }

    /** How many units were unloaded. */
    public long removed() {
        return kinds.stream().mapToLong(OfKind::removed).sum();
    }

    /** What happened to units of a kind. */
    public OfKind of(String kind) {
        return kinds.stream().filter(one -> one.kind().equals(kind)).findFirst().orElse(new OfKind(kind, 0, 0, 0));
    }

    /** So many a second. */
    public double perSecond(long events) {
        return events / Math.max(1e-3, over.toMillis() / 1e3);
    }
}
