package io.nodethaw.hop.systemd;

import io.nodethaw.analysis.BlindSpot;
import io.nodethaw.analysis.CauseRule;
import io.nodethaw.analysis.HaltedRule;
import io.nodethaw.analysis.Party;
import io.nodethaw.analysis.Rule;
import io.nodethaw.analysis.Step;
import io.nodethaw.collect.Host;
import io.nodethaw.collect.Probe;
import io.nodethaw.collect.source.Source;
import io.nodethaw.evidence.Key;
import io.nodethaw.evidence.ProcessTable;
import io.nodethaw.hop.Addresses;
import io.nodethaw.hop.CollectorQuestion;
import io.nodethaw.hop.ContinueStopped;
import io.nodethaw.hop.Depth;
import io.nodethaw.hop.Hop;
import io.nodethaw.hop.LateEdges;
import io.nodethaw.hop.LeftoverKind;
import io.nodethaw.hop.Obstacle;
import io.nodethaw.hop.OwnVersion;
import io.nodethaw.hop.Probed;
import io.nodethaw.hop.Supply;
import io.nodethaw.hop.UnansweredSign;
import io.nodethaw.remedy.Canary;
import io.nodethaw.remedy.Remedy;
import io.nodethaw.wait.Edge;
import io.nodethaw.wait.NodeView;
import io.nodethaw.wait.Role;
import io.nodethaw.wait.Vertex;
import io.nodethaw.wait.Victim;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** systemd as PID 1 of our pid namespace. */
public final class SystemdHop implements Hop {
    static final String NAME = "systemd";

    /** What collectors ask it; commands that do not end by themselves are none. */
    private static final CollectorQuestion COLLECTED = new CollectorQuestion(
            NAME,
            "systemd",
            Set.of("systemd"),
            "systemctl (?!.*--user)(?:.* )?(?:list-units|list-jobs|list-timers|list-sockets|status|show|is-system-running|is-active)\\b|systemd-analyze (?:dump|blame|plot|critical-chain)");

    private static final Party PARTY = new Party(
            NAME,
            "systemd",
            "No container can start or stop, no unit changes, no session opens; running containers are not touched.");

    private final SystemdQuestions questions;

    /**
     * @param uid our own, for authentication
     * @param units whose state it is asked for
     */
    public SystemdHop(Host host, long uid, Set<String> units) {
        this.questions = new SystemdQuestions(new SystemdProbe(host, uid), Set.copyOf(units));
    }

    @Override
    public Set<String> words() {
        return Set.of("systemd");
    }

    @Override
    public String name() {
        return NAME;
    }

    @Override
    public List<Source<?>> sources(Host host) {
        return questions.sources(host);
    }

    @Override
    public List<Probe<?>> probes(NodeView view, Depth depth) {
        return questions.probes(view);
    }

    @Override
    public Set<Key> wants(NodeView view, Depth depth) {
        return SystemdQuestions.wants(view, depth);
    }

    @Override
    public List<Role> roles(NodeView view) {
        return systemd(view).map(process -> new Role(process, NAME, "systemd 1", "", standing(view))).stream()
                .toList();
    }

    /**
     * PID 1 when it is systemd, which gives itself that name however it was started (src/core/main.c); any other init has no
     * part in the chain.
     */
    static Optional<Vertex.Process> systemd(NodeView view) {
        return view.process(ProcessTable.INIT)
                .filter(process -> process.comm().equals(NAME))
                .flatMap(_ -> view.vertex(ProcessTable.INIT));
    }

    private static Role.Standing standing(NodeView view) {
        var onBus = Probed.standing(view, BusReply.TYPE, "");
        var privately = Probed.standing(view, PrivateReply.TYPE, "");
        if (onBus == Role.Standing.ANSWERED) {
            return onBus;
        }
        boolean busAsked = view.evidence().seen(NameOwner.TYPE).isPresent();
        if (busAsked) {
            return Role.Standing.SILENT;
        }
        return privately;
    }

    @Override
    public String loss() {
        return "no call over the bus is answered by";
    }

    @Override
    public boolean isAsked() {
        return true;
    }

