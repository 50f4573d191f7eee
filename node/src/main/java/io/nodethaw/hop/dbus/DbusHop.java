package io.nodethaw.hop.dbus;

import io.nodethaw.analysis.BlindSpot;
import io.nodethaw.analysis.DownRule;
import io.nodethaw.analysis.HaltedRule;
import io.nodethaw.analysis.Party;
import io.nodethaw.analysis.Rule;
import io.nodethaw.collect.Deadline;
import io.nodethaw.collect.Host;
import io.nodethaw.collect.Probe;
import io.nodethaw.collect.source.ByProbe;
import io.nodethaw.collect.source.InThread;
import io.nodethaw.collect.source.Source;
import io.nodethaw.collect.wire.dbus.BusConnection;
import io.nodethaw.collect.wire.dbus.SystemBus;
import io.nodethaw.evidence.Key;
import io.nodethaw.evidence.Reading;
import io.nodethaw.hop.Addresses;
import io.nodethaw.hop.CollectorQuestion;
import io.nodethaw.hop.ContinueStopped;
import io.nodethaw.hop.Depth;
import io.nodethaw.hop.Hop;
import io.nodethaw.hop.LateEdges;
import io.nodethaw.hop.Probed;
import io.nodethaw.hop.StartDead;
import io.nodethaw.hop.Supply;
import io.nodethaw.hop.ThawGroup;
import io.nodethaw.remedy.Remedy;
import io.nodethaw.wait.Edge;
import io.nodethaw.wait.EdgeSource;
import io.nodethaw.wait.NodeView;
import io.nodethaw.wait.Role;
import io.nodethaw.wait.Vertex;
import io.nodethaw.wait.Victim;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** The system bus: dbus-daemon or dbus-broker, recognised by accepting on its socket. */
public final class DbusHop implements Hop {
    private static final String NAME = "dbus";

    /** What collectors ask it; commands that do not end by themselves are none. */
    private static final CollectorQuestion COLLECTED = new CollectorQuestion(
            NAME,
            "the system bus",
            Set.of("dbus-daemon", "dbus-broker"),
            "busctl (?!.*\\b(?:monitor|capture|--user)\\b)(?:.* )?(?:list|status)\\b");

    private static final Party PARTY =
            new Party(NAME, "the bus daemon", "Nothing that needs systemd can start or stop: runc waits for the bus.");

    private final Host host;
    private final long uid;

    /** @param uid our own, for authentication */
    public DbusHop(Host host, long uid) {
        this.host = host;
        this.uid = uid;
    }

    @Override
    public Set<String> words() {
        return Set.of("dbus-daemon");
    }

    @Override
    public String name() {
        return NAME;
    }

    @Override
    public Set<String> units() {
        return Set.of("dbus.service", "dbus-broker.service");
    }

    @Override
    public List<Source<?>> sources(Host host) {
        return List.of(
                new ByProbe<>(BusEcho.TYPE, "the system bus: one message to ourselves"),
                new InThread<>(
                        MostRules.TYPE,
                        "by `forecast` only, as root: the system bus: which connection has the most match rules, and its process",
                        (_, deadline) -> MostRulesProbe.ask(host, uid, deadline)));
    }

    @Override
    public List<Probe<?>> probes(NodeView view, Depth depth) {
        return List.of(new Probe<>(BusEcho.TYPE, deadline -> {
            try (var visit = SystemBus.visit(host, uid, deadline)) {
                var before = deadline.waited();
                visit.bus().echo(deadline);
                long millis = deadline.waited().minus(before).toMillis();
                return new BusEcho(visit.bus().uniqueName(), millis, refusedAgain(visit, deadline));
            }
        }));
    }

    /** Asks once more, because a burst of starts may reach the limit for a moment. */
    private Optional<String> refusedAgain(SystemBus.Visit first, Deadline deadline) throws IOException {
        if (first.refused().isEmpty()) {
            return first.refused();
        }
        try (var again = SystemBus.visit(host, uid, deadline)) {
            return again.refused();
        }
    }

    @Override
    public Set<Key> wants(NodeView view, Depth depth) {
        return depth == Depth.LIGHT ? Addresses.identity(view, SystemBus.PATHS) : Set.of();
    }

    @Override
    public List<Role> roles(NodeView view) {
        var standing = repliedWithError(view) ? Role.Standing.ANSWERED : Probed.standing(view, BusEcho.TYPE, "");
        return Addresses.bus(view)
                .map(process -> new Role(process, NAME, view.name(process.pid()), "", standing))
                .stream()
                .toList();
    }

    /** True when the bus itself replied with an error: it read our Hello, so it is not silent. */
    private static boolean repliedWithError(NodeView view) {
        return view.evidence().reading(BusEcho.TYPE) instanceof Reading.Failed<?>(String why)
                && why.startsWith(BusConnection.BUS_NAME + ".Error.");
    }

    @Override
    public String loss() {
        return "no message is passed on by";
    }

    @Override
    public boolean isAsked() {
        return true;
    }

    @Override
    public List<Probed> probed(NodeView view) {
        Vertex daemon = Addresses.bus(view).<Vertex>map(process -> process).orElse(new Vertex.Remote("the system bus"));
        return List.of(new Probed(BusEcho.TYPE, "", "a message to ourselves over the system bus", daemon));
    }

    @Override
    public List<Victim> victims(NodeView view, List<Edge> edges) {
        return BusUsers.holder(view)
                .flatMap(_ -> BusUsers.refused(view))
                .map(why ->
                        new Victim(new Vertex.Ourselves(), why, Optional.empty(), false, List.of(BusEcho.TYPE.key())))
                .stream()
                .toList();
    }

    @Override
    public List<String> notes(NodeView view) {
        return StartedAnew.note(view).stream().toList();
    }

    @Override
    public List<EdgeSource> edgeSources() {
        return List.of(new BusUsers());
    }

    @Override
    public List<LateEdges> lateEdges() {
        return List.of(new BusCallers(), BusSaid.full(), BusSaid.repliesFull());
    }

    @Override
    public Optional<CollectorQuestion> collected() {
        return Optional.of(COLLECTED);
    }

    @Override
    public List<Remedy> remedies() {
        return List.of(ContinueStopped.of(NAME), new ThawGroup(NAME), StartDead.of(NAME, Set.of()));
    }

    @Override
    public List<Rule> rules() {
        return List.of(
                COLLECTED,
                BusSaid.full(),
                BusSaid.repliesFull(),
                HaltedRule.stopped(PARTY),
                HaltedRule.frozen(PARTY),
                DownRule.dead(PARTY),
                DownRule.crashLooping(PARTY),
                DownRule.changing(PARTY),
                new PassesMessages(),
                new ConnectionsUsedUp());
    }

    @Override
    public List<Supply> supplies() {
        return List.of(new ConnectionsSupply(), new MatchRulesSupply());
    }

    /** That root gets no connection matters when no single process holds them, because then the reason is not known. */
    @Override
    public List<BlindSpot> blindSpots(NodeView view) {
        var full = BusUsers.refused(view)
                .filter(_ -> BusUsers.holder(view).isEmpty())
                .map(why -> new BlindSpot("the system bus as root", why, true));
        return Probed.blindSpot(view, BusEcho.TYPE, "", NAME).or(() -> full).stream()
                .toList();
    }
}
