package io.nodethaw.hop.shim;

import static java.util.stream.Collectors.toSet;

import io.nodethaw.analysis.BlindSpot;
import io.nodethaw.analysis.DeadlockRule;
import io.nodethaw.analysis.HaltedRule;
import io.nodethaw.analysis.LockQueueRule;
import io.nodethaw.analysis.Party;
import io.nodethaw.analysis.Rule;
import io.nodethaw.analysis.WayOut;
import io.nodethaw.collect.ChannelConnection;
import io.nodethaw.collect.Connector;
import io.nodethaw.collect.Deadline;
import io.nodethaw.collect.Host;
import io.nodethaw.collect.NotAskedException;
import io.nodethaw.collect.Probe;
import io.nodethaw.collect.SilentException;
import io.nodethaw.collect.proc.Proc;
import io.nodethaw.collect.socket.AbstractSocket;
import io.nodethaw.collect.source.ByProbe;
import io.nodethaw.collect.source.Source;
import io.nodethaw.collect.wire.grpc.GrpcStatusException;
import io.nodethaw.collect.wire.ttrpc.TaskService;
import io.nodethaw.collect.wire.ttrpc.TtrpcConnection;
import io.nodethaw.evidence.Containers;
import io.nodethaw.evidence.Descriptors;
import io.nodethaw.evidence.Key;
import io.nodethaw.hop.Addresses;
import io.nodethaw.hop.ContinueStopped;
import io.nodethaw.hop.Depth;
import io.nodethaw.hop.Hop;
import io.nodethaw.hop.LeftoverKind;
import io.nodethaw.hop.NeededProgram;
import io.nodethaw.hop.Obstacle;
import io.nodethaw.hop.Probed;
import io.nodethaw.hop.ProgramObstacle;
import io.nodethaw.hop.ThawGroup;
import io.nodethaw.hop.UnansweredSign;
import io.nodethaw.remedy.Remedy;
import io.nodethaw.wait.NodeView;
import io.nodethaw.wait.Role;
import io.nodethaw.wait.Vertex;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * containerd's shims, recognised by accepting on sockets in the folder that containerd has for them; each is asked separately.
 */
public final class ShimHop implements Hop {
    static final String NAME = "shim";
    private static final Party PARTY = new Party(
            NAME,
            "a shim",
            "Its containers keep running, but can be neither stopped nor inspected; those of other shims are not affected.");
    private static final WayOut WAY_OUT =
            new WayOut("end", "that shim", "its containers end with it; those of pods are started again");

    /** The time that a shim may need from closing its socket to its end; it takes some milliseconds. */
    private static final Duration ENDING = Duration.ofMillis(100);

    private final Host host;

    public ShimHop(Host host) {
        this.host = host;
    }

    @Override
    public Set<String> programs() {
        return Set.of("containerd-shim");
    }

    @Override
    public Set<String> words() {
        return Set.of("the shim", "(ttrpc)");
    }

    @Override
    public String name() {
        return NAME;
    }

    @Override
    public List<Source<?>> sources(Host host) {
        return List.of(
                new ByProbe<>(
                        ShimAnswer.TYPE,
                        "the socket of each shim: whether it serves; when eight do not answer, they stand for the rest"),
                new ByProbe<>(
                        Bundles.TYPE,
                        "once something is silent, the names of containers in the folder that shims work in"));
    }

    @Override
    public Set<Key> wants(NodeView view, Depth depth) {
        return switch (depth) {
            case LIGHT -> Addresses.shimIdentity(view);
            case WORK, CLOSE -> Set.of();
            case COSTLY -> new ShimContainers(view).configs();
        };
    }

    @Override
    public List<Probe<?>> probes(NodeView view, Depth depth) {
        var probes = new ArrayList<Probe<?>>();
        var bundles = new BundleFolders(host);
        for (var shim : heldUpFirst(view)) {
            var folder = workingDirectory(view, shim);
            probes.add(new Probe<>(ShimAnswer.TYPE, shim.path(), deadline -> ask(shim, folder, deadline), true));
            if (depth != Depth.LIGHT && !folder.isEmpty()) {
                probes.add(new Probe<>(Bundles.TYPE, shim.path(), _ -> bundles.of(folder, shim.path())));
            }
        }
        return probes;
    }

    /** Shims in the order in which {@code Crowd} chooses: those in D or stopped first, then the oldest. */
    private static List<Addresses.Shim> heldUpFirst(NodeView view) {
        return Addresses.shims(view).stream()
                .sorted(Comparator.comparing((Addresses.Shim shim) -> !isHeldUp(view, shim))
                        .thenComparingLong(shim -> shim.process().startTicks())
                        .thenComparingInt(shim -> shim.process().pid()))
                .toList();
    }

    private static boolean isHeldUp(NodeView view, Addresses.Shim shim) {
        return view.process(shim.process().pid())
                .filter(process -> "DTt".indexOf(process.state()) >= 0)
                .isPresent();
    }

    private static String workingDirectory(NodeView view, Addresses.Shim shim) {
        return view.evidence()
                .seen(Descriptors.TYPE, shim.process().pid())
                .map(Descriptors::workingDirectory)
                .orElse("");
    }

