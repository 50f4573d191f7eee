package io.nodethaw.hop.kernel;

import io.nodethaw.analysis.Stock;
import io.nodethaw.evidence.Key;
import io.nodethaw.evidence.NodeTasks;
import io.nodethaw.evidence.ProcessTable;
import io.nodethaw.hop.Depth;
import io.nodethaw.hop.Supply;
import io.nodethaw.wait.NodeView;
import io.nodethaw.wait.Vertex;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Numbers for tasks, and room for them in the machine. */
record TaskNumbersSupply() implements Supply {
    private static final Stock.Meaning MEANING = new Stock.Meaning(
            "kernel.tasks",
            "nothing can be started on the node, in no container either",
            "see who has most: ps -eo nlwp,pid,comm --sort -nlwp | head; sysctl kernel.pid_max and kernel.threads-max give room");

    /** Processes of one name are told where they are at least this part of all tasks. */
    private static final int MANY = 4;

    @Override
    public String name() {
        return "tasks of the machine";
    }

    @Override
    public Set<Key> wants(NodeView view, Depth depth) {
        return depth == Depth.LIGHT ? Set.of(NodeTasks.TYPE.key()) : Set.of();
    }

    @Override
    public List<Stock> stocks(NodeView view) {
        return view.evidence().seen(NodeTasks.TYPE).stream()
                .flatMap(tasks -> {
                    long numbered = tasks.numbered().orElse(tasks.threads());
                    return Stream.of(
                            stock(view, "kernel.pid_max", numbered, tasks.pidMax() - NodeTasks.RESERVED),
                            stock(view, "kernel.threads-max", tasks.threads(), tasks.threadsMax()));
                })
                .toList();
    }

    private static Stock stock(NodeView view, String limit, long used, long most) {
        return Stock.of(MEANING, limit, used, most, NodeTasks.TYPE.key())
                .mostly(mostProcesses(view, used))
                .at(new Vertex.Resource(Vertex.ResourceKind.LIMIT, limit));
    }

    /** The name that many processes have. Threads are not counted: that would mean to list those of every process. */
    private static String mostProcesses(NodeView view, long used) {
        var byName = view.processes().stream()
                .filter(process -> !process.isKernelThread())
                .collect(Collectors.groupingBy(ProcessTable.Entry::comm, Collectors.counting()));
        return byName.entrySet().stream()
                .max(Map.Entry.<String, Long>comparingByValue()
                        .thenComparing(Map.Entry.<String, Long>comparingByKey().reversed()))
                .filter(most -> most.getValue() * MANY >= used)
                .map(most -> most.getValue() + " processes named " + most.getKey())
                .orElse("");
    }
}
