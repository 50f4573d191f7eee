package io.nodethaw.hop;

import io.nodethaw.analysis.BlindSpot;
import io.nodethaw.evidence.Goroutines;
import io.nodethaw.evidence.KernelStack;
import io.nodethaw.evidence.KernelWaits;
import io.nodethaw.evidence.Logged;
import io.nodethaw.evidence.ProcessTable;
import io.nodethaw.evidence.SystemCall;
import io.nodethaw.evidence.Tasks;
import io.nodethaw.evidence.UnixSockets;
import io.nodethaw.wait.Edge;
import io.nodethaw.wait.EdgeSource;
import io.nodethaw.wait.NodeView;
import io.nodethaw.wait.Role;
import io.nodethaw.wait.Vertex;
import io.nodethaw.wait.Victim;
import io.nodethaw.wait.Wait;
import io.nodethaw.wait.WaitGraph;
import io.nodethaw.wait.go.BusOutOfSight;
import io.nodethaw.wait.go.Dumped;
import io.nodethaw.wait.go.HeldCalls;
import io.nodethaw.wait.go.ListedShims;
import io.nodethaw.wait.go.LongWaits;
import io.nodethaw.wait.go.OutOfSight;
import io.nodethaw.wait.kernel.CallsOutOfSight;
import io.nodethaw.wait.kernel.HeldTask;
import io.nodethaw.wait.kernel.WritersHeld;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Predicate;
import java.util.stream.Stream;

/**
 * Judges evidence put together from files. Nobody was asked, and only the functions in a dump tell which process is which hop.
 * It is judged as far as possible, with what to fetch next; only what a collector asked can show a node at work.
 */
final class FromFiles {
    private static final String WHOLE = "whole evidence: nodethaw diagnose --save-evidence FILE, as root on the node";

    /** The most names in one sentence for a person. */
    private static final int MOST_NAMED = 5;

    /** Stacks that a person has found worth bringing are few; a collector takes those of all processes. */
    private static final int MOST_CHOSEN = 16;

    /** The most functions told of frames without states. */
    private static final int MOST_FRAMES = 3;

    /** Daemons that write their goroutines into their logs on SIGUSR1. */
    private static final Set<String> DAEMONS = Set.of("containerd", "dockerd", "crio");

    /** The edge sources for waits whose end is in none of the files. */
    static final List<EdgeSource> EDGES = List.of(
            new OutOfSight(),
            new HeldCalls(),
            new LongWaits(),
            new BusOutOfSight(),
            new WritersHeld(),
            new CallsOutOfSight());

    private final NodeView view;

    FromFiles(NodeView view) {
        this.view = view;
    }

    /**
     * The hops among the processes of dumps, of reports of the kernel and of logs. A name alone, as in a list of processes, makes no
     * process a hop.
     */
    List<Role> roles(List<Hop> hops) {
        return Stream.of(
                        Dumped.all(view).stream(),
                        view.evidence().allSeen(SystemCall.TYPE).map(SystemCall::pid),
                        view.evidence()
                                .allSeen(KernelWaits.TYPE)
                                .filter(read -> read.held().stream()
                                        .anyMatch(held ->
                                                held.reported().isPresent() || hasStack(read.pid(), held.tid())))
                                .map(KernelWaits::pid),
                        speakers(),
                        ListedShims.all(view))
                .flatMap(pids -> pids)
                .distinct()
                .flatMap(pid -> view.process(pid).stream())
                .flatMap(process -> hops.stream()
                        .filter(hop -> hop.programs().contains(program(process)) || isAtWork(hop, process))
                        .map(hop -> new Role(
                                Vertex.Process.of(process),
                                hop.name(),
                                view.name(process.pid()),
                                "",
                                Role.Standing.NOT_ASKED)))
                .toList();
    }

    /** A container that is being started is at work for its runtime: "runc:[2:INIT]" (libcontainer/nsenter/nsexec.c). */
    private static boolean isAtWork(Hop hop, ProcessTable.Entry process) {
        int mark = process.comm().indexOf(":[");
        return mark > 0 && hop.programs().contains(process.comm().substring(0, mark));
    }

    /** The processes that logs name as those who said something that counts. */
    private Stream<Integer> speakers() {
        var programs = view.evidence()
                .allSeen(Logged.TYPE)
                .map(Logged::program)
                .distinct()
                .toList();
        return view.processes().stream()
                .filter(process -> programs.contains(process.comm()))
                .map(ProcessTable.Entry::pid);
    }

    /** The name of its program. When several processes have no pid, the place in the file follows the name. */
    private static String program(ProcessTable.Entry process) {
        int place = process.hasPid() ? -1 : process.comm().indexOf(" (");
        return place < 0 ? process.comm() : process.comm().substring(0, place);
    }

