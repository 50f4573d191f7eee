package io.nodethaw.hop.cri;

import static java.util.stream.Collectors.toSet;

import io.nodethaw.analysis.AtWork;
import io.nodethaw.analysis.BlindSpot;
import io.nodethaw.analysis.DeadlockRule;
import io.nodethaw.analysis.DownRule;
import io.nodethaw.analysis.HaltedRule;
import io.nodethaw.analysis.LockQueueRule;
import io.nodethaw.analysis.OverdueWork;
import io.nodethaw.analysis.Party;
import io.nodethaw.analysis.Rule;
import io.nodethaw.analysis.WayOut;
import io.nodethaw.collect.Host;
import io.nodethaw.collect.Probe;
import io.nodethaw.collect.source.ByProbe;
import io.nodethaw.collect.source.Source;
import io.nodethaw.evidence.Containers;
import io.nodethaw.evidence.Key;
import io.nodethaw.evidence.ProcessTable;
import io.nodethaw.evidence.RuntimeSettings;
import io.nodethaw.hop.Addresses;
import io.nodethaw.hop.CollectorQuestion;
import io.nodethaw.hop.ContinueStopped;
import io.nodethaw.hop.Daemons;
import io.nodethaw.hop.Depth;
import io.nodethaw.hop.EndHelper;
import io.nodethaw.hop.EndedByItself;
import io.nodethaw.hop.Helpers;
import io.nodethaw.hop.Hop;
import io.nodethaw.hop.LateEdges;
import io.nodethaw.hop.LeftoverKind;
import io.nodethaw.hop.Obstacle;
import io.nodethaw.hop.OwnVersion;
import io.nodethaw.hop.Premise;
import io.nodethaw.hop.Probed;
import io.nodethaw.hop.RemovedSocket;
import io.nodethaw.hop.RestartDeadlocked;
import io.nodethaw.hop.RuntimeSockets;
import io.nodethaw.hop.StartDead;
import io.nodethaw.hop.ThawGroup;
import io.nodethaw.remedy.Canary;
import io.nodethaw.remedy.Remedy;
import io.nodethaw.wait.Edge;
import io.nodethaw.wait.EdgeSource;
import io.nodethaw.wait.NodeView;
import io.nodethaw.wait.Role;
import io.nodethaw.wait.Victim;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/** CRI runtimes: CRI-O and cri-dockerd, which are separate daemons, and the CRI side of containerd. */
public final class CriHop implements Hop {
    private static final String NAME = "cri";

    /** What CRI-O starts each container with. */
    private static final Set<String> MONITORS = Set.of("conmon", "conmonrs");

    /** What collectors ask it; commands that do not end by themselves are none. */
    private static final CollectorQuestion COLLECTED = new CollectorQuestion(
            NAME,
            "the CRI runtime",
            Set.of("containerd", "crio", "cri-dockerd"),
            "crictl (?!.*\\b(?:logs|exec|attach|pull|run|runp|events)\\b)");

    private static final Party PARTY =
            new Party(NAME, "a CRI runtime", "kubelet can neither list nor start nor stop pods through it.");
    private static final WayOut WAY_OUT = WayOut.restart("containers keep running");

    private static final EndedByItself ENDED =
            new EndedByItself(PARTY, Set.of("crio", "cri-dockerd"), Addresses.CRI_UNITS);

    private static final Helpers PLUGINS = new Helpers(OverduePlugin.WHAT);

    private final Daemons daemons;
    private final CriProbe asking;
    private final OverduePlugin overdue = new OverduePlugin(this::runtimes);

    public CriHop(Host host) {
        this.daemons = new Daemons(
                NAME,
                host,
                CriAnswer.TYPE,
                "the CRI version",
                Stream.concat(Addresses.CRI.stream(), Addresses.CONTAINERD.stream())
                        .toList());
        this.asking = new CriProbe(daemons::connector);
    }

    @Override
    public Set<String> programs() {
        return Set.of("crio", "cri-dockerd");
    }

    @Override
    public Set<String> words() {
        return Set.of("CNI plug-in", "the container runtime");
    }

    @Override
    public String name() {
        return NAME;
    }

    @Override
    public Set<String> units() {
        return Addresses.CRI_UNITS;
    }

    /** containerd answers for its CRI side. */
    @Override
    public Set<String> answeringUnits() {
        var units = new HashSet<>(Addresses.CONTAINERD_UNITS);
        units.addAll(units());
        return units;
    }

    @Override
    public boolean makesANode() {
        return true;
    }

    @Override
    public List<Source<?>> sources(Host host) {
        return List.of(
                new ByProbe<>(CriAnswer.TYPE, "the sockets of CRI runtimes, containerd among them: the version"),
                new ByProbe<>(
                        RuntimeSettings.TYPE,
                        "those that answered: their status, of which are kept the default runtime and whether pods get a network"),
                new ByProbe<>(
                        Containers.TYPE, "once something is silent, CRI runtimes: the names of pods and containers"));
    }

    /** Those at the usual addresses, and at those that kubelet is told to use. */
    private Daemons all(NodeView view) {
        return daemons.and(RuntimeSockets.of(view));
    }

