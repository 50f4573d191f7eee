package io.nodethaw.wait.kernel;

import io.nodethaw.evidence.Freeze;
import io.nodethaw.evidence.Key;
import io.nodethaw.evidence.ProcessStatus;
import io.nodethaw.evidence.ProcessTable;
import io.nodethaw.evidence.Tasks;
import io.nodethaw.wait.Edge;
import io.nodethaw.wait.EdgeSource;
import io.nodethaw.wait.NodeView;
import io.nodethaw.wait.Reach;
import io.nodethaw.wait.Strength;
import io.nodethaw.wait.Vertex;
import io.nodethaw.wait.Wait;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Stopped by a signal, held by a tracer, or in a frozen cgroup: the process does nothing until that ends. */
public final class StopEdges implements EdgeSource {
    /** The states of a process that a signal or a tracer has stopped. */
    private static final String STOPPED = "Tt";

    /** What a process that was stopped by a signal waits for. */
    static final Vertex CONTINUE = new Vertex.Resource(Vertex.ResourceKind.KERNEL, "SIGCONT");

    @Override
    public List<Edge> edges(NodeView view) {
        var edges = new ArrayList<Edge>();
        var closely = closely(view);
        view.processes().stream()
                .filter(process -> STOPPED.indexOf(process.state()) >= 0 || closely.contains(process.pid()))
                .filter(process -> view.isOurs(process.pid()))
                .forEach(process -> edges.addAll(stops(view, process)));
        return edges;
    }

    /** The processes whose threads or cgroup were read; of all others the state alone tells. */
    private static Set<Integer> closely(NodeView view) {
        var pids = new HashSet<Integer>();
        for (var type : List.of(Tasks.TYPE, Freeze.TYPE)) {
            view.evidence().readings(type).keySet().forEach(instance -> pids.add(type.pid(instance)));
        }
        return pids;
    }

    /** True when something keeps this process from doing anything. */
    public static boolean keep(NodeView view, int pid) {
        return view.process(pid)
                .filter(process -> !stops(view, process).isEmpty())
                .isPresent();
    }

    private static List<Edge> stops(NodeView view, ProcessTable.Entry process) {
        var from = Vertex.Process.of(process);
        var tasks = view.evidence()
                .seen(Tasks.TYPE, process.pid())
                .map(Tasks::tasks)
                .orElse(List.of());
        var edges = new ArrayList<Edge>();
        if (isStopped(process, tasks)) {
            edges.add(needs(from, CONTINUE, Wait.STOPPED, "stopped by a signal", ProcessTable.TYPE.key()));
        }
        var threads = Tasks.TYPE.key(process.pid());
        tracer(view, process, tasks)
                .ifPresent(tracer -> edges.add(needs(from, tracer, Wait.TRACED, "held by its tracer", threads)));
        freezer(view, from).ifPresent(edges::add);
        return edges;
    }

    /** The state of the first thread stands for the process; when the threads were read, all of them must be stopped. */
    private static boolean isStopped(ProcessTable.Entry process, List<Tasks.Task> tasks) {
        return process.state() == 'T' || (!tasks.isEmpty() && tasks.stream().allMatch(task -> task.state() == 'T'));
    }

    private static Optional<Edge> freezer(NodeView view, Vertex.Process from) {
        var read = view.evidence().seen(Freeze.TYPE, from.pid());
        var seen = read.flatMap(Freeze::frozen);
        return seen.isPresent()
                ? seen.map(frozen -> frozen(from, frozen))
                : FrozenThreads.of(view, from.pid()).map(threads -> frozenFromAfar(view, from, threads, read));
    }

    /** The edge when only its threads tell that it is frozen, by a cgroup that is out of sight. */
    private static Edge frozenFromAfar(
            NodeView view, Vertex.Process from, FrozenThreads threads, Optional<Freeze> read) {
        var path = read.flatMap(threads::cgroup);
        var cgroup = new Vertex.Resource(
                Vertex.ResourceKind.CGROUP, path.orElseGet(() -> "cgroup of " + view.name(from.pid())));
        var text = "frozen by a cgroup v" + threads.version() + " freezer out of our sight"
                + path.map(known -> ", in " + known + " or above").orElse("")
                + ": " + threads.sign() + ", no processor time between two looks";
        return Edge.of(
                from,
                cgroup,
                Strength.NEEDS,
                Wait.FROZEN,
                text,
                Tasks.TYPE.key(from.pid()),
                Freeze.TYPE.key(from.pid()));
    }

    private static Edge frozen(Vertex.Process from, Freeze.Frozen frozen) {
        var cgroup = new Vertex.Resource(Vertex.ResourceKind.CGROUP, frozen.path());
        return needs(from, cgroup, Wait.FROZEN, "in the frozen cgroup " + frozen.path(), Freeze.TYPE.key(from.pid()));
    }

    private static Edge needs(Vertex from, Vertex to, Wait kind, String text, Key reading) {
        return Edge.of(from, to, Strength.NEEDS, kind, text, reading);
    }

    private static Optional<Vertex> tracer(NodeView view, ProcessTable.Entry process, List<Tasks.Task> tasks) {
        boolean held = process.state() == 't' || tasks.stream().anyMatch(task -> task.state() == 't');
        if (!held) {
            return Optional.empty();
        }
        int fromTasks = tasks.stream()
                .filter(task -> task.state() == 't')
                .mapToInt(Tasks.Task::tracer)
                .max()
                .orElse(0);
        int pid = fromTasks != 0
                ? fromTasks
                : view.evidence()
                        .seen(ProcessStatus.TYPE, process.pid())
                        .map(ProcessStatus::tracer)
                        .orElse(0);
        return Optional.of(view.vertex(pid)
                .<Vertex>map(vertex -> vertex)
                .orElse(new Vertex.Remote("a tracer outside our pid namespace")));
    }

    @Override
    public Set<Key> wants(NodeView view, Reach reach) {
        var wants = new LinkedHashSet<Key>();
        for (int pid : reach.closely()) {
            wants.add(Tasks.TYPE.key(pid));
            wants.add(ProcessStatus.TYPE.key(pid));
        }
        for (int pid : reach.all()) {
            wants.add(Freeze.TYPE.key(pid)); // a process in a frozen cgroup may look like any other
        }
        return wants;
    }
}
