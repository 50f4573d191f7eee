package io.nodethaw.hop;

import io.nodethaw.analysis.Confidence;
import io.nodethaw.analysis.Explanation;
import io.nodethaw.analysis.Finding;
import io.nodethaw.analysis.Proof;
import io.nodethaw.analysis.Root;
import io.nodethaw.analysis.Rule;
import io.nodethaw.analysis.Shell;
import io.nodethaw.analysis.Step;
import io.nodethaw.analysis.UnitCondition;
import io.nodethaw.evidence.Descriptors;
import io.nodethaw.evidence.ProcessTable;
import io.nodethaw.evidence.RuntimeEndpoint;
import io.nodethaw.evidence.UnitFiles;
import io.nodethaw.evidence.Units;
import io.nodethaw.evidence.UnixSockets;
import io.nodethaw.wait.Edge;
import io.nodethaw.wait.NodeView;
import io.nodethaw.wait.Role;
import io.nodethaw.wait.Strength;
import io.nodethaw.wait.Vertex;
import io.nodethaw.wait.Victim;
import io.nodethaw.wait.Wait;
import io.nodethaw.wait.WaitGraph;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.function.Predicate;

/**
 * A daemon that answers and cannot do anything, because the daemon that it keeps a connection to is not on the node: it neither
 * has such a connection, nor does a process run that could be at its other end.
 *
 * @param hop whose daemon it is
 * @param missing what it needs, in a few words: "a containerd for dockerd"
 * @param label of what it needs
 * @param programs names (comm) of what could serve it
 * @param paths true for the path of a socket that could be that of its server
 * @param units of such servers: one that is down is the root itself
 * @param told where it is told to find its server, as far as that is known
 */
