package io.nodethaw.analysis;

import io.nodethaw.wait.Held;
import io.nodethaw.wait.NodeView;
import io.nodethaw.wait.Progress;
import io.nodethaw.wait.Vertex;
import io.nodethaw.wait.Victim;
import io.nodethaw.wait.WaitGraph;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/**
 * From a wait graph to a verdict: roots from the graph, findings from the rules, causes from what is found at the roots.
 *
 * @param order folders of the hops, top of the chain first
 */
public record Judge(List<String> order, List<Rule> rules, List<CauseRule> causeRules) {
    public Judge {
        order = List.copyOf(order);
        rules = List.copyOf(rules);
        causeRules = List.copyOf(causeRules);
    }

    /** The verdict on one look. */
    public Verdict judge(NodeView view, WaitGraph graph, List<BlindSpot> blind, List<String> notes) {
        var findings = findings(view, graph);
        var search = new Roots(view, graph);
        var all = onePerFreezer(
                graph,
                search.find().stream()
                        .map(end -> root(view, graph, search, end, findings))
                        .sorted(Comparator.comparingInt(this::height))
                        .toList());
        var stalls = all.stream().filter(Root::explained).toList();
        var state = state(view, graph, search, all, blind);
        var roots = state == Verdict.State.STALLED ? stalls : all;
        var clear = findings.stream()
                .filter(Finding.Clear.class::isInstance)
                .map(Finding.Clear.class::cast)
                .toList();
        var about = findings.stream()
                .filter(finding -> roots.stream().anyMatch(root -> root.vertex().equals(finding.about())))
                .toList();
        return new Verdict(
                state,
                view.evidence().at(),
                roots,
                graph.victims(),
                new ChainOrder(graph, search::counts, order).edges(roots),
                List.copyOf(graph.roles()),
                findings.stream()
                        .filter(finding -> !(finding instanceof Finding.Clear))
                        .toList(),
                state == Verdict.State.STALLED
                        ? causeRules.stream()
                                .flatMap(rule -> rule.judge(view, about).stream())
                                .toList()
                        : List.of(),
                clear,
                blind,
                notes,
                cure(state, roots));
    }

    /** Of what no victim reaches nothing is said: it is its owner's business. Counter-tests count wherever they were made. */
    private List<Finding> findings(NodeView view, WaitGraph graph) {
        var victims = graph.victims().stream().map(Victim::vertex).toList();
        var reached = graph.reach(victims, edge -> true);
        return rules.stream()
                .flatMap(rule -> rule.judge(view, graph).stream())
                .filter(finding -> finding instanceof Finding.Clear || reached.contains(finding.about()))
                .toList();
    }

    /** Who is frozen by the same cgroup is one root: the one highest in the chain, whose service it is. */
    private static List<Root> onePerFreezer(WaitGraph graph, List<Root> roots) {
        var highest = new HashMap<Vertex, Root>();
        roots.forEach(root -> Held.cgroup(graph, root.vertex()).ifPresent(cgroup -> highest.put(cgroup, root)));
        return roots.stream()
                .filter(root -> Held.cgroup(graph, root.vertex())
                        .map(cgroup -> root.equals(highest.get(cgroup)))
                        .orElse(true))
                .toList();
    }

    private Root root(NodeView view, WaitGraph graph, Roots search, Roots.End end, List<Finding> findings) {
        var victims = search.victimsOf(end);
        var members = end.cycle().isEmpty() ? List.of(end.vertex()) : end.cycle();
        var finding = findings.stream()
                .filter(Finding.Stuck.class::isInstance)
                .filter(candidate -> members.contains(candidate.about()))
                .findFirst()
                .or(() -> findings.stream()
                        .filter(candidate -> members.contains(candidate.about()))
                        .filter(candidate -> !(candidate instanceof Finding.Clear))
                        .findFirst());
        boolean explained = end.stopped()
                || !end.cycle().isEmpty()
                || finding.filter(Finding.Stuck.class::isInstance).isPresent()
                || victims.stream().anyMatch(Victim::pastLimit);
        var role = graph.role(end.vertex());
        return new Root(
                end.vertex(),
                role.map(known -> known.label()).orElseGet(() -> name(view, end.vertex())),
                role.map(known -> known.hop()).orElse(""),
                end.cycle(),
                finding,
                victims,
                explained);
    }

    private static String name(NodeView view, Vertex vertex) {
        return switch (vertex) {
            case Vertex.Ourselves() -> "nodethaw";
            case Vertex.Process(int pid, long _) -> view.name(pid);
            case Vertex.BusName(String name) -> name;
            case Vertex.Resource(var kind, String id) -> kind.name().toLowerCase(Locale.ROOT) + " " + id;
            case Vertex.Remote(String where) -> where;
        };
    }

    /** Deepest first: the end of the chain sorts before its top; what is no hop is deeper than any. */
    private int height(Root root) {
        int index = order.indexOf(root.hop());
        return index < 0 ? -order.size() : -index;
    }

    private static Verdict.State state(
            NodeView view, WaitGraph graph, Roots search, List<Root> roots, List<BlindSpot> blind) {
        if (roots.stream().anyMatch(Root::explained)) {
            return Verdict.State.STALLED;
        }
        if (!graph.victims().isEmpty()) {
            boolean slow = moved(view, graph, search) && roots.stream().noneMatch(Judge::isInDoubt);
            return slow ? Verdict.State.SLOW : Verdict.State.UNCLEAR;
        }
        return blind.stream().anyMatch(BlindSpot::matters) ? Verdict.State.UNCLEAR : Verdict.State.HEALTHY;
    }

    /** A rule has seen signs that movement does not settle: a deaf PID 1 goes on with everything else. */
    private static boolean isInDoubt(Root root) {
        return root.finding().filter(Finding.Warning.class::isInstance).isPresent();
    }

    private static boolean moved(NodeView view, WaitGraph graph, Roots search) {
        Set<Vertex> below = graph.reach(
                graph.victims().stream().map(Victim::vertex).toList(),
                edge -> search.counts(edge) || edge.leadsOn() && !search.isHeld(edge.from()));
        return below.stream()
                .anyMatch(vertex ->
                        vertex instanceof Vertex.Process(int pid, long _) && Progress.of(view, pid) == Progress.MOVED);
    }

    private Optional<String> cure(Verdict.State state, List<Root> roots) {
        if (state != Verdict.State.STALLED) {
            return Optional.empty();
        }
        var codes = new ArrayList<String>();
        roots.forEach(root -> root.finding().ifPresent(finding -> codes.add(finding.code())));
        return codes.stream()
                .flatMap(code -> rules.stream()
                        .map(Rule::explanation)
                        .filter(page -> page.code().equals(code)))
                .map(Explanation::cure)
                .findFirst();
    }
}
