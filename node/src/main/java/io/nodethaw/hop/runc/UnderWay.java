package io.nodethaw.hop.runc;

import io.nodethaw.analysis.AtWork;
import io.nodethaw.analysis.Hit;
import io.nodethaw.evidence.ProcessStatus;
import io.nodethaw.evidence.ProcessTable;
import io.nodethaw.remedy.Work;
import io.nodethaw.wait.NodeView;
import io.nodethaw.wait.Victim;
import io.nodethaw.wait.WaitGraph;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/** The operations that are under way. One whose child is the user's program has finished starting it. */
final class UnderWay {
    private UnderWay() {}

    /** Those that make progress. */
    static List<Work> of(NodeView view, WaitGraph graph) {
        var victims = graph.victims().stream().map(Victim::vertex).collect(Collectors.toSet());
        return Operation.all(view).stream()
                .filter(operation -> !operation.finished() && !victims.contains(operation.vertex()))
                .map(operation -> new Work(operation.label(), who(view, operation)))
                .toList();
    }

    /** All that is not finished, also what is stuck: which of its commands it is, its command line alone tells, which may not be read. */
    static List<AtWork> all(NodeView view) {
        return Operation.all(view).stream()
                .filter(operation -> !operation.finished())
                .map(operation -> new AtWork(
                        operation.vertex(),
                        operation.inits().isEmpty() ? "an operation" : "a start",
                        Optional.of(operation.container())
                                .filter(id -> !id.isEmpty())
                                .map(Hit::of),
                        "",
                        operation.age(view),
                        ProcessTable.TYPE.key()))
                .toList();
    }

    private static String who(NodeView view, Operation operation) {
        int pid = operation.process().pid();
        var uid = view.evidence().seen(ProcessStatus.TYPE, pid).map(status -> "uid " + status.uid());
        return "pid " + pid + " (" + uid.orElse("its user was not read") + "), child of "
                + view.name(operation.parent().pid());
    }
}
