package io.nodethaw.hop.kernel;

import io.nodethaw.analysis.Stock;
import io.nodethaw.evidence.Key;
import io.nodethaw.evidence.PortRange;
import io.nodethaw.evidence.TcpSockets;
import io.nodethaw.hop.Depth;
import io.nodethaw.hop.Supply;
import io.nodethaw.wait.NodeView;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Set;

/** Ports for connections of this node to one address: every connection needs one of its own. Those that wait after their end are not counted. */
record PortsSupply() implements Supply {
    /** Of a hundred: an address that has fewer of the ports is not listed. */
    private static final int FEW = 5;

    private static final Stock.Meaning MEANING = new Stock.Meaning(
            "kernel.ports",
            "no program of the node connects to this address any more (\"cannot assign requested address\")",
            "see whose they are: ss -tnp dst ADDRESS; they should be kept and used again, or be fewer; sysctl "
                    + "net.ipv4.ip_local_port_range gives some more");

    @Override
    public String name() {
        return "ports for outgoing connections";
    }

    @Override
    public Set<Key> wants(NodeView view, Depth depth) {
        return depth == Depth.CLOSE ? Set.of(PortRange.TYPE.key(), TcpSockets.TYPE.key()) : Set.of();
    }

    @Override
    public List<Stock> stocks(NodeView view) {
        var stocks = new ArrayList<Stock>();
        var range = view.evidence().seen(PortRange.TYPE);
        var sockets = view.evidence().seen(TcpSockets.TYPE);
        if (range.isPresent() && sockets.isPresent()) {
            var used = new HashMap<String, Integer>();
            for (var socket : sockets.get().sockets()) {
                int port = port(socket.local());
                if (!socket.isListening()
                        && port >= range.get().first()
                        && port <= range.get().last()) {
                    used.merge(address(socket.local()) + " to " + socket.remote(), 1, Integer::sum);
                }
            }
            used.forEach((ends, count) -> {
                if (count * 100L >= (long) FEW * range.get().ports()) {
                    stocks.add(Stock.of(
                            MEANING, "ports from " + ends, count, range.get().ports(), TcpSockets.TYPE.key()));
                }
            });
        }
        return stocks;
    }

    private static String address(String end) {
        return end.substring(0, Math.max(0, end.lastIndexOf(':')));
    }

    private static int port(String end) {
        try {
            return Integer.parseInt(end.substring(end.lastIndexOf(':') + 1));
        } catch (NumberFormatException e) {
            return -1; // of saved evidence that somebody has changed
        }
    }
}
