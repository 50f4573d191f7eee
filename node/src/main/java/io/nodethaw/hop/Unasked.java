package io.nodethaw.hop;

import io.nodethaw.evidence.ProcessTable;
import io.nodethaw.wait.NodeView;
import io.nodethaw.wait.Role;
import io.nodethaw.wait.Vertex;
import io.nodethaw.wait.Victim;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Daemons that are here and could not be asked. Nothing is known about their answers, so they cannot be the end of a chain; but
 * it can be seen without asking that one is stopped.
 */
final class Unasked {
    private Unasked() {}

    static Set<Vertex> all(NodeView view, List<Hop> hops) {
        return hops.stream()
                .filter(Hop::isAsked)
                .flatMap(hop -> hop.roles(view).stream())
                .filter(role -> role.standing() == Role.Standing.NOT_ASKED)
                .map(Role::vertex)
                .collect(Collectors.toSet());
    }

    /** Those that are stopped: whoever asks them has to wait. */
    static List<Victim> stopped(NodeView view, List<Hop> hops) {
        return all(view, hops).stream()
                .filter(vertex -> vertex instanceof Vertex.Process(int pid, long _)
                        && view.process(pid)
                                .filter(process -> process.state() == 'T')
                                .isPresent())
                .map(vertex -> new Victim(
                        vertex,
                        "is stopped, and could not be asked",
                        Optional.empty(),
                        false,
                        List.of(ProcessTable.TYPE.key())))
                .toList();
    }
}