    @Override
    public List<Probed> probed(NodeView view) {
        var systemd = systemd(view);
        if (systemd.isEmpty()) {
            return List.of();
        }
        var questions = new ArrayList<Probed>();
        // when the bus does not even say who owns the name, the silence is that of the bus, not of systemd
        if (view.evidence().seen(NameOwner.TYPE).flatMap(NameOwner::owner).isPresent()) {
            questions.add(new Probed(BusReply.TYPE, "", "a Ping of systemd through the bus", systemd.get()));
        }
        questions.add(new Probed(PrivateReply.TYPE, "", "systemd's version on its private socket", systemd.get()));
        return questions;
    }

    /** Questions over the bus are in the hands of the bus until it has passed them on. */
    @Override
    public Map<Key, Vertex.Process> inHand(NodeView view) {
        var holders = new HashMap<>(Hop.super.inHand(view));
        Addresses.bus(view).ifPresent(bus -> {
            holders.put(NameOwner.TYPE.key(), bus);
            holders.putIfAbsent(BusReply.TYPE.key(), bus);
        });
        return holders;
    }

    @Override
    public List<UnansweredSign> signs() {
        return List.of(new UnreadPing());
    }

    /** This program as a victim, when it waits for a name that nobody owns. */
    @Override
    public List<Victim> victims(NodeView view, List<Edge> edges) {
        if (systemd(view).isPresent() && SystemdSaid.victim(view).isPresent()) {
            return SystemdSaid.victim(view).stream().toList();
        }
        if (systemd(view).isPresent() && CounterOver.of(view).isPresent()) {
            return CounterOver.of(view).map(CounterOver::victim).stream().toList();
        }
        return OffTheBus.orphan(view)
                .filter(_ -> systemd(view).isPresent())
                .map(_ -> new Victim(
                        new Vertex.BusName(SystemdProbe.NAME),
                        "a name that has to have an owner",
                        Optional.empty(),
                        false,
                        List.of(NameOwner.TYPE.key())))
                .stream()
                .toList();
    }

    @Override
    public List<LateEdges> lateEdges() {
        return List.of(new OwnerEdges(), InitSaid.CRASHED, InitSaid.LATE);
    }

    @Override
    public Optional<CollectorQuestion> collected() {
        return Optional.of(COLLECTED);
    }

    @Override
    public List<Rule> rules() {
        return List.of(
                COLLECTED,
                HaltedRule.stopped(PARTY),
                HaltedRule.frozen(PARTY),
                new DeafOnBus(),
                new Crashed(),
                new OffTheBus(),
                InitSaid.LATE);
    }

    /** It may be busy, or reload its units, which is no fault. */
    @Override
    public Optional<Step> shows(NodeView view, Vertex process) {
        return systemd(view)
                .filter(process::equals)
                .map(_ -> new Step(
                        "nodethaw systemd", "tells what PID 1 is at: busy, reloading, or why it does not answer"));
    }

    @Override
    public List<Supply> supplies() {
        return List.of(new MessagesSupply(), new UnitNamesSupply(), new MountsSupply(), new ReexecRoomSupply());
    }

    @Override
    public List<Obstacle> obstacles() {
        return List.of(new CallsRefused());
    }

    @Override
    public List<LeftoverKind> leftovers() {
        return List.of(new ManyMounts(), new ManyScopes());
    }

    @Override
    public List<Remedy> remedies() {
        return List.of(ContinueStopped.of(NAME), new Reconnect(), new Reexecute());
    }

    @Override
    public List<Canary> canaries() {
        return List.of(new ScopeCanary());
    }

    @Override
    public List<OwnVersion> versions(NodeView view) {
        return view
                .evidence()
                .seen(PrivateReply.TYPE)
                .map(reply -> new OwnVersion(NAME, reply.version(), PrivateReply.TYPE.key()))
                .stream()
                .toList();
    }

    @Override
    public List<CauseRule> causes() {
        return List.of(new CookieOverflow());
    }

    @Override
    public List<BlindSpot> blindSpots(NodeView view) {
        return SystemdBlindSpots.of(view);
    }
}
