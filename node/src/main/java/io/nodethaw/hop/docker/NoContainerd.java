package io.nodethaw.hop.docker;

import io.nodethaw.analysis.Confidence;
import io.nodethaw.analysis.Explanation;
import io.nodethaw.analysis.Finding;
import io.nodethaw.analysis.Proof;
import io.nodethaw.analysis.Rule;
import io.nodethaw.analysis.UnitCondition;
import io.nodethaw.evidence.Descriptors;
import io.nodethaw.evidence.ProcessTable;
import io.nodethaw.evidence.Units;
import io.nodethaw.evidence.UnixSockets;
import io.nodethaw.hop.Addresses;
import io.nodethaw.hop.LateEdges;
import io.nodethaw.wait.Edge;
import io.nodethaw.wait.NodeView;
import io.nodethaw.wait.Role;
import io.nodethaw.wait.Strength;
import io.nodethaw.wait.Vertex;
import io.nodethaw.wait.Victim;
import io.nodethaw.wait.Wait;
import io.nodethaw.wait.WaitGraph;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * dockerd answers a ping and has nobody to run containers for it: it keeps a connection to a containerd, that of the node or one
 * that it starts itself (libcontainerd/supervisor), and there is neither.
 */
final class NoContainerd implements Rule, LateEdges {
    static final String CODE = "docker.no-containerd";

    private static final Vertex MISSING = new Vertex.Remote("a containerd for dockerd");

    /** How containerd calls itself; Docker up to 18.06 renamed it, and the kernel cuts a name after 15 letters. */
    private static final Set<String> PROGRAMS = Set.of("containerd", "docker-containe");

    private static final String SOCKET = "containerd.sock";

    /** The dockerds that have no containerd. */
    private static List<Vertex.Process> without(NodeView view, Collection<Role> roles) {
        boolean elsewhere =
                view.processes().stream().anyMatch(process -> !process.isGone() && PROGRAMS.contains(process.comm()))
                        || isToldByItsUnit(view);
        return elsewhere
                ? List.of()
                : roles.stream()
                        .filter(role -> role.hop().equals(DockerHop.NAME))
                        .map(Role::vertex)
                        .filter(Vertex.Process.class::isInstance)
                        .map(Vertex.Process.class::cast)
                        .filter(process -> hasNone(view, process.pid()))
                        .toList();
    }

    private static boolean hasNone(NodeView view, int pid) {
        return view.evidence().seen(Descriptors.TYPE, pid).isPresent() && !isConnected(view, pid);
    }

    /** A unit of containerd that is down is the root itself. */
    private static boolean isToldByItsUnit(NodeView view) {
        return view.evidence().seen(Units.TYPE).stream()
                .flatMap(units -> units.units().stream())
                .anyMatch(unit -> Addresses.CONTAINERD_UNITS.contains(unit.name())
                        && UnitCondition.of(unit) != UnitCondition.FINE);
    }

    private static boolean isConnected(NodeView view, int pid) {
        return view.sockets().stream()
                .filter(socket -> socket.state() == UnixSockets.State.ESTABLISHED
                        && socket.path().endsWith(SOCKET))
                .anyMatch(socket -> view.socketHolders(socket.peer()).stream().anyMatch(end -> end.pid() == pid));
    }

    /** The containerd that is missing. */
    static Optional<Role> role(NodeView view, List<Role> dockerds) {
        return without(view, dockerds).isEmpty()
                ? Optional.empty()
                : Optional.of(new Role(MISSING, DockerHop.NAME, "containerd", "", Role.Standing.NOT_ASKED));
    }

    @Override
    public List<Victim> victims(NodeView view, Collection<Role> roles) {
        return without(view, roles).stream()
                .map(process -> new Victim(
                        process, "has no containerd", Optional.empty(), false, List.of(UnixSockets.TYPE.key())))
                .toList();
    }

    @Override
    public List<Edge> edges(NodeView view, List<Role> roles, List<Victim> victims, List<Edge> known) {
        return without(view, roles).stream()
                .map(process -> Edge.of(
                        process,
                        MISSING,
                        Strength.NEEDS,
                        Wait.UNIT,
                        "has no connection to a containerd",
                        Descriptors.TYPE.key(process.pid()),
                        UnixSockets.TYPE.key()))
                .toList();
    }

    @Override
    public Explanation explanation() {
        return new Explanation(
                CODE,
                "dockerd runs and answers, and there is no containerd that it could start containers with: no process of that "
                        + "name, and no connection to one. No container starts, stops or is entered; running ones go on.",
                List.of(
                        "pgrep -a containerd finds none but shims.",
                        "docker run fails with \"failed to dial\" or \"connection refused\"; docker ps still answers.",
                        "systemctl status containerd: if it is disabled or masked, dockerd was told to use it all the same."),
                "Start the containerd that dockerd is told to use (--containerd, or \"containerd\" in /etc/docker/daemon.json): "
                        + "systemctl start containerd. Without such a line it starts one of its own at: systemctl restart docker.",
                List.of("man 8 dockerd, --containerd"));
    }

    @Override
    public List<Finding> judge(NodeView view, WaitGraph graph) {
        return graph.role(MISSING).isEmpty()
                ? List.of()
                : List.of(new Finding.Failing(
                        CODE,
                        MISSING,
                        Confidence.PROVEN,
                        "not running, and dockerd needs it",
                        List.of(
                                Proof.of("no process named containerd", ProcessTable.TYPE.key()),
                                Proof.of("dockerd has no connection to one", UnixSockets.TYPE.key()))));
    }
}
