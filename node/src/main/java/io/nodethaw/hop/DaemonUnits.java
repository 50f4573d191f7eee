package io.nodethaw.hop;

import io.nodethaw.analysis.UnitCondition;
import io.nodethaw.evidence.Goroutines;
import io.nodethaw.evidence.Key;
import io.nodethaw.evidence.LastWords;
import io.nodethaw.evidence.UnitFiles;
import io.nodethaw.evidence.Units;
import io.nodethaw.wait.Edge;
import io.nodethaw.wait.NodeView;
import io.nodethaw.wait.Role;
import io.nodethaw.wait.Strength;
import io.nodethaw.wait.Vertex;
import io.nodethaw.wait.Victim;
import io.nodethaw.wait.Wait;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Daemons that should be here and are not, as systemd tells of their units, or their files where it could not be asked: whoever
 * needs them waits for the unit, and this program with them.
 */
record DaemonUnits(NodeView view, List<Hop> hops) {
    /** Processes that are left in the group of a unit whose daemon has ended: those that look after containers. */
    private static final List<String> LEFT_BEHIND = List.of("containerd-shim", "conmon");

    /** A unit that does not run as it should. */
    private record Down(
            String name, UnitCondition condition, Optional<Duration> since, Optional<Integer> mainPid, Key shownBy) {
        static Down told(Units.Unit unit, UnitCondition condition) {
            return new Down(unit.name(), condition, unit.since(), unit.mainPid(), Units.TYPE.key());
        }

        static Down inFiles(String name) {
            return new Down(name, UnitCondition.DEAD, Optional.empty(), Optional.empty(), UnitFiles.TYPE.key());
        }

        boolean hasEnded() {
            return condition == UnitCondition.DEAD || condition == UnitCondition.CRASH_LOOPING;
        }
    }

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
            edges.add(edge(new Vertex.Ourselves(), unit, vertex(unit), should(unit)));
            starting(unit).ifPresent(process -> edges.add(edge(vertex(unit), unit, process, "is being started")));
        }
        return edges;
    }

    private static Edge edge(Vertex from, Down unit, Vertex to, String text) {
        return Edge.of(from, to, Strength.NEEDS, Wait.UNIT, text, unit.shownBy());
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

    private static Victim victim(Vertex vertex, String why, Down unit, boolean pastLimit) {
        return new Victim(vertex, why, unit.since(), pastLimit, List.of(unit.shownBy()));
    }

    private static boolean waitsForLock(Vertex process, List<Edge> edges) {
        return edges.stream().anyMatch(edge -> edge.from().whole().equals(process) && edge.kind() == Wait.FILE_LOCK);
    }

    /**
     * What those that have ended said last; and what those that are being started do inside: they are no hop yet, since nobody can ask
     * them.
     */
    Set<Key> wants(Depth depth) {
        return switch (depth) {
            case LIGHT -> Set.of();
            case WORK -> loops().collect(Collectors.toSet());
            case CLOSE ->
                Stream.concat(
                                down().stream().filter(Down::hasEnded).map(unit -> LastWords.TYPE.key(unit.name())),
                                loops())
                        .collect(Collectors.toSet());
            case COSTLY ->
                down().stream()
                        .flatMap(unit -> starting(unit).stream())
                        .map(process -> Goroutines.TYPE.key(process.pid()))
                        .collect(Collectors.toSet());
        };
    }

    /** What tells of those that run and have been started again lately how their runs before ended. */
    private Stream<Key> loops() {
        return view.evidence().seen(Units.TYPE).stream()
                .flatMap(told -> told.units().stream())
                .filter(UnitCondition::mayLoop)
                .map(unit -> LastWords.TYPE.key(unit.name()));
    }

    private Optional<Vertex.Process> starting(Down unit) {
        return unit.condition() == UnitCondition.CHANGING ? unit.mainPid().flatMap(view::vertex) : Optional.empty();
    }

    /** True for a hop that is known not to be there to answer: that its socket refuses us is no surprise. */
    boolean isDown(Hop hop) {
        return down().stream().anyMatch(unit -> isOf(hop.answeringUnits(), unit.name()));
    }

    /** In words, the unit of a hop that its operator does not want to run; empty where there is none, or one of its units runs. */
    Optional<String> switchedOff(Hop hop) {
        var own = view.evidence().seen(Units.TYPE).stream()
                .flatMap(told -> told.units().stream())
                .filter(unit ->
                        hop.units().contains(unit.name()) && !unit.load().equals("not-found"))
                .toList();
        boolean off = own.stream()
                .allMatch(unit -> UnitCondition.of(unit) == UnitCondition.FINE
                        && (unit.active().equals("inactive") || unit.active().equals("failed")));
        return off ? own.stream().findFirst().map(DaemonUnits::off) : Optional.empty();
    }

    private static String off(Units.Unit unit) {
        return unit.load().equals("masked")
                ? unit.name() + " is masked"
                : unit.name() + " is " + unit.active() + ", and no target wants it";
    }

    private List<Down> down() {
        return hops.stream().flatMap(hop -> down(hop).stream()).toList();
    }

    private List<Down> down(Hop hop) {
        return view.evidence()
                .seen(Units.TYPE)
                .map(told -> told(hop, told))
                .orElseGet(() -> view.evidence()
                        .seen(UnitFiles.TYPE)
                        .filter(_ -> !isBusy())
                        .map(files -> inFiles(hop, files))
                        .orElse(List.of()));
    }

    /** systemd answers, and was too busy to tell of its units: it may be starting what is not there. */
    private boolean isBusy() {
        return view.evidence().reading(Units.TYPE).isSilent();
    }

    private List<Down> told(Hop hop, Units told) {
        return Stream.concat(told.units().stream(), LeftShims.told(view).stream())
                .filter(unit -> isOf(hop.units(), unit.name()) && !isOlder(hop, unit))
                .map(unit -> Down.told(
                        unit,
                        hop.units().contains(unit.name()) && hasFailedHere(unit)
                                ? UnitCondition.DEAD
                                : UnitCondition.of(view, unit)))
                .filter(unit -> unit.condition() != UnitCondition.FINE)
                .toList();
    }

    /** True where files show a process of the daemon besides a unit that does not run: they are of two moments. */
    private boolean isOlder(Hop hop, Units.Unit unit) {
        return view.evidence().isFromFiles()
                && unit.mainPid().isEmpty()
                && view.processes().stream()
                        .anyMatch(process -> !process.isGone() && hop.programs().contains(process.comm()));
    }

    /**
     * A unit that has failed was started by somebody. Where a runtime is at work another one may be what the operator wants; where
     * none is, it is missing, whoever wants it.
     */
    private boolean hasFailedHere(Units.Unit unit) {
        return UnitCondition.hasFailed(unit)
                && hops.stream()
                        .filter(Hop::makesANode)
                        .allMatch(hop -> hop.roles(view).isEmpty());
    }

    /** True for a unit of this name, and for the one in which a containerd has left its shims, if these are the units of containerd. */
    private boolean isOf(Set<String> units, String name) {
        return units.contains(name)
                || units.containsAll(Addresses.CONTAINERD_UNITS)
                        && LeftShims.told(view)
                                .filter(unit -> unit.name().equals(name))
                                .isPresent();
    }

    /** A daemon that nothing is seen of: neither a process of its name nor one in the unit's group. */
    private List<Down> inFiles(Hop hop, UnitFiles files) {
        boolean runs = view.processes().stream()
                .anyMatch(process -> !process.isGone() && hop.programs().contains(process.comm()));
        return runs
                ? List.of()
                : files.enabled().stream()
                        .filter(unit -> hop.units().contains(unit.unit())
                                && unit.processes().stream().noneMatch(this::isDaemon))
                        .map(unit -> Down.inFiles(unit.unit()))
                        .toList();
    }

    private boolean isDaemon(int pid) {
        return view.process(pid)
                .filter(process -> !process.isGone() && LEFT_BEHIND.stream().noneMatch(process.comm()::startsWith))
                .isPresent();
    }

    private static Vertex vertex(Down unit) {
        return new Vertex.Resource(Vertex.ResourceKind.UNIT, unit.name());
    }

    /** "containerd" for containerd.service, "containerd (acme)" for one that has left its shims in acme.service. */
    private String label(Down unit) {
        var name = unit.name().replaceFirst("\\.service$", "");
        return isLeft(unit) ? "containerd (" + name + ")" : name;
    }

    private boolean isLeft(Down unit) {
        return LeftShims.told(view)
                .filter(left -> left.name().equals(unit.name()))
                .isPresent();
    }

    /** What is missing, and what tells of it besides its unit. */
    private String should(Down unit) {
        int shims = isLeft(unit) ? LeftShims.of(view).size() : 0;
        return unit.name() + " should run"
                + (shims == 0 ? "" : "; " + shims + (shims == 1 ? " shim is" : " shims are") + " left without it");
    }
}
