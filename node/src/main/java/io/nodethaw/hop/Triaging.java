package io.nodethaw.hop;

import io.nodethaw.analysis.Outlook;
import io.nodethaw.analysis.Root;
import io.nodethaw.analysis.Rule;
import io.nodethaw.analysis.Said;
import io.nodethaw.analysis.Triage;
import io.nodethaw.analysis.Verdict;
import io.nodethaw.evidence.Key;
import io.nodethaw.evidence.LastWords;
import io.nodethaw.evidence.ProcessTable;
import io.nodethaw.evidence.Units;
import io.nodethaw.wait.NodeView;
import io.nodethaw.wait.Role;
import io.nodethaw.wait.Vertex;
import io.nodethaw.wait.Wait;
import io.nodethaw.wait.WaitGraph;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** What follows from a verdict for a person on call. Pure. */
record Triaging(NodeView view, WaitGraph graph, Verdict verdict, List<Hop> hops, List<Rule> rules) {
    /** An age below this says nothing: our own probes wait so long. */
    private static final Duration TOLD = Duration.ofSeconds(2);

    private static final Key UNITS = Units.TYPE.key();

    Triage triage() {
        return verdict.state() == Verdict.State.HEALTHY ? calm() : sick();
    }

    private Triage calm() {
        return new Triage(
                answered(),
                checked(),
                Optional.empty(),
                "",
                List.of(),
                List.of(),
                List.of(),
                Optional.empty(),
                List.of(),
                warnings(),
                new Leftovers(view, hops).all(),
                new WorkInFlight(view, graph, hops)::all);
    }

    private Triage sick() {
        var containers = new HitContainers(view, verdict, hops);
        var outage = new Outage(view, verdict, hops);
        return new Triage(
                answered(),
                checked(),
                oldest(),
                containers.underWay(),
                outage.fails(containers.hanging()),
                outage.goesOn(),
                containers.hits(),
                new NextStep(view, graph, verdict, hops, rules).step(),
                said(),
                warnings(),
                new Leftovers(view, hops).all(),
                new WorkInFlight(view, graph, hops)::all);
    }

    /** The last words of units that are roots. */
    private List<Said> said() {
        return verdict.roots().stream()
                .map(Root::vertex)
                .filter(Vertex.Resource.class::isInstance)
                .map(vertex -> ((Vertex.Resource) vertex).id())
                .flatMap(unit -> view.evidence().seen(LastWords.TYPE, unit).stream()
                        .flatMap(words -> words.lines().stream())
                        .map(line -> new Said(unit, line.ago(), line.text())))
                .toList();
    }

    /** What is near its end, and is not yet what starts fail for. */
    private List<Outlook> warnings() {
        var failing = verdict.roots().stream().map(Root::vertex).collect(Collectors.toSet());
        return new Supplies(view, hops).nearEnd(failing);
    }

    private List<String> answered() {
        return RoleNames.folded(verdict.roles().stream()
                .filter(role -> role.standing() == Role.Standing.ANSWERED)
                .toList());
    }

    private List<String> checked() {
        var checked = new ArrayList<String>();
        view.evidence()
                .seen(Units.TYPE)
                .ifPresent(units -> checked.add(count(units.units().size(), "unit")));
        view.evidence()
                .seen(ProcessTable.TYPE)
                .ifPresent(table -> checked.add(count(table.processes().size(), "process")));
        return checked;
    }

    private static String count(int number, String word) {
        return number + " " + word + (number == 1 ? "" : word.endsWith("s") ? "es" : "s");
    }

    /** The longest wait for a root that is more than our own probe's. */
    private Optional<Duration> oldest() {
        var victims = verdict.roots().stream()
                .flatMap(root -> root.victims().stream())
                .filter(victim -> !(victim.vertex() instanceof Vertex.Ourselves)
                        || victim.readings().contains(UNITS))
                .flatMap(victim -> victim.atLeast().stream());
        var waits = verdict.waits().stream()
                .filter(edge -> edge.kind() != Wait.PROBE && !edge.kind().isStop())
                .flatMap(edge -> edge.atLeast().stream());
        return Stream.concat(victims, waits).max(Comparator.naturalOrder()).filter(age -> age.compareTo(TOLD) >= 0);
    }
}
