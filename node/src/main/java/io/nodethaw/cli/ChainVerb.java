package io.nodethaw.cli;

import io.nodethaw.evidence.Evidence;
import io.nodethaw.evidence.Machine;
import io.nodethaw.evidence.ProcessTable;
import io.nodethaw.report.WaitChain;
import io.nodethaw.wait.NodeView;
import io.nodethaw.wait.Vertex;
import java.nio.charset.StandardCharsets;
import java.util.Comparator;
import java.util.List;
import java.util.function.Predicate;

/** What is this process waiting for? */
final class ChainVerb implements Verb {
    /** TASK_COMM_LEN without its zero byte (include/linux/sched.h). */
    private static final int COMM_BYTES = 15;

    /**
     * The exit code of a verdict that could not tell: when a process may not be read, it is not known that it waits for nobody.
     */
    private static final int COULD_NOT_TELL = 2;

    private static final Synopsis SYNOPSIS = new Synopsis(
            "chain",
            "PID|NAME",
            Synopsis.Operands.NAMES,
            1,
            1,
            List.of(),
            Synopsis.GRAPH_FORMATS,
            "what is this process waiting for?",
            List.of("NAME is the name of a process as in /proc/PID/comm; all processes of that name are shown."),
            List.of("nodethaw chain 812", "nodethaw chain dockerd -o dot | dot -Tsvg > dockerd.svg"),
            List.of(Table.SAVE, Table.LIMIT));

    @Override
    public Synopsis synopsis() {
        return SYNOPSIS;
    }

    @Override
    public int run(Invocation given) throws Failure, InterruptedException {
        var tools = given.tools();
        var output = given.output();
        var arguments = given.arguments();
        var wanted = arguments.operands().getFirst();
        var focus = focus(wanted);
        var limit = arguments.limit();
        output.progress("looking at " + wanted + ", " + limit.toMillis() + " ms a probe ...");
        var evidence = tools.looker().look(limit, focus);
        var starts = starts(evidence, focus);
        if (starts.isEmpty()) {
            throw Failure.noAnswer(
                    isNumber(wanted) ? "no process " + wanted : "no process is named '" + wanted + "'",
                    "",
                    "names are those of: ps -eo pid,comm");
        }
        var view = new NodeView(evidence);
        var findings = tools.judge(evidence).verdict().findings();
        var chain = new WaitChain(tools.graph(view, starts), view, starts, findings, output.tool(), notes(evidence));
        output.print(chain.print(output.format(), output.ink()));
        return new Saving(arguments, tools::codec, output).exit(evidence, chain.isBlind() ? COULD_NOT_TELL : 0);
    }

    private static Predicate<ProcessTable.Entry> focus(String wanted) {
        if (isNumber(wanted)) {
            return process -> Integer.toString(process.pid()).equals(wanted);
        }
        var bytes = wanted.getBytes(StandardCharsets.UTF_8);
        var comm = bytes.length <= COMM_BYTES ? wanted : new String(bytes, 0, COMM_BYTES, StandardCharsets.UTF_8);
        return process -> process.comm().equals(comm);
    }

    private static boolean isNumber(String text) {
        return !text.isEmpty() && text.chars().allMatch(letter -> letter >= '0' && letter <= '9');
    }

    private static List<Vertex.Process> starts(Evidence evidence, Predicate<ProcessTable.Entry> focus) {
        int ours = evidence.seen(Machine.TYPE).map(Machine::ourPid).orElse(0);
        return evidence.seen(ProcessTable.TYPE).map(ProcessTable::processes).orElse(List.of()).stream()
                .filter(focus)
                .filter(process -> process.pid() != ours)
                .sorted(Comparator.comparingInt(ProcessTable.Entry::pid))
                .map(Vertex.Process::of)
                .toList();
    }

    private static List<String> notes(Evidence evidence) {
        return evidence.seen(Machine.TYPE).filter(machine -> machine.uid() != 0).isPresent()
                ? List.of("not root: the waits of other users' processes cannot be read")
                : List.of();
    }
}
