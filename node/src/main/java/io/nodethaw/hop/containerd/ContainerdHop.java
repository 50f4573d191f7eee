package io.nodethaw.hop.containerd;

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
import io.nodethaw.collect.wire.grpc.ContainerdVersion;
import io.nodethaw.collect.wire.grpc.GrpcConnection;
import io.nodethaw.evidence.Key;
import io.nodethaw.hop.Addresses;
import io.nodethaw.hop.CollectorQuestion;
import io.nodethaw.hop.ContinueStopped;
import io.nodethaw.hop.Daemons;
import io.nodethaw.hop.Depth;
import io.nodethaw.hop.EndedByItself;
import io.nodethaw.hop.Hop;
import io.nodethaw.hop.LateEdges;
import io.nodethaw.hop.LeftoverKind;
import io.nodethaw.hop.Obstacle;
import io.nodethaw.hop.OwnVersion;
import io.nodethaw.hop.Premise;
import io.nodethaw.hop.Probed;
import io.nodethaw.hop.RemovedSocket;
import io.nodethaw.hop.RestartDeadlocked;
import io.nodethaw.hop.StartDead;
import io.nodethaw.hop.ThawGroup;
import io.nodethaw.remedy.Remedy;
import io.nodethaw.wait.NodeView;
import io.nodethaw.wait.Role;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** containerd, recognised by accepting on its socket. */
public final class ContainerdHop implements Hop {
    static final String NAME = "containerd";

    /** What collectors ask it; commands that do not end by themselves are none. */
    private static final CollectorQuestion COLLECTED = new CollectorQuestion(
            NAME, "containerd", Set.of("containerd"), "ctr (?!.*\\b(?:attach|exec|run|events|pull|import|export)\\b)");

    private static final Party PARTY = new Party(
            NAME, "containerd", "None of its containers can start or stop, and listing them does not answer.");
    private static final WayOut WAY_OUT = WayOut.restart("containers keep running");

    private static final EndedByItself ENDED =
            new EndedByItself(PARTY, Set.of("containerd"), Addresses.CONTAINERD_UNITS);

    private final Daemons daemons;

    public ContainerdHop(Host host) {
        this.daemons = new Daemons(NAME, host, ContainerdAnswer.TYPE, "containerd's version", Addresses.CONTAINERD);
    }

    @Override
    public Set<String> programs() {
        return Set.of("containerd");
    }

    @Override
    public String name() {
        return NAME;
    }

    @Override
    public Set<String> units() {
        return Addresses.CONTAINERD_UNITS;
    }

    @Override
    public boolean makesANode() {
        return true;
    }

    @Override
    public List<Source<?>> sources(Host host) {
        return List.of(new ByProbe<>(ContainerdAnswer.TYPE, "the sockets of containerd: its version"));
    }

    @Override
    public List<Probe<?>> probes(NodeView view, Depth depth) {
        return daemons.toAsk(view).stream()
                .<Probe<?>>map(path -> new Probe<>(ContainerdAnswer.TYPE, path, deadline -> {
                    try (var connection = GrpcConnection.open(daemons.connector(path), "localhost", deadline)) {
                        var version = ContainerdVersion.ask(connection, deadline);
                        return new ContainerdAnswer(version.version(), version.revision());
                    }
                }))
                .toList();
    }

    @Override
    public Set<Key> wants(NodeView view, Depth depth) {
        return daemons.wants(view, depth);
    }

    @Override
    public List<Role> roles(NodeView view) {
        return daemons.roles(view);
    }

    @Override
    public String loss() {
        return "no container is started, stopped or listed by";
    }

    @Override
    public boolean isAsked() {
        return true;
    }

    @Override
    public List<Probed> probed(NodeView view) {
        return daemons.probed(view);
    }

    @Override
    public List<OwnVersion> versions(NodeView view) {
        return view.evidence()
                .allSeen(ContainerdAnswer.TYPE)
                .map(answer -> new OwnVersion(NAME, answer.version(), ContainerdAnswer.TYPE.key()))
                .toList();
    }

    @Override
    public Optional<CollectorQuestion> collected() {
        return Optional.of(COLLECTED);
    }

    @Override
    public List<LeftoverKind> leftovers() {
        return List.of(new ExitNotHandled(), new MountLeft());
    }

    @Override
    public List<Remedy> remedies() {
        return List.of(
                ContinueStopped.of(NAME),
                new ThawGroup(NAME),
                StartDead.of(NAME, programs()),
                new RestartDeadlocked(NAME, units(), true, Premise.NONE));
    }

    @Override
    public List<Rule> rules() {
        return List.of(
                COLLECTED,
                HaltedRule.stopped(PARTY),
                HaltedRule.frozen(PARTY),
                DownRule.dead(PARTY),
                DownRule.crashLooping(PARTY),
                DownRule.changing(PARTY),
                DeadlockRule.of(PARTY, WAY_OUT),
                LockQueueRule.of(PARTY, WAY_OUT),
                OverdueWork.of(PARTY, "start-outstanding", WAY_OUT),
                ENDED,
                new LostExit());
    }

    @Override
    public List<LateEdges> lateEdges() {
        return List.of(ENDED, new LostExit());
    }

    @Override
    public List<Obstacle> obstacles() {
        return List.of(
                new Gone(),
                new RemovedSocket(
                        NAME,
                        Addresses.CONTAINERD_PROGRAMS,
                        Addresses.CONTAINERD,
                        "containerd",
                        "its containers go on"));
    }

    @Override
    public List<BlindSpot> blindSpots(NodeView view) {
        return daemons.blindSpots(view);
    }
}
