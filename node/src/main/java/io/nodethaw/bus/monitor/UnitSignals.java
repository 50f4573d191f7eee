package io.nodethaw.bus.monitor;

import io.nodethaw.bus.BusTraffic;
import io.nodethaw.collect.wire.dbus.MessageHead;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/** Units that came and went, as systemd tells it. Used by one thread. */
final class UnitSignals {
    static final String MANAGER = "org.freedesktop.systemd1.Manager";

    /** The kinds of units that there are (systemd.unit(5); snapshot up to 227). Everything else is counted as one kind. */
    private static final Set<String> KINDS = Set.of(
            "service",
            "socket",
            "device",
            "mount",
            "automount",
            "swap",
            "target",
            "path",
            "timer",
            "slice",
            "scope",
            "snapshot");

    private static final String OTHER = "other";

    private static final class Units {
        private long made;
        private long removed;
    }

    private final Map<String, Units> kinds = new TreeMap<>();
    private long made;
    private long removed;
    private long madeBefore;
    private long removedBefore;

    /** Counts a signal of systemd's. */
    void add(MessageHead head) {
        switch (head.member()) {
            case "UnitNew" -> {
                made++;
                kind(head.text(0)).made++;
            }
            case "UnitRemoved" -> {
                removed++;
                kind(head.text(0)).removed++;
            }
            default -> {}
        }
    }

    private Units kind(String unit) {
        var kind = unit.substring(unit.lastIndexOf('.') + 1);
        return kinds.computeIfAbsent(KINDS.contains(kind) ? kind : OTHER, _ -> new Units());
    }

    /** How many came since this was asked last. */
    long freshMade() {
        long fresh = made - madeBefore;
        madeBefore = made;
        return fresh;
    }

    /** How many went since this was asked last. */
    long freshRemoved() {
        long fresh = removed - removedBefore;
        removedBefore = removed;
        return fresh;
    }

    /** All of them. */
    List<BusTraffic.UnitKind> all() {
        return kinds.entrySet().stream()
                .map(one -> new BusTraffic.UnitKind(one.getKey(), one.getValue().made, one.getValue().removed))
                .toList();
    }
}
