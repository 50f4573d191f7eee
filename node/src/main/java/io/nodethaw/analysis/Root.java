package io.nodethaw.analysis;

import io.nodethaw.wait.NodeView;
import io.nodethaw.wait.Starved;
import io.nodethaw.wait.Vertex;
import io.nodethaw.wait.Victim;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Where a chain ends.
 *
 * @param name what a person calls it: "systemd 1"
 * @param hop name of its hop; empty when it is outside the chain
 * @param cycle the vertices of a deadlock, in order; empty otherwise
 * @param finding what is wrong there, when a rule knows
 * @param victims who waits for it, directly or through others
 * @param explained true when a reading, a deadlock or a victim past its limit makes this a stall
 */
public record Root(
        Vertex vertex,
        String name,
        String hop,
        List<Vertex> cycle,
        Optional<Finding> finding,
        List<Victim> victims,
        boolean explained) {
    public Root {
        cycle = List.copyOf(cycle);
        victims = List.copyOf(victims);
    }

    /** True when it, or somebody who waits for it, could run and got no processor: then the time of that wait says nothing of it. */
    public boolean isStarved(NodeView view) {
        return victims.stream()
                .flatMap(victim -> Stream.of(vertex, victim.vertex()))
                .anyMatch(one -> Starved.share(view, one).isPresent());
    }
}