public record MissingServer(
        String hop,
        Vertex.Remote missing,
        String label,
        Set<String> programs,
        Predicate<String> paths,
        Set<String> units,
        Function<NodeView, Optional<RuntimeEndpoint>> told,
        Explanation explanation)
        implements Rule, LateEdges {
    /** PID 1 and kthreadd (init/main.c, rest_init). */
    private static final List<Integer> FIRST = List.of(1, 2);

    /** Adds what is missing to the roles of the hop. */
    public Optional<Role> role(NodeView view, List<Role> daemons) {
        return without(view, daemons).isEmpty()
                ? Optional.empty()
                : Optional.of(new Role(missing, hop, label, "", Role.Standing.NOT_ASKED));
    }

    @Override
    public List<Victim> victims(NodeView view, Collection<Role> roles) {
        return without(view, roles).stream()
                .map(process -> new Victim(
                        process, "has no " + label, Optional.empty(), false, List.of(UnixSockets.TYPE.key())))
                .toList();
    }

    @Override
    public List<Edge> edges(NodeView view, List<Role> roles, List<Victim> victims, List<Edge> known) {
        return without(view, roles).stream()
                .map(process -> Edge.of(
                        process,
                        missing,
                        Strength.NEEDS,
                        Wait.UNIT,
                        "has no connection to a " + label,
                        Descriptors.TYPE.key(process.pid()),
                        UnixSockets.TYPE.key()))
                .toList();
    }

    @Override
    public List<Finding> judge(NodeView view, WaitGraph graph) {
        return graph.role(missing).isEmpty()
                ? List.of()
                : List.of(
                        new Finding.Failing(explanation.code(), missing, Confidence.PROVEN, title(view), proofs(view)));
    }

    private String title(NodeView view) {
        return deserted(view).map(path -> "nobody listens at " + path).orElse("not running") + ", and " + hop
                + " needs it";
    }

    private List<Proof> proofs(NodeView view) {
        var connection = Proof.of(hop + " has no connection to one", UnixSockets.TYPE.key());
        return deserted(view)
                .flatMap(path -> told.apply(view)
                        .map(endpoint -> List.of(
                                Proof.of(
                                        endpoint.told() + " tells " + hop + " to use "
                                                + endpoint.address().orElse(path),
                                        RuntimeEndpoint.TYPE.key()),
                                Proof.of("nobody listens there", UnixSockets.TYPE.key()),
                                connection)))
                .orElseGet(() -> List.of(
                        Proof.of("no process named " + String.join(", ", sorted()), ProcessTable.TYPE.key()),
                        connection));
    }

    /** The path at which it is told to find its server, where nobody listens; a server of another name may be about to. */
    private Optional<String> deserted(NodeView view) {
        return told.apply(view)
                .flatMap(RuntimeEndpoint::path)
                .filter(path -> view.evidence().seen(UnixSockets.TYPE).isPresent()
                        && Addresses.listener(view, path).isEmpty()
                        && !Addresses.mayBegin(view));
    }

    private List<String> sorted() {
        return programs.stream().sorted().toList();
    }

    /** Those of the hop's daemons that lack it. */
    private List<Vertex.Process> without(NodeView view, Collection<Role> roles) {
        var path = told.apply(view).flatMap(RuntimeEndpoint::path);
        boolean served = path.flatMap(at -> Addresses.listener(view, at)).isPresent();
        boolean known = deserted(view).isEmpty()
                && view.processes().stream()
                        .anyMatch(process -> !process.isGone() && programs.contains(process.comm()));
        boolean elsewhere = served || known || isToldByItsUnit(view);
        return elsewhere
                ? List.of()
                : roles.stream()
                        .filter(role -> role.hop().equals(hop))
                        .map(Role::vertex)
                        .filter(Vertex.Process.class::isInstance)
                        .map(Vertex.Process.class::cast)
                        .filter(process -> isAlone(view, process.pid()))
                        .toList();
    }

    /** Also where it is not known: systemd is too busy to say that it is starting it. */
    private boolean isToldByItsUnit(NodeView view) {
        if (view.evidence().reading(Units.TYPE).isSilent()) {
            return true;
        }
        boolean left = LeftShims.told(view)
                .filter(unit -> UnitCondition.of(unit) != UnitCondition.FINE)
                .isPresent();
        return left || isToldByKnownUnit(view);
    }

    private boolean isToldByKnownUnit(NodeView view) {
        return view.evidence()
                .seen(Units.TYPE)
                .map(told -> told.units().stream()
                        .anyMatch(unit -> units.contains(unit.name()) && UnitCondition.of(unit) != UnitCondition.FINE))
                .orElseGet(() -> view.evidence().seen(UnitFiles.TYPE).stream()
                        .flatMap(files -> files.enabled().stream())
                        .anyMatch(unit -> units.contains(unit.unit())));
    }

    /** True for a process of which it is seen that it has no such connection. */
    public boolean isAlone(NodeView view, int pid) {
        return view.evidence().seen(Descriptors.TYPE, pid).isPresent()
                && !isConnected(view, pid)
                && (!view.evidence().isFromFiles() || isWhole(view));
    }

    /** True where files show the whole node, and not what somebody has picked: its first processes, and its sockets. */
    private static boolean isWhole(NodeView view) {
        return FIRST.stream().allMatch(first -> view.process(first).isPresent())
                && view.evidence().seen(UnixSockets.TYPE).isPresent();
    }

    private boolean isConnected(NodeView view, int pid) {
        return view.sockets().stream()
                .filter(socket -> socket.state() == UnixSockets.State.ESTABLISHED && paths.test(socket.path()))
                .anyMatch(socket -> view.socketHolders(socket.peer()).stream().anyMatch(end -> end.pid() == pid));
    }

    /** Its unit, where it has one that can be started. */
    @Override
    public Optional<Step> step(NodeView view, WaitGraph graph, Root root) {
        var off = view.evidence().seen(Units.TYPE).stream()
                .flatMap(all -> all.units().stream())
                .filter(unit -> units.contains(unit.name()) && (unit.load().equals("loaded") || isMasked(unit)))
                .filter(unit ->
                        unit.active().equals("inactive") || unit.active().equals("failed"))
                .filter(unit -> deserted(view)
                        .filter(path -> !path.contains(stem(unit.name())))
                        .isEmpty())
                .sorted(Comparator.comparing(Units.Unit::name))
                .toList();
        return off.size() == 1
                ? Optional.of(new Step(
                        start(off.getFirst()),
                        "starts it; it " + (isMasked(off.getFirst()) ? "is masked" : "was switched off")
                                + ": if that is meant, " + hop + " is to be told of another"))
                : Optional.empty();
    }

    private static boolean isMasked(Units.Unit unit) {
        return unit.load().equals("masked");
    }

    private static String start(Units.Unit unit) {
        var name = Shell.word(unit.name());
        return (isMasked(unit) ? "systemctl unmask " + name + " && " : "") + "systemctl start " + name;
    }

    /** What a unit and its socket have in common: "crio". */
    private static String stem(String unit) {
        return unit.replaceFirst("\\.service$", "");
    }
}