    @Override
    public List<Probe<?>> probes(NodeView view, Depth depth) {
        var probes = new ArrayList<Probe<?>>();
        for (var path : all(view).toAsk(view)) {
            probes.add(asking.ofVersion(path));
            if (view.evidence().seen(CriAnswer.TYPE, path).isPresent()) {
                probes.add(asking.ofSettings(path));
            }
            if (depth != Depth.LIGHT
                    && !view.evidence().reading(CriAnswer.TYPE, path).isSilent()) {
                probes.add(asking.ofContainers(path, NAME + " " + path));
            }
        }
        return probes;
    }

    /** What to read about separate runtimes; containerd itself is the hop below. */
    @Override
    public Set<Key> wants(NodeView view, Depth depth) {
        return all(view).wants(view, depth);
    }

    @Override
    public List<Role> roles(NodeView view) {
        return Stream.concat(
                        daemons.roles(view).stream()
                                .filter(role -> Addresses.CONTAINERD.stream()
                                        .noneMatch(path -> Addresses.acceptor(view, path)
                                                .filter(role.vertex()::equals)
                                                .isPresent())),
                        RuntimeSaid.ALL.stream().flatMap(said -> said.roles(view, NAME)))
                .toList();
    }

    @Override
    public String loss() {
        return "no pod is started, stopped or listed by";
    }

    @Override
    public boolean isAsked() {
        return true;
    }

    @Override
    public List<Probed> probed(NodeView view) {
        return daemons.probed(view);
    }

    /** CNI plug-ins are children of the runtime. */
    @Override
    public Set<Integer> suspects(NodeView view) {
        return PLUGINS.suspects(view, runtimes(view));
    }

    @Override
    public List<EdgeSource> edgeSources() {
        return List.of(overdue);
    }

    @Override
    public List<Victim> victims(NodeView view, List<Edge> edges) {
        return PLUGINS.victims(view, runtimes(view), edges);
    }

    private Set<Integer> runtimes(NodeView view) {
        var pids = new HashSet<Integer>();
        all(view).paths().forEach(path -> Addresses.acceptor(view, path).ifPresent(process -> pids.add(process.pid())));
        return pids;
    }

    /** CRI-O's conmon or conmonrs, one for each container; they have no socket by which they could be recognised. */
    @Override
    public Set<Integer> monitors(NodeView view) {
        return view.processes().stream()
                .filter(process -> MONITORS.contains(process.comm()) && view.isOurs(process.pid()))
                .map(ProcessTable.Entry::pid)
                .collect(toSet());
    }

    @Override
    public List<Canary> canaries() {
        return List.copyOf(SandboxCanary.ALL);
    }

    @Override
    public List<LateEdges> lateEdges() {
        return Stream.<LateEdges>concat(RuntimeSaid.ALL.stream(), Stream.of(ENDED))
                .toList();
    }

    @Override
    public List<Obstacle> obstacles() {
        return List.of(
                new NoNetwork(),
                new RemovedSocket(NAME, Set.of("crio", "cri-dockerd"), Addresses.CRI, "crio", "its containers go on"));
    }

    @Override
    public List<OwnVersion> versions(NodeView view) {
        return view.evidence()
                .allSeen(CriAnswer.TYPE)
                .map(answer -> new OwnVersion(answer.runtime(), answer.version(), CriAnswer.TYPE.key()))
                .toList();
    }

    @Override
    public Optional<CollectorQuestion> collected() {
        return Optional.of(COLLECTED);
    }

    @Override
    public List<LeftoverKind> leftovers() {
        return List.of(new NamespaceGone());
    }

    @Override
    public List<Remedy> remedies() {
        return List.of(
                ContinueStopped.of(NAME),
                new ThawGroup(NAME),
                StartDead.of(NAME, programs()),
                new EndHelper(
                        NAME + ".end-plugin",
                        OverduePlugin.CODE,
                        "what it was to set up may be half done, and an address may stay reserved; the runtime reports a failure, and "
                                + "kubelet tries again"),
                new RestartDeadlocked(NAME, units(), true, Premise.NONE));
    }

    @Override
    public List<Rule> rules() {
        return Stream.<Rule>concat(
                        RuntimeSaid.ALL.stream(),
                        Stream.of(
                                COLLECTED,
                                HaltedRule.stopped(PARTY),
                                HaltedRule.frozen(PARTY),
                                DownRule.dead(PARTY),
                                DownRule.crashLooping(PARTY),
                                DownRule.changing(PARTY),
                                DeadlockRule.of(PARTY, WAY_OUT),
                                LockQueueRule.of(PARTY, WAY_OUT),
                                OverdueWork.of(PARTY, "work-overdue", WAY_OUT),
                                ENDED,
                                overdue))
                .toList();
    }

    @Override
    public List<AtWork> atWork(NodeView view) {
        return PLUGINS.atWork(view, runtimes(view));
    }

    @Override
    public List<BlindSpot> blindSpots(NodeView view) {
        return daemons.blindSpots(view);
    }
}
