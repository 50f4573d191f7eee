package io.nodethaw.analysis;

import io.nodethaw.wait.NodeView;
import io.nodethaw.wait.Progress;
import io.nodethaw.wait.Role;
import io.nodethaw.wait.Starved;
import io.nodethaw.wait.Vertex;
import io.nodethaw.wait.Victim;
import io.nodethaw.wait.WaitGraph;
import io.nodethaw.wait.kernel.Halted;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/**
 * Makes a verdict from a wait graph: roots from the graph, findings from the rules, causes from the findings at the roots.
 *
 * @param order names of the hops, top of the chain first
 */
public record Judge(List<String> order, List<Rule> rules, List<CauseRule> causeRules) {
    public Judge {
        order = List.copyOf(order);
        rules = List.copyOf(rules);
        causeRules = List.copyOf(causeRules);
    }

    /** The verdict on one look in which every hop could be asked. */
    public Verdict judge(NodeView view, WaitGraph graph, List<BlindSpot> blind, List<String> notes) {
        return judge(view, graph, Set.of(), blind, notes);
    }

    /**
     * The verdict on one look.
     *
     * @param unasked daemons that are here and could not be asked; when nothing else is known about one, it is no root
     */
    public Verdict judge(
            NodeView view, WaitGraph graph, Set<Vertex> unasked, List<BlindSpot> blind, List<String> notes) {
        var findings = findings(view, graph);
        var search = new Roots(view, graph);
        var all = onePerFreezer(
                graph,
                search.find().stream()
                        .map(end -> root(view, graph, search, end, findings))
                        .filter(root ->
                                root.explained() || root.finding().isPresent() || !unasked.contains(root.vertex()))
                        .sorted(Comparator.comparingInt(this::height))
                        .toList());
        var state = state(view, graph, search, all, blind);
        boolean sick = state.isSick();
        var roots = sick ? all.stream().filter(Root::explained).toList() : all;
        return new Verdict(
                state,
                view.evidence().at(),
                roots,
                graph.victims(),
                new ChainOrder(graph, search::counts, order).edges(roots),
                List.copyOf(graph.roles()),
                findings.stream().filter(finding -> !isClear(finding)).toList(),
                sick ? causes(view, roots, findings) : List.of(),
                findings.stream()
                        .filter(Judge::isClear)
                        .map(Finding.Clear.class::cast)
                        .toList(),
                blind,
                Stream.concat(notes.stream(), starved(view, all).stream()).toList(),
                sick ? cure(roots) : Optional.empty());
    }

    private List<Cause> causes(NodeView view, List<Root> roots, List<Finding> findings) {
        var vertices = roots.stream().map(Root::vertex).toList();
        var about = findings.stream()
                .filter(finding -> vertices.contains(finding.about()))
                .toList();
        return causeRules.stream()
                .flatMap(rule -> rule.judge(view, about).stream())
                .toList();
    }

    /**
     * The findings about vertices that victims reach; what nobody waits for is its owner's business. Counter-tests count
     * wherever they were made.
     */
    private List<Finding> findings(NodeView view, WaitGraph graph) {
        var victims = graph.victims().stream().map(Victim::vertex).toList();
        var reached = graph.reach(victims, edge -> true);
        return rules.stream()
                .flatMap(rule -> rule.judge(view, graph).stream())
                .filter(finding -> isClear(finding) || reached.contains(finding.about()))
                .toList();
    }

    /**
     * Processes frozen by the same cgroup count as one root: the one highest in the chain, because the cgroup is that of its
     * service.
     */
    private static List<Root> onePerFreezer(WaitGraph graph, List<Root> roots) {
        var highest = new HashMap<Vertex, Root>();
        roots.forEach(root -> Halted.cgroup(graph, root.vertex()).ifPresent(cgroup -> highest.put(cgroup, root)));
        return roots.stream()
                .filter(root -> Halted.cgroup(graph, root.vertex())
                        .map(cgroup -> root.equals(highest.get(cgroup)))
                        .orElse(true))
                .toList();
    }

    private Root root(NodeView view, WaitGraph graph, Roots search, Roots.End end, List<Finding> findings) {
        var victims = search.victimsOf(end);
        var finding = finding(view, end, findings);
        boolean explained = end.stopped()
                || !end.cycle().isEmpty()
                || finding.filter(found -> explains(view, found)).isPresent()
                || victims.stream()
                        .anyMatch(victim -> victim.pastLimit()
                                && starved(view, victim, end.vertex()).isEmpty());
        var role = graph.role(end.vertex());
        return new Root(
                end.vertex(),
                role.map(Role::label).orElseGet(() -> name(view, end.vertex())),
                role.map(Role::hop).orElseGet(() -> hop(end.vertex(), finding)),
                end.cycle(),
                finding,
                victims,
                explained);
    }

    /** A thing that processes wait at belongs to the hop whose rule tells what is wrong with it. */
    private static String hop(Vertex vertex, Optional<Finding> finding) {
        return vertex instanceof Vertex.Resource
                ? finding.map(Finding::code)
                        .map(code -> code.substring(0, code.indexOf('.')))
                        .orElse("")
                : "";
    }

    /** In words, who got no processor, and so has no part in the verdict. */
    private static List<String> starved(NodeView view, List<Root> roots) {
        return roots.stream()
                .filter(root -> !root.explained())
                .flatMap(root -> root.victims().stream()
                        .flatMap(victim -> starved(view, victim, root.vertex()).stream())
                        .map(vertex ->
                                "%s waited for a processor for %d %% of the time; that %s does not answer says nothing of it"
                                        .formatted(
                                                name(view, vertex),
                                                Starved.share(view, vertex).orElse(0),
                                                vertex.equals(root.vertex()) ? "it" : root.name())))
                .distinct()
                .toList();
    }

