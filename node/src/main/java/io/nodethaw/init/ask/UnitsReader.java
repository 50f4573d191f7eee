package io.nodethaw.init.ask;

import io.nodethaw.collect.Deadline;
import io.nodethaw.init.LoadedUnits;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Counts the units that systemd has loaded: one question, however many there are. */
final class UnitsReader {
    /** Fields of a unit in the answer of ListUnits (org.freedesktop.systemd1(5)). */
    private static final int NAME = 0;

    private static final int ACTIVE = 3;
    private static final int FIELDS = 10;

    private UnitsReader() {}

    static LoadedUnits read(ManagerPeer systemd, Deadline deadline) throws IOException {
        var counts = new TreeMap<String, Map<String, Long>>();
        var failed = new ArrayList<String>();
        List<?> units = systemd.call(systemd.manager("ListUnits"), deadline).value(0, List.class);
        for (var one : units) {
            if (one instanceof List<?> unit && unit.size() == FIELDS) {
                var name = String.valueOf(unit.get(NAME));
                var active = String.valueOf(unit.get(ACTIVE));
                counts.computeIfAbsent(kind(name), _ -> new TreeMap<>()).merge(active, 1L, Long::sum);
                if (active.equals("failed")) {
                    failed.add(name);
                }
            }
        }
        failed.sort(null);
        var told = new ArrayList<LoadedUnits.Count>();
        counts.forEach((kind, states) ->
                states.forEach((active, number) -> told.add(new LoadedUnits.Count(kind, active, number))));
        return new LoadedUnits(told, failed);
    }

    /** The end of a unit's name: "service". */
    static String kind(String name) {
        return name.substring(name.lastIndexOf('.') + 1);
    }
}