    /** Asks a shim. A shim that is ending closes its socket first: then there was nobody to ask. */
    private ShimAnswer ask(Addresses.Shim shim, String folder, Deadline deadline) throws IOException {
        try {
            return connect(shim.path(), folder, deadline);
        } catch (SilentException silent) {
            throw silent;
        } catch (IOException failed) {
            if (ends(shim.process(), deadline)) {
                throw new NotAskedException("it has ended");
            }
            throw failed;
        }
    }

    private boolean ends(Vertex.Process shim, Deadline deadline) {
        var proc = new Proc(host);
        var soon = Deadline.in(ENDING);
        try {
            while (true) {
                var now = proc.process(shim.pid());
                if (now.isGone() || !Vertex.Process.of(now).equals(shim)) {
                    return true;
                }
                if (soon.passed() || deadline.passed()) {
                    return false;
                }
                Thread.sleep(5);
            }
        } catch (NotAskedException gone) {
            return true;
        } catch (IOException unknown) {
            return false;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    private ShimAnswer connect(String path, String folder, Deadline deadline) throws IOException {
        Connector connector =
                path.startsWith("@") ? AbstractSocket.connector(path) : ChannelConnection.unix(host.onNode(path));
        try (var connection = TtrpcConnection.open(connector, deadline)) {
            var shim = new TaskService(connection).connect(folder.substring(folder.lastIndexOf('/') + 1), deadline);
            return new ShimAnswer(shim.shimPid(), shim.taskPid(), "");
        } catch (GrpcStatusException e) {
            return new ShimAnswer(0, 0, String.valueOf(e.getMessage()));
        }
    }

    @Override
    public List<Role> roles(NodeView view) {
        var names = names(view);
        return Addresses.shims(view).stream()
                .map(shim -> new Role(
                        shim.process(),
                        NAME,
                        "shim " + shim.process().pid(),
                        detail(view, shim, names),
                        Probed.standing(view, ShimAnswer.TYPE, shim.path())))
                .toList();
    }

    private static Map<String, String> names(NodeView view) {
        var names = new HashMap<String, String>();
        view.evidence()
                .allSeen(Containers.TYPE)
                .forEach(list -> list.containers().forEach(container -> names.put(container.id(), container.name())));
        return names;
    }

    @Override
    public Map<Vertex, List<String>> containers(NodeView view) {
        var containers = new HashMap<Vertex, List<String>>();
        Addresses.shims(view).forEach(shim -> containers.put(shim.process(), new ShimContainers(view).of(shim)));
        return containers;
    }

    private static String detail(NodeView view, Addresses.Shim shim, Map<String, String> names) {
        return String.join(
                ", ",
                new ShimContainers(view)
                        .of(shim).stream()
                                .map(id -> {
                                    var name = names.getOrDefault(id, "");
                                    return name.isEmpty() ? id : id + " (" + name + ")";
                                })
                                .toList());
    }

    @Override
    public String loss() {
        return "no container is stopped or inspected by";
    }

    @Override
    public boolean isAsked() {
        return true;
    }

    @Override
    public List<Probed> probed(NodeView view) {
        return Addresses.shims(view).stream()
                .map(shim -> new Probed(
                        ShimAnswer.TYPE,
                        shim.path(),
                        "Connect to shim " + shim.process().pid(),
                        shim.process(),
                        Optional.of(Probed.ANSWER)))
                .toList();
    }

    @Override
    public List<UnansweredSign> signs() {
        return List.of(new ConnectCall());
    }

    /** The pids of shims that accept on their sockets. */
    @Override
    public Set<Integer> monitors(NodeView view) {
        return Addresses.shims(view).stream().map(shim -> shim.process().pid()).collect(toSet());
    }

    @Override
    public List<Obstacle> obstacles() {
        return List.of(
                ProgramObstacle.missing(NAME, NeededProgram.Kind.SHIM, "shim"),
                ProgramObstacle.notExecutable(NAME, NeededProgram.Kind.SHIM, "the shim"));
    }

    @Override
    public List<LeftoverKind> leftovers() {
        return List.of(new WithoutContainer());
    }

    @Override
    public List<Remedy> remedies() {
        return List.of(ContinueStopped.of(NAME), new ThawGroup(NAME), new EndShim());
    }

    @Override
    public List<Rule> rules() {
        return List.of(
                HaltedRule.stopped(PARTY),
                HaltedRule.frozen(PARTY),
                DeadlockRule.of(PARTY, WAY_OUT),
                LockQueueRule.of(PARTY, WAY_OUT),
                new SilentWithoutContainer());
    }

    /** Shims that are here and could not be asked. A shim that has ended, or whose socket is gone, is not missed. */
    @Override
    public List<BlindSpot> blindSpots(NodeView view) {
        return Addresses.shims(view).stream()
                .flatMap(shim ->
                        Probed.blindSpot(
                                view,
                                ShimAnswer.TYPE,
                                shim.path(),
                                "shim " + shim.process().pid())
                                .stream())
                .filter(BlindSpot::matters)
                .toList();
    }
}