    /** The processes where the chains of the dumps begin: whoever brings the files asks what they wait for. */
    List<Victim> victims(List<Edge> edges, List<Hop> hops) {
        var brought = brought();
        var leading = edges.stream()
                .filter(Edge::leadsOn)
                .filter(edge -> edge.from().whole() instanceof Vertex.Process(int pid, long _) && brought.contains(pid))
                .toList();
        var waitedFor = new HashSet<Vertex>();
        leading.stream()
                .filter(edge -> !edge.from().whole().equals(edge.to().whole()))
                .forEach(edge -> waitedFor.add(edge.to().whole()));
        var tops = firsts(leading, vertex -> !waitedFor.contains(vertex));
        return Stream.of(
                        (tops.isEmpty() ? firsts(leading, _ -> true) : tops).stream(),
                        held(edges, hops),
                        new EndingProcesses(view, hops).victims().stream())
                .flatMap(some -> some)
                .toList();
    }

    /** The waits that follow from who is which hop. */
    List<Edge> edges(List<Hop> hops, List<Role> roles) {
        return Stream.concat(
                        new LoggedWaits(view, hops).edges(roles).stream(),
                        new EndingProcesses(view, hops).edges().stream())
                .toList();
    }

    /** Tasks that the kernel says do not run, or whose stack somebody brought; and those of hops that wait for a file lock. */
    private Stream<Victim> held(List<Edge> edges, List<Hop> hops) {
        return edges.stream()
                .filter(edge -> edge.from() instanceof Vertex.Process(int pid, long _)
                        && (edge.kind() == Wait.FILE_SYSTEM
                                || edge.kind() == Wait.FILE_LOCK && isNamed(pid, hops)
                                || edge.readings().equals(List.of(KernelStack.key(pid, edge.task())))))
                .filter(edge -> edge.kind() == Wait.FILE_LOCK
                        || isShown(((Vertex.Process) edge.from()).pid(), edge.task(), hops))
                .map(edge -> new Victim(edge.from(), edge.text(), edge.atLeast(), false, edge.readings()))
                .distinct();
    }

    /** A thread of the kernel sleeps in its own ways; of those only what the kernel itself complains of counts. */
    private boolean isShown(int pid, int tid, List<Hop> hops) {
        boolean reported = HeldTask.of(view, pid).stream()
                .anyMatch(task -> task.tid() == tid && task.reported().isPresent());
        boolean kernel =
                view.process(pid).filter(ProcessTable.Entry::isKernelThread).isPresent();
        boolean chosen = hasStack(pid, tid)
                && (view.evidence()
                                        .allSeen(KernelStack.TYPE)
                                        .limit(MOST_CHOSEN + 1)
                                        .count()
                                <= MOST_CHOSEN
                        || isNamed(pid, hops));
        return reported
                || !kernel && (chosen || isInList(pid, tid, hops) || new EndingProcesses(view, hops).isOfChain(pid));
    }

    /** True for a process with the name of a hop. */
    boolean isNamed(int pid, List<Hop> hops) {
        return view.process(pid)
                .filter(process -> hops.stream()
                        .anyMatch(hop -> hop.programs().contains(program(process)) || isAtWork(hop, process)))
                .isPresent();
    }

    private boolean hasStack(int pid, int tid) {
        return view.evidence()
                .seen(KernelStack.TYPE, KernelStack.key(pid, tid).instance())
                .isPresent();
    }

    /** Of what a list shows with the place in the kernel, only what has the name of a hop: anybody's program may wait for a moment. */
    private boolean isInList(int pid, int tid, List<Hop> hops) {
        boolean placed = view.evidence().seen(Tasks.TYPE, pid).stream()
                .flatMap(read -> read.tasks().stream())
                .anyMatch(task -> task.tid() == tid && !task.wchan().isEmpty());
        return placed && isNamed(pid, hops);
    }

    private static List<Victim> firsts(List<Edge> leading, Predicate<Vertex> counts) {
        var seen = new HashSet<Vertex>();
        return leading.stream()
                .filter(edge ->
                        counts.test(edge.from().whole()) && seen.add(edge.from().whole()))
                .map(edge -> new Victim(edge.from().whole(), edge.text(), edge.atLeast(), false, edge.readings()))
                .toList();
    }

    /** The processes whose goroutines, or whose system calls, somebody has brought. */
    private Set<Integer> brought() {
        var brought = new HashSet<>(Dumped.all(view));
        view.evidence().allSeen(SystemCall.TYPE).forEach(call -> brought.add(call.pid()));
        return brought;
    }

    /** What is missing, and the next thing to get. */
    List<BlindSpot> blindSpots(WaitGraph graph, List<Hop> hops) {
        boolean atWork = new CollectedWell(view, hops).isTold();
        return Stream.of(
                        below(graph),
                        untold(),
                        atWork ? Optional.<BlindSpot>empty() : order(),
                        Optional.of(rest(atWork)))
                .flatMap(Optional::stream)
                .toList();
    }

