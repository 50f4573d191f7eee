package io.nodethaw.hop.kernel;

import io.nodethaw.analysis.Stock;
import io.nodethaw.evidence.Key;
import io.nodethaw.evidence.TrackedConnections;
import io.nodethaw.hop.Depth;
import io.nodethaw.hop.Supply;
import io.nodethaw.wait.NodeView;
import java.util.List;
import java.util.Set;

/** Connections that the packet filter keeps track of: those of all services and most pods. */
record TrackedConnectionsSupply() implements Supply {
    private static final Stock.Meaning MEANING = new Stock.Meaning(
            "kernel.tracked-connections",
            "packets of new connections are dropped, at random (\"nf_conntrack: table full\"): clients see time-outs",
            "see whose they are: conntrack -L | awk '{ print $4 $5 }' | sort | uniq -c | sort -n | tail; "
                    + "sysctl net.netfilter.nf_conntrack_max gives room at once");

    @Override
    public String name() {
        return "tracked connections";
    }

    @Override
    public Set<Key> wants(NodeView view, Depth depth) {
        return depth == Depth.LIGHT ? Set.of(TrackedConnections.TYPE.key()) : Set.of();
    }

    @Override
    public List<Stock> stocks(NodeView view) {
        return view.evidence().seen(TrackedConnections.TYPE).stream()
                .filter(tracked -> tracked.most() > 0)
                .map(tracked -> Stock.of(
                        MEANING,
                        "net.netfilter.nf_conntrack_max",
                        tracked.used(),
                        tracked.most(),
                        TrackedConnections.TYPE.key()))
                .toList();
    }
}
