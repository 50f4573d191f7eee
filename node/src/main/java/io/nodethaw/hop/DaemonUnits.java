package io.nodethaw.hop;

import io.nodethaw.analysis.UnitCondition;
import io.nodethaw.evidence.Goroutines;
import io.nodethaw.evidence.Key;
import io.nodethaw.evidence.Units;
import io.nodethaw.wait.Edge;
import io.nodethaw.wait.NodeView;
import io.nodethaw.wait.Role;
import io.nodethaw.wait.Strength;
import io.nodethaw.wait.Vertex;
import io.nodethaw.wait.Victim;
import io.nodethaw.wait.Wait;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Daemons that should be here and are not, as systemd tells of their units: whoever needs them waits for the unit, and this program
 * with them.
 */
record DaemonUnits(NodeView view, List<Hop> hops) {

    /** The units that do not run as they should. */
    List<Role> roles() {
        return hops.stream()
                .flatMap(hop -> down(hop).stream()
                        .map(unit ->
                                new Role(vertex(unit), hop.name(), label(unit), unit.name(), Role.Standing.NOT_ASKED)))
                .toList();
    }

    /** Everybody waits for such a unit; while that starts, it waits for its main process. */
    List<Edge> edges() {
        var edges = new ArrayList<Edge>();
        for (var unit : down()) {
            edges.add(edge(new Vertex.Ourselves(), vertex(unit), unit.name() + " should run"));
            starting(unit).ifPresent(process -> edges.add(edge(vertex(unit), process, "is being started")));
        }
        return edges;
    }

    private static Edge edge(Vertex from, Vertex to, String text) {
        return Edge.of(from, to, Strength.NEEDS, Wait.UNIT, text, Units.TYPE.key());
    }

    /**
     * This program, which needs all of them; and the main process of one that has not started in the time that others answer in,
     * where it is seen to wait for a lock: a start may take long, but not because of that.
     */
    List<Victim> victims(List<Edge> edges) {
        var victims = new ArrayList<Victim>();
        for (var unit : down()) {
            victims.add(victim(new Vertex.Ourselves(), unit.name() + " should run", unit, false));
            starting(unit)
                    .filter(process -> waitsForLock(process, edges))
                    .ifPresent(process -> victims.add(victim(
                            process,
                            "is being started",
                            unit,
                            unit.since()
                                    .filter(since -> since.compareTo(Probed.ANSWER) >= 0)
                                    .isPresent())));
        }
        return victims;
    }

    private static Victim victim(Vertex vertex, String why, Units.Unit unit, boolean pastLimit) {
        return new Victim(vertex, why, unit.since(), pastLimit, List.of(Units.TYPE.key()));
    }

    private static boolean waitsForLock(Vertex process, List<Edge> edges) {
        return edges.stream().anyMatch(edge -> edge.from().whole().equals(process) && edge.kind() == Wait.FILE_LOCK);
    }

    /** What those that are being started do inside: they are no hop yet, since nobody can ask them. */
    Set<Key> wants() {
        return down().stream()
                .flatMap(unit -> starting(unit).stream())
                .map(process -> Goroutines.TYPE.key(process.pid()))
                .collect(Collectors.toSet());
    }

    private Optional<Vertex.Process> starting(Units.Unit unit) {
        return UnitCondition.of(unit) == UnitCondition.CHANGING
                ? unit.mainPid().flatMap(view::vertex)
                : Optional.empty();
    }

    /** True for a hop that is known not to be there to answer: that its socket refuses us is no surprise. */
    boolean isDown(Hop hop) {
        return down().stream().anyMatch(unit -> hop.answeringUnits().contains(unit.name()));
    }

    private List<Units.Unit> down() {
        return hops.stream().flatMap(hop -> down(hop).stream()).toList();
    }

    private List<Units.Unit> down(Hop hop) {
        return view.evidence().seen(Units.TYPE).stream()
                .flatMap(units -> units.units().stream())
                .filter(unit -> hop.units().contains(unit.name()) && UnitCondition.of(unit) != UnitCondition.FINE)
                .toList();
    }

    private static Vertex vertex(Units.Unit unit) {
        return new Vertex.Resource(Vertex.ResourceKind.UNIT, unit.name());
    }

    /** "containerd" for containerd.service. */
    private static String label(Units.Unit unit) {
        return unit.name().replaceFirst("\\.service$", "");
    }
}
