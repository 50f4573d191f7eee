package io.nodethaw.hop;

import io.nodethaw.analysis.BlindSpot;
import io.nodethaw.evidence.ProcessTable;
import io.nodethaw.wait.Edge;
import io.nodethaw.wait.NodeView;
import io.nodethaw.wait.Role;
import io.nodethaw.wait.Vertex;
import io.nodethaw.wait.Victim;
import io.nodethaw.wait.WaitGraph;
import io.nodethaw.wait.go.Dumped;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.stream.Stream;

/**
 * Judges evidence put together from files. Nobody was asked, and only the functions in a dump tell which process is which hop.
 * It is judged as far as possible, with what to fetch next; it can never show that all is well.
 */
final class FromFiles {
    private static final String WHOLE = "whole evidence: nodethaw diagnose --save-evidence FILE, as root on the node";

    /** The most names in one sentence for a person. */
    private static final int MOST_NAMED = 5;

    private final NodeView view;

    FromFiles(NodeView view) {
        this.view = view;
    }

    /** The hops among the processes of dumps. A name alone, as in a list of processes, makes no process a hop. */
    List<Role> roles(List<Hop> hops) {
        return Dumped.all(view).stream()
                .flatMap(pid -> view.process(pid).stream())
                .flatMap(process -> hops.stream()
                        .filter(hop -> hop.programs().contains(program(process)))
                        .map(hop -> new Role(
                                Vertex.Process.of(process),
                                hop.name(),
                                view.name(process.pid()),
                                "",
                                Role.Standing.NOT_ASKED)))
                .toList();
    }

    /** The name of its program. When several processes have no pid, the place in the file follows the name. */
    private static String program(ProcessTable.Entry process) {
        int place = process.hasPid() ? -1 : process.comm().indexOf(" (");
        return place < 0 ? process.comm() : process.comm().substring(0, place);
    }

    /** The processes where the chains of the dumps begin: whoever brings the files asks what they wait for. */
    List<Victim> victims(List<Edge> edges) {
        var leading = edges.stream()
                .filter(Edge::leadsOn)
                .filter(edge -> isDumped(edge.from()))
                .toList();
        var waitedFor = new HashSet<Vertex>();
        leading.stream()
                .filter(edge -> !edge.from().whole().equals(edge.to().whole()))
                .forEach(edge -> waitedFor.add(edge.to().whole()));
        var tops = firsts(leading, vertex -> !waitedFor.contains(vertex));
        return tops.isEmpty() ? firsts(leading, _ -> true) : tops;
    }

    private static List<Victim> firsts(List<Edge> leading, Predicate<Vertex> counts) {
        var seen = new HashSet<Vertex>();
        return leading.stream()
                .filter(edge ->
                        counts.test(edge.from().whole()) && seen.add(edge.from().whole()))
                .map(edge -> new Victim(edge.from().whole(), edge.text(), edge.atLeast(), false, edge.readings()))
                .toList();
    }

    private boolean isDumped(Vertex vertex) {
        return vertex.whole() instanceof Vertex.Process(int pid, long _)
                && Dumped.all(view).contains(pid);
    }

    /** What is missing, and the next thing to get. */
    List<BlindSpot> blindSpots(WaitGraph graph) {
        return Stream.of(below(graph), order(), rest())
                .flatMap(Optional::stream)
                .toList();
    }

    /** The chains that end at a process which is in none of the files. */
    private Optional<BlindSpot> below(WaitGraph graph) {
        var ends = graph.edges().stream()
                .filter(edge -> isDumped(edge.from()))
                .map(Edge::to)
                .filter(Vertex.Remote.class::isInstance)
                .map(end -> ((Vertex.Remote) end).where())
                .distinct()
                .toList();
        return ends.isEmpty()
                ? Optional.empty()
                : Optional.of(new BlindSpot(
                        "what " + named(ends) + " waits for",
                        "in none of these files; next: its goroutines (nodethaw stacks PID; daemons also log them after "
                                + "kill -USR1 PID) and ps -eo pid,ppid,stat,comm",
                        true));
    }

    /** When there is only a list of processes. */
    private Optional<BlindSpot> order() {
        return Dumped.all(view).isEmpty()
                ? Optional.of(new BlindSpot(
                        "who waits for whom",
                        "a list of processes does not tell it; next: goroutine dumps of " + daemons()
                                + " (kill -USR1 PID, then its log), and for what is in state D: cat /proc/PID/stack",
                        true))
                : Optional.empty();
    }

    private String daemons() {
        var names = view.processes().stream()
                .filter(process ->
                        List.of("dockerd", "containerd", "containerd-shim").contains(process.comm()))
                .map(process -> view.name(process.pid()))
                .sorted()
                .toList();
        return names.isEmpty() ? "the container runtime" : named(names);
    }

    private static Optional<BlindSpot> rest() {
        return Optional.of(new BlindSpot(
                "whether the daemons answer, since when they wait, sockets, locks",
                "not in these files; " + WHOLE,
                true));
    }

    /** Processes in an unusual state in a list, whichever they are. */
    List<String> notes() {
        var notes = new ArrayList<String>();
        told('D', "in uninterruptible sleep (D)").ifPresent(notes::add);
        told('T', "stopped (T)").ifPresent(notes::add);
        told('t', "held by a tracer (t)").ifPresent(notes::add);
        return notes;
    }

    private Optional<String> told(char state, String words) {
        var names = view.processes().stream()
                .filter(process -> process.state() == state && !process.isKernelThread())
                .map(process -> view.name(process.pid()))
                .sorted()
                .toList();
        return names.isEmpty() ? Optional.empty() : Optional.of(words + ": " + named(names));
    }

    private static String named(List<String> names) {
        var first = String.join(", ", names.subList(0, Math.min(MOST_NAMED, names.size())));
        return names.size() <= MOST_NAMED ? first : first + " and " + (names.size() - MOST_NAMED) + " more";
    }
}