    /** Who of the two got no processor; then the time for which one waited for the other says nothing of either. */
    private static Optional<Vertex> starved(NodeView view, Victim victim, Vertex root) {
        return Stream.of(root, victim.vertex())
                .filter(vertex -> Starved.share(view, vertex).isPresent())
                .findFirst();
    }

    /** The finding at this end; a stuck one comes before any other. */
    private static Optional<Finding> finding(NodeView view, Roots.End end, List<Finding> findings) {
        var members = end.cycle().isEmpty() ? List.of(end.vertex()) : end.cycle();
        var about = findings.stream()
                .filter(finding -> members.contains(finding.about()) && !isClear(finding))
                .toList();
        return about.stream()
                .filter(finding -> explains(view, finding))
                .findFirst()
                .or(() -> about.stream().findFirst());
    }

    /** That one takes long, which makes a finding likely, says nothing of it while it gets no processor; what was proven stands. */
    private static boolean explains(NodeView view, Finding finding) {
        return isFailing(finding)
                || finding instanceof Finding.Stuck stuck
                        && (stuck.confidence() == Confidence.PROVEN
                                || Starved.share(view, stuck.about()).isEmpty());
    }

    private static boolean isFailing(Finding finding) {
        return finding instanceof Finding.Failing;
    }

    private static boolean isClear(Finding finding) {
        return finding instanceof Finding.Clear;
    }

    private static String name(NodeView view, Vertex vertex) {
        return switch (vertex) {
            case Vertex.Ourselves() -> "nodethaw";
            case Vertex.Process(int pid, long _) -> view.name(pid);
            case Vertex.Goroutine(int pid, long _, long id) -> view.name(pid) + " goroutine " + id;
            case Vertex.BusName(String name) -> name;
            case Vertex.Resource(var kind, String id)
            when switch (kind) {
                case UNIT, PROGRAM, FILE_SYSTEM, LIMIT, CONFIGURATION, START -> true;
                default -> false;
            } -> id;
            case Vertex.Resource(var kind, String id) -> kind.name().toLowerCase(Locale.ROOT) + " " + id;
            case Vertex.Remote(String where) -> where;
        };
    }

    /** Sorts the deepest first: the end of the chain before its top, and vertices outside the chain before all hops. */
    private int height(Root root) {
        int index = order.indexOf(root.hop());
        return index < 0 ? -order.size() : -index;
    }

    private static Verdict.State state(
            NodeView view, WaitGraph graph, Roots search, List<Root> roots, List<BlindSpot> blind) {
        var explained = roots.stream().filter(Root::explained).toList();
        if (!explained.isEmpty()) {
            return explained.stream()
                            .allMatch(root ->
                                    root.finding().filter(Judge::isFailing).isPresent())
                    ? Verdict.State.FAILING
                    : Verdict.State.STALLED;
        }
        boolean starved =
                roots.stream().flatMap(root -> root.victims().stream()).anyMatch(Victim::pastLimit);
        if (starved || blind.stream().anyMatch(BlindSpot::matters)) {
            return Verdict.State.UNCLEAR;
        }
        if (!graph.victims().isEmpty()) {
            boolean slow = (moved(view, graph, search) || roots.stream().anyMatch(Judge::isSlow))
                    && roots.stream().noneMatch(root -> isInDoubt(root) || sitsStill(view, graph, search, root));
            return slow ? Verdict.State.SLOW : Verdict.State.UNCLEAR;
        }
        return Verdict.State.HEALTHY;
    }

    /** True when a rule has seen signs that movement does not refute: a deaf PID 1 goes on with everything else. */
    private static boolean isInDoubt(Root root) {
        return root.finding().filter(Finding.Warning.class::isInstance).isPresent();
    }

    /**
     * True when the hop did not answer and neither it nor what the whole process waits for moved. That other processes moved
     * does not count.
     */
    private static boolean sitsStill(NodeView view, WaitGraph graph, Roots search, Root root) {
        boolean silent = graph.role(root.vertex())
                .filter(role -> role.standing() == Role.Standing.SILENT)
                .isPresent();
        return silent
                && progress(view, root.vertex()) == Progress.STILL
                && graph.reach(List.of(root.vertex()), search::waitsWhole).stream()
                        .noneMatch(vertex -> progress(view, vertex) == Progress.MOVED);
    }

    /** True when a rule has seen something move that is not a process: a disk. */
    private static boolean isSlow(Root root) {
        return root.finding().filter(Finding.Slow.class::isInstance).isPresent();
    }

    private static boolean moved(NodeView view, WaitGraph graph, Roots search) {
        Set<Vertex> below = graph.reach(
                graph.victims().stream().map(Victim::vertex).toList(),
                edge -> search.counts(edge) || edge.leadsOn() && !search.isHeld(edge.from()));
        return below.stream().anyMatch(vertex -> progress(view, vertex) == Progress.MOVED);
    }

    private static Progress progress(NodeView view, Vertex vertex) {
        return vertex instanceof Vertex.Process(int pid, long _) ? Progress.of(view, pid) : Progress.UNKNOWN;
    }

    private Optional<String> cure(List<Root> roots) {
        return roots.stream()
                .flatMap(root -> root.finding().stream())
                .flatMap(finding -> rules.stream()
                        .map(Rule::explanation)
                        .filter(page -> page.code().equals(finding.code())))
                .map(Explanation::cure)
                .findFirst();
    }
}
