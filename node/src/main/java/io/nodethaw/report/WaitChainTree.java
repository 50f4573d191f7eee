package io.nodethaw.report;

import java.util.List;

/** A wait chain for programs. */
final class WaitChainTree {
    private WaitChainTree() {}

    static Tree of(WaitChain chain) {
        var trees = new Trees(chain.names());
        return Trees.envelope(chain.tool(), "chain")
                .put("at", chain.view().evidence().at().toString())
                .put("starts", chain.starts().stream().map(trees::vertex).toList())
                .put("edges", chain.edges().stream().map(trees::edge).toList())
                .put("ends", chain.ends().stream().map(trees::vertex).toList())
                .put(
                        "deadlocks",
                        chain.cycles().stream()
                                .map(cycle -> new Tree.Items(
                                        cycle.stream().map(trees::vertex).toList()))
                                .toList())
                .put("notes", Tree.texts(List.copyOf(chain.notes())));
    }
}
