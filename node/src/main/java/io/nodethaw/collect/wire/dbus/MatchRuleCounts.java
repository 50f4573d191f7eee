package io.nodethaw.collect.wire.dbus;

import io.nodethaw.collect.Deadline;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * How many match rules each connection has, as the bus tells it. dbus-daemon may be built without it, and its usual policy lets only root
 * ask; dbus-broker knows the method by name and does not have it.
 */
public final class MatchRuleCounts {
    private MatchRuleCounts() {}

    /** Asks the bus; by unique name. */
    public static Map<String, Integer> ask(BusConnection bus, Deadline deadline) throws IOException {
        var call = MethodCall.method(
                BusConnection.BUS_NAME,
                "/org/freedesktop/DBus",
                "org.freedesktop.DBus.Debug.Stats",
                "GetAllMatchRules");
        var counts = new TreeMap<String, Integer>();
        Map<?, ?> all = bus.call(call, deadline).value(0, Map.class);
        for (var entry : all.entrySet()) {
            if (entry.getValue() instanceof List<?> rules) {
                counts.put(String.valueOf(entry.getKey()), rules.size());
            }
        }
        return counts;
    }
}
