package io.nodethaw.hop;

import static java.util.stream.Collectors.toCollection;
import static java.util.stream.Collectors.toSet;

import io.nodethaw.analysis.BlindSpot;
import io.nodethaw.analysis.CauseRule;
import io.nodethaw.analysis.Explanation;
import io.nodethaw.analysis.Judge;
import io.nodethaw.analysis.Rule;
import io.nodethaw.analysis.Triage;
import io.nodethaw.analysis.Verdict;
import io.nodethaw.collect.Host;
import io.nodethaw.collect.source.Source;
import io.nodethaw.evidence.FactType;
import io.nodethaw.evidence.InstalledPackages;
import io.nodethaw.evidence.Key;
import io.nodethaw.wait.Edge;
import io.nodethaw.wait.EdgeSource;
import io.nodethaw.wait.NodeView;
import io.nodethaw.wait.Role;
import io.nodethaw.wait.Starved;
import io.nodethaw.wait.Vertex;
import io.nodethaw.wait.Victim;
import io.nodethaw.wait.WaitGraph;
import io.nodethaw.wait.go.BusCalls;
import io.nodethaw.wait.go.GoroutineEdges;
import io.nodethaw.wait.go.GoroutineLockEdges;
import io.nodethaw.wait.go.OpenConnections;
import io.nodethaw.wait.go.PolledLockEdges;
import io.nodethaw.wait.kernel.ChildEdges;
import io.nodethaw.wait.kernel.FileSystemEdges;
import io.nodethaw.wait.kernel.LockEdges;
import io.nodethaw.wait.kernel.PipeEdges;
import io.nodethaw.wait.kernel.PollEdges;
import io.nodethaw.wait.kernel.SocketEdges;
import io.nodethaw.wait.kernel.StopEdges;
import io.nodethaw.wait.kernel.TcpEdges;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/**
 * The hops in order, top to bottom, and what they know together: graph and verdict of a look. Pure.
 *
 * @param host the machine that the hops' sources read
 * @param sharedSources the sources of facts that more than one hop needs, or edge sources
 */
public record Chain(List<Hop> hops, Host host, List<Source<?>> sharedSources) {
    /** The edge sources for waits that any process can be in. */
    private static final List<EdgeSource> SHARED = List.of(
            new SocketEdges(),
            new PipeEdges(),
            new ChildEdges(),
            new LockEdges(),
            new FileSystemEdges(),
            new TcpEdges(),
            new StopEdges(),
            new GoroutineEdges(),
            new GoroutineLockEdges(),
            new PolledLockEdges(),
            new PollEdges());

    private static final NodeView.Once<Chain, WaitGraph> GRAPH =
            new NodeView.Once<>((view, chain) -> chain.draw(view, List.of()));
    private static final NodeView.Once<Chain, List<Role>> ROLES =
            new NodeView.Once<>((view, chain) -> chain.findRoles(view));

    public Chain {
        hops = List.copyOf(hops);
        sharedSources = List.copyOf(sharedSources);
    }

    /** Every edge source: the shared ones, those that only files have, then those of the hops. */
    public List<EdgeSource> edgeSources() {
        return Stream.of(
                        SHARED.stream(),
                        FromFiles.EDGES.stream(),
                        hops.stream().flatMap(hop -> hop.edgeSources().stream()))
                .flatMap(some -> some)
                .toList();
    }

    /** What the hops need read at this depth, besides what edge sources ask for. */
    public Set<Key> wants(NodeView view, Depth depth) {
        var wants =
                hops.stream().flatMap(hop -> hop.wants(view, depth).stream()).collect(toCollection(LinkedHashSet::new));
        wants.addAll(new Obstacles(view, hops).wants(depth));
        wants.addAll(new DaemonUnits(view, hops).wants(depth));
        wants.addAll(new Leftovers(view, hops).wants(depth));
        if (depth == Depth.LIGHT) {
            wants.addAll(new Supplies(view, hops).wants(depth));
        } else if (depth == Depth.COSTLY) { // somebody waits
            wants.addAll(Starved.wants(view));
            wants.add(InstalledPackages.TYPE.key());
        }
        return wants;
    }

    /** What tells how much is left of all that the node can run out of. */
    public Set<Key> wantsForLevels(NodeView view) {
        return Stream.of(Depth.LIGHT, Depth.CLOSE)
                .flatMap(depth -> new Supplies(view, hops).wants(depth).stream())
                .collect(toCollection(LinkedHashSet::new));
    }

    /** What every look reads to see whom the kernel holds. */
    public Set<Key> wantsInKernel(NodeView view) {
        return InKernel.of(view, hops).wants();
    }

    /** Processes to look at closely although nobody is known to wait for them yet. */
    public Set<Integer> suspects(NodeView view) {
        var suspects = hops.stream().flatMap(hop -> hop.suspects(view).stream()).collect(toCollection(HashSet::new));
        suspects.addAll(InKernel.of(view, hops).undated());
        return suspects;
    }

