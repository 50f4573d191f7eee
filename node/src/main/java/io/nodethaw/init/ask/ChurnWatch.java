package io.nodethaw.init.ask;

import io.nodethaw.collect.Deadline;
import io.nodethaw.collect.SilentException;
import io.nodethaw.collect.wire.dbus.BusConnection;
import io.nodethaw.collect.wire.dbus.Message;
import io.nodethaw.init.UnitChurn;
import java.io.IOException;
import java.time.Duration;
import java.util.Comparator;
import java.util.HashMap;
import java.util.Map;
import java.util.regex.Pattern;

/**
 * Counts what systemd says to one of its private connections. It says the same to each of them, so nothing has to be asked for; what
 * it says is taken at once, so that no queue fills.
 */
final class ChurnWatch {
    /** Enough for every name that comes often. */
    private static final int MOST_NAMES = 1000;

    /** What tells units of one kind from another: numbers, and ids of hexadecimal digits. */
    private static final Pattern OWN_PART = Pattern.compile("[0-9a-f]*[0-9][0-9a-f]*");

    /** How a path writes the dot before the kind of a unit (src/basic/bus-label.c). */
    private static final String DOT = "_2e";

    private final Map<String, long[]> kinds = new HashMap<>();
    private final Map<String, Long> names = new HashMap<>();
    private long jobsBegun;
    private long jobsEnded;
    private int reloads;
    private boolean reloading;

    private static final int MADE = 0;
    private static final int REMOVED = 1;
    private static final int CHANGED = 2;

    /** Watches until the time is over, or the connection ends. */
    static UnitChurn watch(BusConnection systemd, Deadline until) {
        var watch = new ChurnWatch();
        try {
            while (true) {
                watch.take(systemd.receive(until, "signals"));
            }
        } catch (SilentException over) {
            return watch.told(until.waited());
        } catch (IOException ended) { // a re-exec ends all connections
            return watch.told(until.waited());
        }
    }

    private void take(Message signal) {
        if (signal.type() != Message.Type.SIGNAL) {
            return;
        }
        switch (signal.member()) {
            case "UnitNew" -> unit(signal, MADE);
            case "UnitRemoved" -> unit(signal, REMOVED);
            case "JobNew" -> jobsBegun++;
            case "JobRemoved" -> jobsEnded++;
            case "PropertiesChanged" -> changed(signal.path());
            case "Reloading" -> reload(signal);
            default -> {}
        }
    }

    private void unit(Message signal, int what) {
        if (!signal.body().isEmpty() && signal.body().getFirst() instanceof String name) {
            count(UnitsReader.kind(name), what);
            if (what == MADE) {
                var alike = OWN_PART.matcher(name).replaceAll("#");
                if (names.size() < MOST_NAMES || names.containsKey(alike)) {
                    names.merge(alike, 1L, Long::sum);
                }
            }
        }
    }

    private void changed(String path) {
        int dot = path.lastIndexOf(DOT);
        if (dot >= 0 && path.startsWith(ManagerPeer.PATH + "/unit/")) {
            count(path.substring(dot + DOT.length()), CHANGED);
        }
    }

    private void count(String kind, int what) {
        kinds.computeIfAbsent(kind, _ -> new long[CHANGED + 1])[what]++;
    }

    private void reload(Message signal) {
        reloading =
                !signal.body().isEmpty() && Boolean.TRUE.equals(signal.body().getFirst());
        if (reloading) {
            reloads++;
        }
    }

    private UnitChurn told(Duration over) {
        var most = names.entrySet().stream()
                .max(Map.Entry.<String, Long>comparingByValue()
                        .thenComparing(Map.Entry.comparingByKey(Comparator.reverseOrder())));
        return new UnitChurn(
                over,
                kinds.entrySet().stream()
                        .map(kind -> new UnitChurn.OfKind(
                                kind.getKey(),
                                kind.getValue()[MADE],
                                kind.getValue()[REMOVED],
                                kind.getValue()[CHANGED]))
                        .sorted(Comparator.comparingLong(UnitChurn.OfKind::all)
                                .reversed()
                                .thenComparing(UnitChurn.OfKind::kind))
                        .toList(),
                jobsBegun,
                jobsEnded,
                reloads,
                reloading,
                most.map(Map.Entry::getKey).orElse(""),
                most.map(Map.Entry::getValue).orElse(0L));
    }
}
