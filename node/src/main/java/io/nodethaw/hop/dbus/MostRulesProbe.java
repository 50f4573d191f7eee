package io.nodethaw.hop.dbus;

import io.nodethaw.collect.Deadline;
import io.nodethaw.collect.Host;
import io.nodethaw.collect.NotAskedException;
import io.nodethaw.collect.wire.dbus.BusConnection;
import io.nodethaw.collect.wire.dbus.MatchRuleCounts;
import io.nodethaw.collect.wire.dbus.SystemBus;
import java.io.IOException;
import java.util.Map;
import java.util.Optional;

/** Asks the bus who has the most match rules: two questions, which it answers itself. */
final class MostRulesProbe {
    private MostRulesProbe() {}

    static MostRules ask(Host host, long uid, Deadline deadline) throws IOException {
        try (var visit = SystemBus.visit(host, uid, deadline)) {
            return ask(visit.bus(), deadline);
        }
    }

    private static MostRules ask(BusConnection bus, Deadline deadline) throws IOException {
        var most = counts(bus, deadline).entrySet().stream()
                .filter(entry -> !entry.getKey().equals(bus.uniqueName()))
                .max(Map.Entry.<String, Integer>comparingByValue()
                        .thenComparing(
                                Map.Entry.<String, Integer>comparingByKey().reversed()));
        return most.isEmpty()
                ? new MostRules("", 0, Optional.empty())
                : new MostRules(
                        most.get().getKey(),
                        most.get().getValue(),
                        pid(bus, most.get().getKey(), deadline));
    }

    /** Where the bus is built without this, or does not let us ask, nothing failed. */
    private static Map<String, Integer> counts(BusConnection bus, Deadline deadline) throws IOException {
        try {
            return MatchRuleCounts.ask(bus, deadline);
        } catch (IOException e) {
            var why = String.valueOf(e.getMessage());
            if (why.startsWith(BusConnection.BUS_NAME + ".Error.Unknown")
                    || why.startsWith(BusConnection.BUS_NAME + ".Error.AccessDenied")) {
                throw new NotAskedException("the bus does not tell its match rules: " + why);
            }
            throw e;
        }
    }

    private static Optional<Integer> pid(BusConnection bus, String unique, Deadline deadline) throws IOException {
        var reply = bus.callBus("GetConnectionUnixProcessID", unique, deadline);
        return reply.isError() ? Optional.empty() : Optional.of(Math.toIntExact(reply.value(0, Long.class)));
    }
}
