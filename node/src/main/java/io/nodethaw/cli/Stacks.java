package io.nodethaw.cli;

import io.nodethaw.evidence.Evidence;
import io.nodethaw.evidence.Goroutine;
import io.nodethaw.evidence.Goroutines;
import io.nodethaw.evidence.Origin;
import io.nodethaw.evidence.ProcessTable;
import io.nodethaw.evidence.Reading;
import io.nodethaw.evidence.Sample;
import io.nodethaw.report.JoinsReport;
import io.nodethaw.report.OutputFormat;
import io.nodethaw.report.StackFilter;
import io.nodethaw.wait.NodeView;
import io.nodethaw.wait.go.CallsBetween;
import java.io.IOException;
import java.io.InputStream;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Goroutines of processes, out of their memory, and of files with dumps. */
final class Stacks {
    private final Tools tools;
    private final Output output;
    private final InputStream stdin;
    private final Map<String, List<Goroutine>> seen = new LinkedHashMap<>();
    private boolean paged;

    Stacks(Tools tools, Output output, InputStream stdin) {
        this.tools = tools;
        this.output = output;
        this.stdin = stdin;
    }

    /** 0, or 2 where one of them could not be read; what could be is shown all the same. */
    int run(Arguments arguments) throws Failure, IOException, InterruptedException {
        var filter = Filters.of(arguments);
        arguments.limit();
        var reader = new MomentReader(tools.goroutines(), arguments, filter, stdin);
        if (arguments.has(StacksVerb.COMPARE) || arguments.has(StacksVerb.AGAIN)) {
            return new StacksCompared(reader, output).run(arguments, filter);
        }
        int code = 0;
        for (var operand : arguments.operands()) {
            code = Math.max(code, each(operand, reader, filter));
        }
        joins();
        return code;
    }

    /** Of several daemons, or of dumps of them: whose call who serves. */
    private void joins() {
        var joins = CallsBetween.of(new NodeView(evidence()));
        if (!joins.isEmpty() && output.format() != OutputFormat.HTML) {
            output.print(new JoinsReport(joins, output.tool()).print(output.format(), output.fitted()));
        }
    }

    /** Each moment as a process of that name: what they wait for is told by their goroutines alone. */
    private Evidence evidence() {
        var evidence = new Evidence.Builder(Instant.EPOCH);
        var processes = new ArrayList<ProcessTable.Entry>();
        seen.forEach((name, goroutines) -> {
            int pid = ProcessTable.withoutPid(processes.size());
            var from = new Origin.InFile(name, 1);
            processes.add(new ProcessTable.Entry(pid, 0, name, ProcessTable.Entry.UNTOLD));
            var read = new Reading.Seen<>(new Goroutines(pid, "", "file", goroutines));
            evidence.put(Goroutines.TYPE, Integer.toString(pid), new Sample<>(read, from));
        });
        return evidence.seen(ProcessTable.TYPE, "", new ProcessTable(processes)).build();
    }

    private int each(String operand, MomentReader reader, StackFilter filter) throws IOException {
        if (MomentReader.isFile(operand)) {
            return shown(() -> reader.file(operand), filter);
        }
        try {
            int code = 0;
            for (var process : reader.processes(operand)) {
                output.progress("reading the goroutines of " + MomentReader.name(process) + " ...");
                code = Math.max(code, shown(() -> reader.process(process), filter));
            }
            return code;
        } catch (Failure e) {
            return failed(e);
        }
    }

    @FunctionalInterface
    private interface Moments {
        List<Moment> read() throws Failure, IOException;
    }

    private int shown(Moments moments, StackFilter filter) throws IOException {
        try {
            for (var moment : moments.read()) {
                checkPage(moment);
                seen.put(moment.name(), moment.goroutines());
                output.print(moment.report(filter, output.tool()).print(output.format(), output.fitted()));
            }
            return 0;
        } catch (Failure e) {
            return failed(e);
        }
    }

    /** A page is a file of its own. */
    private void checkPage(Moment moment) throws Failure {
        if (output.format() == OutputFormat.HTML && paged) {
            throw Failure.noAnswer(
                    "a page shows one moment, and one is printed already",
                    moment.name(),
                    "say which: a pid, a file of one dump");
        }
        paged = true;
    }

    private int failed(Failure e) {
        output.fail(e.report());
        return e.report().exit();
    }
}
