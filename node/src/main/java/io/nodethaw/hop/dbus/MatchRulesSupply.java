package io.nodethaw.hop.dbus;

import io.nodethaw.analysis.Stock;
import io.nodethaw.evidence.BusLimits;
import io.nodethaw.evidence.Key;
import io.nodethaw.hop.Depth;
import io.nodethaw.hop.Supply;
import io.nodethaw.wait.NodeView;
import java.util.List;
import java.util.Set;

/** Match rules of one connection to dbus-daemon: one that asks for signals again and again and never takes it back uses them up. */
record MatchRulesSupply() implements Supply {
    private static final Stock.Meaning MEANING = new Stock.Meaning(
            "dbus.match-rules",
            "this client gets no further signals (\"LimitsExceeded\"): what waits for one, such as the end of a job, waits until its own "
                    + "time is up",
            "restart that client, never dbus-daemon: its rules end with its connection");

    @Override
    public String name() {
        return "match rules of the bus";
    }

    @Override
    public Set<Key> wants(NodeView view, Depth depth) {
        return depth == Depth.CLOSE && ConnectionsSupply.isDaemon(view)
                ? Set.of(MostRules.TYPE.key(), BusLimits.TYPE.key())
                : Set.of();
    }

    @Override
    public List<Stock> stocks(NodeView view) {
        var limits = view.evidence().seen(BusLimits.TYPE);
        return view.evidence().seen(MostRules.TYPE).stream()
                .filter(_ -> limits.isPresent())
                .map(most -> Stock.of(
                                MEANING,
                                "match rules of one bus connection",
                                most.rules(),
                                limits.flatMap(read -> read.limit(BusLimits.MATCH_RULES))
                                        .map(BusLimits.Limit::value)
                                        .orElse(BusLimits.usual(BusLimits.MATCH_RULES)),
                                MostRules.TYPE.key(),
                                BusLimits.TYPE.key())
                        .mostly(whose(view, most)))
                .toList();
    }

    private static String whose(NodeView view, MostRules most) {
        return most.unique().isEmpty()
                ? ""
                : most.pid().map(pid -> view.name(pid) + ", " + most.unique()).orElse(most.unique());
    }
}
