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
                .put(
                        "findings",
                        chain.reached().stream()
                                .flatMap(vertex -> chain.about(vertex).stream())
                                .map(trees::finding)
                                .toList())
                .put(
                        "notSeen",
                        chain.reached().stream()
                                .flatMap(vertex -> chain
                                        .unread(vertex)
                                        .map(why -> new Tree.Fields()
                                                .put("vertex", trees.vertex(vertex))
                                                .put("why", why))
                                        .stream())
                                .toList())
                .put("exit", chain.isBlind() ? 2 : 0)
                .put("notes", Tree.texts(List.copyOf(chain.notes())));
    }
}
