package io.nodethaw.bus.ask;

import io.nodethaw.bus.MatchRules;
import io.nodethaw.collect.Deadline;
import io.nodethaw.collect.wire.dbus.BusConnection;
import io.nodethaw.collect.wire.dbus.MatchRuleCounts;
import java.io.IOException;

/** Asks the bus for its match rules. */
final class RulesProbe {
    private RulesProbe() {}

    static MatchRules ask(BusConnection bus, Deadline deadline) throws IOException {
        return new MatchRules(MatchRuleCounts.ask(bus, deadline).entrySet().stream()
                .map(entry -> new MatchRules.Count(entry.getKey(), entry.getValue()))
                .toList());
    }
}
