package io.nodethaw.hop;

import io.nodethaw.analysis.Root;
import io.nodethaw.analysis.Verdict;
import io.nodethaw.evidence.Key;
import io.nodethaw.wait.Vertex;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * What a verdict says about a sick node, as far as a later look can see whether it is still so.
 *
 * @param shownBy for each root the readings that show who waits for it; empty where the node is not sick
 * @param processes who waits, and what is waited for
 */
public record Found(List<Set<Key>> shownBy, Set<Vertex.Process> processes) {
    public Found {
        shownBy = List.copyOf(shownBy);
        processes = Set.copyOf(processes);
    }

    /** By this verdict. */
    public static Found of(Verdict verdict) {
        var roots = verdict.roots().stream()
                .filter(root -> verdict.state().isSick() && root.explained())
                .map(root -> root.victims().stream()
                        .flatMap(victim -> victim.readings().stream())
                        .collect(Collectors.toSet()))
                .toList();
        var processes = Stream.concat(
                        verdict.roots().stream().map(Root::vertex),
                        verdict.waits().stream().flatMap(edge -> Stream.of(edge.from(), edge.to())))
                .map(Vertex::whole)
                .filter(Vertex.Process.class::isInstance)
                .map(Vertex.Process.class::cast)
                .collect(Collectors.toSet());
        return new Found(roots, processes);
    }
}