    /** True while only a long time between two readings can tell since when somebody is held, or gone, or what a disk does. */
    public boolean isUndated(NodeView view) {
        boolean ages = !InKernel.of(view, hops).undated().isEmpty() || new Leftovers(view, hops).mayChange();
        return ages || timeToWatch(view).isPresent();
    }

    /** Everything that is read on a node, and how: the shared sources, then those of the hops. */
    public List<Source<?>> sources() {
        return Stream.concat(sharedSources.stream(), hops.stream().flatMap(hop -> hop.sources(host).stream()))
                .toList();
    }

    /** The facts that are read on a node. */
    public List<FactType<?>> facts() {
        return sources().stream().<FactType<?>>map(Source::type).distinct().toList();
    }

    /** The pages of all finding codes, in the order of the hops. */
    public List<Explanation> explanations() {
        return rules().stream().map(Rule::explanation).distinct().toList();
    }

    private List<Rule> rules() {
        return hops.stream()
                .flatMap(hop -> Stream.concat(hop.rules().stream(), Obstacles.andAlike(hop)))
                .toList();
    }

    /** Who waits for whom, as far as the evidence shows. */
    public WaitGraph graph(NodeView view) {
        return view.once(GRAPH, this);
    }

    /** The same, with additional victims that a user asks about. */
    public WaitGraph graph(NodeView view, List<Victim> asked) {
        return asked.isEmpty() ? graph(view) : draw(view, asked);
    }

    private WaitGraph draw(NodeView view, List<Victim> asked) {
        var edges = read(view);
        var roles = roles(view);
        var own = Stream.of(
                        hops.stream().flatMap(hop -> victims(hop, view, edges, roles)),
                        probed(view).flatMap(question -> question.victim(view).stream()),
                        Unasked.stopped(view, hops).stream(),
                        new DaemonUnits(view, hops).victims(edges).stream(),
                        InKernel.of(view, hops).victims().stream(),
                        new Obstacles(view, hops).victims().stream(),
                        new Leftovers(view, hops).victims(),
                        new TriedStarts(view, hops).victims().stream(),
                        new LoggedWaits(view, hops).victims().stream(),
                        view.evidence().isFromFiles()
                                ? new FromFiles(view).victims(edges, hops).stream()
                                : Stream.<Victim>empty())
                .flatMap(some -> some)
                .toList();
        var victims = new ArrayList<>(withBusCallers(view, own));
        victims.addAll(overdue(view, edges, victims));
        victims.addAll(asked);
        return conclude(view, edges, List.copyOf(victims));
    }

    /** The victims that a hop knows, and those that its rules find. */
    private static Stream<Victim> victims(Hop hop, NodeView view, List<Edge> edges, List<Role> roles) {
        return Stream.concat(
                hop.victims(view, edges).stream(),
                hop.rules().stream().flatMap(rule -> rule.victims(view, roles).stream()));
    }

    /** What is overdue, except in processes that a victim reaches and that wait for others themselves: such a chain says more. */
    private List<Victim> overdue(NodeView view, List<Edge> edges, List<Victim> victims) {
        var roles = roles(view);
        var overdue = rules().stream()
                .flatMap(rule -> rule.overdue(view, roles).stream())
                .distinct()
                .toList();
        if (overdue.isEmpty()) {
            return List.of();
        }
        var graph = conclude(view, edges, victims);
        var reached = graph.reach(victims.stream().map(Victim::vertex).toList(), Edge::leadsOn);
        return overdue.stream()
                .filter(victim -> !reached.contains(victim.vertex())
                        && !(reached.contains(victim.vertex().whole())
                                && graph.from(victim.vertex().whole()).stream().anyMatch(Edge::leadsOn)))
                .toList();
    }

    /** Adds processes that wait for a reply over the bus, unless they already are victims. */
    private List<Victim> withBusCallers(NodeView view, List<Victim> victims) {
        var known = victims.stream().map(Victim::vertex).collect(toSet());
        var callers = BusCalls.victims(view, roles(view)).stream().filter(caller -> !known.contains(caller.vertex()));
        return Stream.concat(victims.stream(), callers).toList();
    }

    /** True when something may be in the way of starting containers, or left behind, so that a closer look is worth it. */
    public boolean mayFail(NodeView view) {
        return new Obstacles(view, hops).isAny() || new Leftovers(view, hops).isInDoubt();
    }

    private Stream<Probed> probed(NodeView view) {
        return hops.stream().flatMap(hop -> hop.probed(view).stream());
    }

    private List<Edge> read(NodeView view) {
        var edges = new ArrayList<Edge>();
        edgeSources().forEach(source -> edges.addAll(source.edges(view)));
        probed(view).forEach(question -> question.edge(view).ifPresent(edges::add));
        edges.addAll(new DaemonUnits(view, hops).edges());
        edges.addAll(InKernel.of(view, hops).edges());
        edges.addAll(new Obstacles(view, hops).edges());
        edges.addAll(new Leftovers(view, hops).edges());
        edges.addAll(new TriedStarts(view, hops).edges(List.copyOf(edges)));
        return List.copyOf(edges);
    }

