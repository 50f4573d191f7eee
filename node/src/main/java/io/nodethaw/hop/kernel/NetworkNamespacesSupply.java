package io.nodethaw.hop.kernel;

import io.nodethaw.analysis.Stock;
import io.nodethaw.evidence.Key;
import io.nodethaw.evidence.NetworkNamespaceCount;
import io.nodethaw.evidence.NetworkNamespaceLimit;
import io.nodethaw.hop.Depth;
import io.nodethaw.hop.Supply;
import io.nodethaw.wait.NodeView;
import java.util.List;
import java.util.Set;

/** Network namespaces: each pod has one, and one that a plug-in or a runtime forgot stays. The limit is that of one user: root. */
record NetworkNamespacesSupply() implements Supply {
    private static final Stock.Meaning MEANING = new Stock.Meaning(
            "kernel.network-namespaces",
            "no network namespace can be made (\"no space left on device\"): no pod and no container with a network of its own starts",
            "findmnt -rn -t nsfs -o TARGET lists those that mounts keep, lsns -t net those that processes are in; "
                    + "see which plug-in of CNI fails at DEL; sysctl user.max_net_namespaces gives room at once");

    @Override
    public String name() {
        return "network namespaces";
    }

    @Override
    public Set<Key> wants(NodeView view, Depth depth) {
        return depth == Depth.CLOSE
                ? Set.of(NetworkNamespaceCount.TYPE.key(), NetworkNamespaceLimit.TYPE.key())
                : Set.of();
    }

    @Override
    public List<Stock> stocks(NodeView view) {
        var count = view.evidence().seen(NetworkNamespaceCount.TYPE);
        var most = view.evidence().seen(NetworkNamespaceLimit.TYPE);
        return count.isEmpty() || most.isEmpty()
                ? List.of()
                : List.of(Stock.of(
                        MEANING,
                        "network namespaces",
                        count.get().namespaces(),
                        most.get().namespaces(),
                        NetworkNamespaceCount.TYPE.key(),
                        NetworkNamespaceLimit.TYPE.key()));
    }
}
