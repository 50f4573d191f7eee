package io.nodethaw.hop.kubelet;

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
import io.nodethaw.collect.ChannelConnection;
import io.nodethaw.collect.Deadline;
import io.nodethaw.collect.Host;
import io.nodethaw.collect.NotAskedException;
import io.nodethaw.collect.Probe;
import io.nodethaw.collect.source.ByProbe;
import io.nodethaw.collect.source.Source;
import io.nodethaw.collect.wire.http.HttpGet;
import io.nodethaw.evidence.Key;
import io.nodethaw.evidence.RuntimeEndpoint;
import io.nodethaw.hop.Depth;
import io.nodethaw.hop.EndedByItself;
import io.nodethaw.hop.Helpers;
import io.nodethaw.hop.Hop;
import io.nodethaw.hop.LateEdges;
import io.nodethaw.hop.LeftConnection;
import io.nodethaw.hop.Obstacle;
import io.nodethaw.hop.Probed;
import io.nodethaw.hop.Supply;
import io.nodethaw.hop.UnansweredSign;
import io.nodethaw.remedy.Remedy;
import io.nodethaw.wait.Edge;
import io.nodethaw.wait.EdgeSource;
import io.nodethaw.wait.NodeView;
import io.nodethaw.wait.Role;
import io.nodethaw.wait.Vertex;
import io.nodethaw.wait.Victim;
import java.io.IOException;
import java.net.ConnectException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.SocketException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/** kubelet, recognised by accepting on its health port, if the process may be kubelet. */
public final class KubeletHop implements Hop {
    static final String NAME = "kubelet";
    private static final int NOT_FOUND = 404;
    private static final Party PARTY =
            new Party(NAME, "kubelet", "Pods keep running, but nothing starts, stops or is reported.");
    private static final WayOut WAY_OUT = WayOut.restart("containers keep running");

    private static final EndedByItself ENDED = new EndedByItself(PARTY, Set.of("kubelet"), KubeletUnit.NAMES);

    /** What its children are called. */
    static final String HELPER = "helper of kubelet";

    private static final Helpers HELPERS = new Helpers(HELPER);

    private final UnitCommand command;
    private final EndpointProbe endpoint;
    private final OverdueMount mounts = new OverdueMount();

    /** @param uid our own, for authentication */
    public KubeletHop(Host host, long uid) {
        this.command = new UnitCommand(host, uid);
        this.endpoint = new EndpointProbe(command);
    }

    @Override
    public Set<String> programs() {
        return Set.of("kubelet");
    }

    @Override
    public String name() {
        return NAME;
    }

    @Override
    public Set<String> units() {
        return KubeletUnit.NAMES;
    }

    @Override
    public boolean makesANode() {
        return true;
    }

    @Override
    public List<Source<?>> sources(Host host) {
        return List.of(
                new ByProbe<>(
                        KubeletAnswer.TYPE,
                        "port 10248 of 127.0.0.1, or the one that kubelet has there: kubelet's health"),
                new ByProbe<>(
                        RuntimeEndpoint.TYPE,
                        "where kubelet has no connection to a runtime, as root: `/run/systemd/private` for the command of its unit, "
                                + "the files that set variables of that command, and the configuration file that it names; "
                                + "kept is only which runtime it is told to use"),
                AccessTask.source(host, command));
    }

    @Override
    public List<Probe<?>> probes(NodeView view, Depth depth) {
        var probes = new ArrayList<Probe<?>>();
        probes.add(new Probe<>(KubeletAnswer.TYPE, deadline -> health(HealthPort.NUMBER, deadline)));
        HealthPort.other(view)
                .ifPresent(port -> probes.add(new Probe<>(
                        KubeletAnswer.TYPE, Integer.toString(port), deadline -> healthAtOther(port, deadline))));
        if (pids(view).stream().anyMatch(pid -> NoRuntime.RULE.isAlone(view, pid))) {
            KubeletUnit.running(view)
                    .ifPresent(unit ->
                            probes.add(new Probe<>(RuntimeEndpoint.TYPE, deadline -> endpoint.ask(unit, deadline))));
        }
        return probes;
    }

    /** A port that kubelet has for something else knows no such path. */
    private static KubeletAnswer healthAtOther(int port, Deadline deadline) throws IOException {
        var answer = health(port, deadline);
        if (answer.status() == NOT_FOUND) {
            throw new NotAskedException("port " + port + " does not tell kubelet's health");
        }
        return answer;
    }

    static KubeletAnswer health(int port, Deadline deadline) throws IOException {
        var loopback = InetAddress.getByAddress(new byte[] {127, 0, 0, 1});
        try {
            var reply = HttpGet.get(
                    ChannelConnection.tcp(new InetSocketAddress(loopback, port)),
                    "127.0.0.1:" + port,
                    "/healthz?verbose",
                    deadline);
            return new KubeletAnswer(reply.status(), reply.body());
        } catch (ConnectException e) {
            throw new NotAskedException("nothing listens on port " + port);
        } catch (SocketException e) {
            throw isUnreachable(e) ? new NotAskedException("the loopback interface is down") : e;
        }
    }

    /** True for ENETUNREACH, by the words of the C library: nobody has set up the loopback interface of the network namespace. */
    static boolean isUnreachable(SocketException error) {
        return String.valueOf(error.getMessage()).contains("Network is unreachable");
    }

    @Override
    public List<Role> roles(NodeView view) {
        var roles = new ArrayList<Role>();
        HealthPort.kubelet(view)
                .ifPresent(process -> roles.add(new Role(process, NAME, view.name(process.pid()), "", standing(view))));
        NoRuntime.RULE.role(view, roles).ifPresent(roles::add);
        UnrenewedLease.role(view).ifPresent(roles::add);
        KubeletSaid.all().forEach(said -> said.roles(view, NAME).forEach(roles::add));
        return roles;
    }