    /** The chains that end at a process which is in none of the files. */
    private Optional<BlindSpot> below(WaitGraph graph) {
        var ends = graph.edges().stream()
                .filter(Edge::leadsOn)
                .map(Edge::to)
                .filter(Vertex.Remote.class::isInstance)
                .map(end -> ((Vertex.Remote) end).where())
                .distinct()
                .toList();
        return ends.isEmpty()
                ? Optional.empty()
                : Optional.of(new BlindSpot(
                        "what " + named(ends) + " waits for",
                        "in none of these files; " + EndingProcesses.hint(ends) + hint(ends) + "next: "
                                + (ends.size() == 1 && DAEMONS.contains(ends.getFirst())
                                        ? "a goroutine dump of it would decide: kill -USR1 $(pidof " + ends.getFirst()
                                                + "), then its log; and "
                                        : "its goroutines (nodethaw stacks PID; daemons also log them after kill -USR1"
                                                + " PID) and ")
                                + "ps -eo pid,ppid,stat,comm",
                        true));
    }

    /** Frames without the states of their goroutines, by how many of them are in the same function with the same arguments. */
    private Optional<BlindSpot> untold() {
        var many = new TreeMap<String, Integer>();
        var names = new TreeSet<String>();
        for (int pid : Dumped.all(view)) {
            view.evidence().seen(Goroutines.TYPE, pid).stream()
                    .flatMap(read -> read.goroutines().stream())
                    .filter(goroutine ->
                            goroutine.id() < 0 && !goroutine.frames().isEmpty())
                    .forEach(goroutine -> {
                        names.add(view.name(pid));
                        var frame = goroutine.frames().stream()
                                .filter(one -> !one.function().startsWith("runtime."))
                                .findFirst()
                                .orElse(goroutine.frames().getFirst());
                        many.merge(frame.function() + "(" + head(frame.arguments()) + ")", 1, Integer::sum);
                    });
        }
        var most = many.entrySet().stream()
                .sorted(Map.Entry.<String, Integer>comparingByValue().reversed())
                .limit(MOST_FRAMES)
                .map(entry -> entry.getValue() + " in " + entry.getKey())
                .toList();
        return most.isEmpty()
                ? Optional.empty()
                : Optional.of(new BlindSpot(
                        "what the goroutines of " + named(List.copyOf(names)) + " wait for",
                        "frames without states and ages tell only where they are: " + String.join(", ", most)
                                + "; next: a whole dump (kill -USR1 PID, or /debug/pprof/goroutine?debug=2)",
                        true));
    }

    /** The first argument, which names what a function is called for. */
    private static String head(String arguments) {
        int end = arguments.indexOf(',');
        return end < 0 ? arguments : arguments.substring(0, end) + ", ...";
    }

    /** Whom it is likely to be, by the protocol that is spoken with it. */
    private static String hint(List<String> ends) {
        if (ends.contains(HeldCalls.UDEV_END)) {
            return "dmsetup udevcookies shows the cookie, and dmsetup udevcomplete COOKIE lets go who waits for it; ";
        }
        return ends.stream().anyMatch(end -> end.endsWith("(ttrpc)"))
                ? "ttrpc is spoken by shims, each of one container or pod; "
                : ends.stream().anyMatch(end -> end.endsWith("(gRPC)"))
                        ? "gRPC is spoken by containerd and CRI-O; "
                        : ends.stream().anyMatch(end -> end.endsWith("(HTTP)")) ? "HTTP is spoken by dockerd; " : "";
    }

    /** When there is only a list of processes, or a log that names some. */
    private Optional<BlindSpot> order() {
        boolean told = view.evidence().allSeen(Logged.TYPE).findAny().isPresent()
                || view.evidence().allSeen(KernelStack.TYPE).findAny().isPresent()
                || view.evidence().allSeen(SystemCall.TYPE).findAny().isPresent();
        return Dumped.all(view).isEmpty() && !told && !view.processes().isEmpty()
                ? Optional.of(new BlindSpot(
                        "who waits for whom",
                        "these files do not tell it; next: goroutine dumps of " + daemons()
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

    private BlindSpot rest(boolean atWork) {
        boolean told = view.evidence().seen(UnixSockets.TYPE).isPresent();
        var what = "whether the daemons answer, since when they wait" + (told ? ", locks" : ", sockets, locks");
        return new BlindSpot(what, "not in these files; " + WHOLE, !atWork);
    }

    static String named(List<String> names) {
        var first = String.join(", ", names.subList(0, Math.min(MOST_NAMED, names.size())));
        return names.size() <= MOST_NAMED ? first : first + " and " + (names.size() - MOST_NAMED) + " more";
    }
}