    /** The processes that have a part in the chain: their readings matter most. */
    public Set<Integer> processes(NodeView view) {
        return new WaitGraph(List.of(), List.of(), roles(view)).hopProcesses();
    }

    private List<Role> roles(NodeView view) {
        return view.once(ROLES, this);
    }

    private List<Role> findRoles(NodeView view) {
        return Stream.of(
                        hops.stream().flatMap(hop -> hop.roles(view).stream()),
                        new DaemonUnits(view, hops).roles().stream(),
                        new Obstacles(view, hops).roles().stream(),
                        new TriedStarts(view, hops).roles().stream(),
                        view.evidence().isFromFiles() ? new FromFiles(view).roles(hops).stream() : Stream.<Role>empty())
                .flatMap(some -> some)
                .toList();
    }

    private WaitGraph conclude(NodeView view, List<Edge> read, List<Victim> victims) {
        var roles = roles(view);
        var edges = new ArrayList<>(read);
        edges.addAll(new FromFiles(view).edges(hops, roles));
        hops.stream()
                .flatMap(hop -> hop.lateEdges().stream())
                .forEach(late -> edges.addAll(late.edges(view, roles, victims, read)));
        edges.addAll(OpenConnections.edges(view, roles, victims, List.copyOf(edges)));
        var all = edges.stream().distinct().toList();
        var known = Stream.concat(roles.stream(), new OutOfSightRoles(hops).roles(view, all).stream())
                .toList();
        return new WaitGraph(all, victims, known);
    }

    /** How long those who have not answered may take until their silence is a stall by itself, or have to be watched; empty where nobody has to. */
    public Optional<Duration> patience(NodeView view) {
        return Patience.of(view, hops, graph(view));
    }

    /** How much time a look needs to ask everybody, where a busy machine gave this one too little; empty where it did not. */
    public Optional<Duration> timeToAsk(NodeView view) {
        return Patience.toAsk(view, hops);
    }

    /** For how long somebody has to be watched until it is known whether he waits in vain; empty where this look tells as much as time can. */
    public Optional<Duration> timeToWatch(NodeView view) {
        return Patience.toWatch(view, hops, graph(view));
    }

    /** The verdict on one look. */
    public Verdict judge(NodeView view, WaitGraph graph) {
        var order = hops.stream().map(Hop::name).toList();
        return new Judge(order, rules(), causes())
                .judge(view, graph, Unasked.all(view, hops), blindSpots(view, graph), notes(view, graph));
    }

    /** Why things came about: what hops know of their own, then the other bugs that are known by their signs. */
    private List<CauseRule> causes() {
        var causes = hops.stream().flatMap(hop -> hop.causes().stream()).collect(toCollection(ArrayList::new));
        var judged = causes.stream().flatMap(rule -> rule.bugs().stream()).collect(toSet());
        causes.add(new KnownBugs(this::versions, judged));
        return causes;
    }

    /** The versions of what the node consists of. */
    public Versions versions(NodeView view) {
        return new Versions(view, hops);
    }

    /** What follows from a verdict for a person on call. */
    public Triage triage(NodeView view, WaitGraph graph, Verdict verdict) {
        return new Triaging(view, graph, verdict, hops, rules()).triage();
    }

    private List<BlindSpot> blindSpots(NodeView view, WaitGraph graph) {
        if (view.evidence().isFromFiles()) {
            return new FromFiles(view).blindSpots(graph, hops);
        }
        return Stream.of(
                        new NodeInSight(view, hops).blindSpots(),
                        UnprovenCures.blindSpots(view),
                        new TriedStarts(view, hops).blindSpots(graph),
                        InKernel.of(view, hops).blindSpots(graph),
                        LostReadings.blindSpots(view, graph, facts(), () -> reached(view, graph)))
                .flatMap(List::stream)
                .toList();
    }

    /** The processes that a victim, or a suspect of a hop, waits for. */
    private Set<Integer> reached(NodeView view, WaitGraph graph) {
        var starts = graph.victims().stream().map(Victim::vertex).collect(toCollection(HashSet::new));
        suspects(view).forEach(pid -> view.vertex(pid).ifPresent(starts::add));
        return graph.reach(starts, Edge::leadsOn).stream()
                .flatMap(vertex ->
                        vertex.whole() instanceof Vertex.Process(int pid, long _) ? Stream.of(pid) : Stream.empty())
                .collect(toSet());
    }

    private List<String> notes(NodeView view, WaitGraph graph) {
        var standOut = view.evidence().isFromFiles() ? new FileNotes(view).notes().stream() : Stream.<String>empty();
        return Stream.of(
                        NodeInSight.nested(view),
                        standOut,
                        InKernel.of(view, hops).notes().stream(),
                        hops.stream().flatMap(hop -> hop.notes(view).stream()),
                        new TriedStarts(view, hops).notes(),
                        LeftOut.notes(view, graph))
                .flatMap(part -> part)
                .toList();
    }
}