    @Override
    public List<EdgeSource> edgeSources() {
        return List.of(mounts);
    }

    @Override
    public List<LateEdges> lateEdges() {
        var late = new ArrayList<LateEdges>(KubeletSaid.all());
        late.addAll(List.of(NoRuntime.RULE, UnrenewedLease.RULE, ENDED));
        return late;
    }

    /** Whether it answered. An answer that says it is sick does not clear it. */
    private static Role.Standing standing(NodeView view) {
        return unwell(view).isPresent() || !HealthPort.mayAnswer(view)
                ? Role.Standing.NOT_ASKED
                : Probed.standing(view, KubeletAnswer.TYPE, HealthPort.instance(view));
    }

    /** kubelet's answer, when it says that it is not healthy. */
    static Optional<KubeletAnswer> unwell(NodeView view) {
        return view.evidence()
                .seen(KubeletAnswer.TYPE, HealthPort.instance(view))
                .filter(answer -> !answer.isWell() && HealthPort.mayAnswer(view));
    }

    /** kubelet, as far as it can be found. */
    static Vertex vertex(NodeView view) {
        return HealthPort.kubelet(view).<Vertex>map(process -> process).orElse(new Vertex.Remote("kubelet"));
    }

    @Override
    public String loss() {
        return "no pod is started, stopped or reported by";
    }

    @Override
    public boolean isAsked() {
        return true;
    }

    @Override
    public List<Probed> probed(NodeView view) {
        return HealthPort.mayAnswer(view)
                ? List.of(new Probed(
                        KubeletAnswer.TYPE,
                        HealthPort.instance(view),
                        "kubelet's health",
                        vertex(view),
                        Optional.of(Probed.ANSWER)))
                : List.of();
    }

    @Override
    public List<UnansweredSign> signs() {
        return List.of(new LeftConnection(KubeletAnswer.TYPE.name(), HealthPort.NUMBER));
    }

    /** Mount helpers are children of kubelet, and so are CNI plug-ins of kubelets with dockershim. */
    @Override
    public Set<Integer> suspects(NodeView view) {
        var late = new HashSet<>(HELPERS.suspects(view, pids(view)));
        if (!late.isEmpty()) {
            late.addAll(pids(view)); // its threads tell for which of them it waits
        }
        return late;
    }

    @Override
    public List<Victim> victims(NodeView view, List<Edge> edges) {
        var victims = new ArrayList<>(HELPERS.victims(view, pids(view), edges));
        unwell(view)
                .ifPresent(answer -> victims.add(new Victim(
                        vertex(view),
                        answer.complaint(),
                        Optional.empty(),
                        false,
                        List.of(KubeletAnswer.TYPE.key(HealthPort.instance(view))))));
        return victims;
    }

    @Override
    public Set<Key> wants(NodeView view, Depth depth) {
        return ToRead.at(view, depth);
    }

    /** True for a kubelet that is known to have begun since then: what a log says of that time was said by the one before it. */
    static boolean isYounger(NodeView view, Vertex.Process kubelet, Duration time) {
        return view.process(kubelet.pid())
                .flatMap(view::age)
                .filter(age -> age.compareTo(time) < 0)
                .isPresent();
    }

    static Set<Integer> pids(NodeView view) {
        return HealthPort.kubelet(view).map(process -> Set.of(process.pid())).orElse(Set.of());
    }

    @Override
    public List<Supply> supplies() {
        return List.of(new CertificatesSupply());
    }

    @Override
    public List<Remedy> remedies() {
        return KubeletCures.of(programs());
    }

    @Override
    public List<Rule> rules() {
        var rules = new ArrayList<Rule>(List.of(
                HaltedRule.stopped(PARTY),
                HaltedRule.frozen(PARTY),
                DownRule.dead(PARTY),
                DownRule.crashLooping(PARTY),
                DownRule.changing(PARTY),
                DeadlockRule.of(PARTY, WAY_OUT),
                LockQueueRule.of(PARTY, WAY_OUT),
                OverdueWork.of(PARTY, "work-overdue", WAY_OUT),
                NoRuntime.RULE,
                UnrenewedLease.RULE,
                ENDED,
                new ClientCertificate(),
                mounts,
                new SilentPlugin(),
                new Unhealthy(),
                new Relist()));
        rules.addAll(KubeletSaid.all());
        return rules;
    }

    @Override
    public List<Obstacle> obstacles() {
        return List.of(new BusClosed(units()));
    }

    @Override
    public List<String> notes(NodeView view) {
        return Stream.of(
                        ApiServer.notes(view).stream(),
                        HealthPort.kubelet(view).stream().flatMap(kubelet -> LongWork.notes(view, kubelet).stream()),
                        PodsOwn.note(view).stream())
                .flatMap(notes -> notes)
                .toList();
    }

    @Override
    public List<AtWork> atWork(NodeView view) {
        return Stream.concat(
                        HealthPort.kubelet(view).stream().flatMap(kubelet -> LongWork.all(view, kubelet).stream()),
                        HELPERS.atWork(view, pids(view)).stream())
                .toList();
    }

    @Override
    public List<BlindSpot> blindSpots(NodeView view) {
        return NoPort.blindSpot(view)
                .or(() -> HealthPort.blindSpot(view))
                .or(() -> Probed.blindSpot(view, KubeletAnswer.TYPE, HealthPort.instance(view), NAME))
                .stream()
                .toList();
    }
}
