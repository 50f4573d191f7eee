package io.nodethaw.bus.ask;

import io.nodethaw.bus.MatchRules;
import io.nodethaw.collect.Deadline;
import io.nodethaw.collect.wire.dbus.BusConnection;
import io.nodethaw.collect.wire.dbus.MethodCall;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Asks the bus for its match rules. dbus-daemon may be built without it, and its usual policy lets only root ask. */
final class RulesProbe {
    private RulesProbe() {}

    /** dbus-broker knows the method by name and does not have it. */
    static MatchRules ask(BusConnection bus, Deadline deadline) throws IOException {
        var call = MethodCall.method(
                BusConnection.BUS_NAME,
                "/org/freedesktop/DBus",
                "org.freedesktop.DBus.Debug.Stats",
                "GetAllMatchRules");
        var counts = new ArrayList<MatchRules.Count>();
        Map<?, ?> all = bus.call(call, deadline).value(0, Map.class);
        for (var entry : all.entrySet()) {
            if (entry.getValue() instanceof List<?> rules) {
                counts.add(new MatchRules.Count(String.valueOf(entry.getKey()), rules.size()));
            }
        }
        return new MatchRules(counts);
    }
}
