package io.nodethaw.analysis;

import io.nodethaw.wait.Edge;
import io.nodethaw.wait.NodeView;
import io.nodethaw.wait.Role;
import io.nodethaw.wait.Vertex;
import io.nodethaw.wait.Wait;
import io.nodethaw.wait.WaitGraph;
import io.nodethaw.wait.kernel.Halted;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * A process of one hop is stopped by a signal or a tracer, or its cgroup is frozen. The state that the kernel shows is proof
 * enough.
 *
 * @param kinds the kinds of wait that it finds
 */
public record HaltedRule(String hop, Set<Wait> kinds, Explanation explanation) implements Rule {

    /** Stopped by a signal or held by a tracer: code "HOP.stopped". */
    public static HaltedRule stopped(Party party) {
        var page = new Explanation(
                party.code("stopped"),
                party.atStart() + " is stopped (state T, by SIGSTOP or SIGTSTP) or held by a tracer (state t). "
                        + party.whatStopsWithIt(),
                List.of(
                        "Read the State and TracerPid lines of /proc/PID/status; T is stopped, t is held by a tracer.",
                        "With a tracer: look at what it does (comm, state); a debugger that waits at its prompt holds "
                                + "the process until somebody tells it to go on."),
                "Stopped: find out who stopped it, then kill -CONT PID. Traced: let the tracer detach, or end the tracer.",
                List.of("man 7 signal, SIGSTOP", "man 5 proc_pid_status, TracerPid"));
        return new HaltedRule(party.hop(), Set.of(Wait.STOPPED, Wait.TRACED), page);
    }

    /** In a frozen cgroup: code "HOP.frozen". */
    public static HaltedRule frozen(Party party) {
        var page = new Explanation(
                party.code("frozen"),
                "The cgroup of " + party.called()
                        + ", or one above it, is frozen. By its state the process may look idle. "
                        + party.whatStopsWithIt(),
                List.of(
                        "Find the cgroup in /proc/PID/cgroup.",
                        "cgroup v2: the line 'frozen 1' in cgroup.events; v1: FROZEN or FREEZING in freezer.state; look at every cgroup above it too.",
                        "From inside a container the frozen cgroup may be out of sight. Then the threads show it, in "
                                + "/proc/PID/task/TID: wchan is "
                                + "__refrigerator (v1), or get_signal or do_freezer_trap in state S (v2), or the "
                                + "state is D or R in a wait that a signal would end (futex, nanosleep), "
                                + "without any context switch."),
                "Find out who froze the cgroup, then thaw it: write 0 to cgroup.freeze (v2) or THAWED to "
                        + "freezer.state (v1). If it is above the cgroups that you can see, do that on the machine outside.",
                List.of(
                        "Documentation/admin-guide/cgroup-v2.rst, cgroup.freeze",
                        "Documentation/admin-guide/cgroup-v1/freezer-subsystem.rst"));
        return new HaltedRule(party.hop(), Set.of(Wait.FROZEN), page);
    }

    @Override
    public List<Finding> judge(NodeView view, WaitGraph graph) {
        var findings = new ArrayList<Finding>();
        for (var role : graph.roles()) {
            if (role.hop().equals(hop)) {
                finding(view, graph, role).ifPresent(findings::add);
            }
        }
        return findings;
    }

    private Optional<Finding> finding(NodeView view, WaitGraph graph, Role role) {
        return graph.from(role.vertex()).stream()
                .filter(edge -> kinds.contains(edge.kind()) && Halted.by(view, edge))
                .findFirst()
                .map(edge -> new Finding.Stuck(
                        explanation.code(),
                        role.vertex(),
                        Confidence.PROVEN,
                        title(view, edge),
                        List.of(new Proof(proof(view, edge), edge.readings()))));
    }

    private static String title(NodeView view, Edge edge) {
        return switch (edge.kind()) {
            case TRACED ->
                "held by its tracer"
                        + tracer(view, edge).map(name -> " " + name).orElse("");
            case FROZEN -> "frozen with its cgroup";
            default -> "stopped by a signal";
        };
    }

    private static String proof(NodeView view, Edge edge) {
        return switch (edge.kind()) {
            case TRACED ->
                "state t" + tracer(view, edge).map(name -> ", tracer " + name).orElse("");
            case FROZEN -> edge.text();
            default -> "state T";
        };
    }

    private static Optional<String> tracer(NodeView view, Edge edge) {
        return edge.to() instanceof Vertex.Process(int pid, long _) ? Optional.of(view.name(pid)) : Optional.empty();
    }
}
