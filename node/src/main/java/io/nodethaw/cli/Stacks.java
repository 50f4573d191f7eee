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

/** Shows the goroutines of processes, from their memory, and of files with dumps. */
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

    /** The exit code: 0, or 2 when one of them could not be read; the others are still shown. */
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

    /** For several daemons, or dumps of them: shows who serves whose call. */
    private void joins() {
        if (seen.size() < 2) {
            return;
        }
        var joins = CallsBetween.of(new NodeView(evidence()));
        if (!joins.isEmpty() && output.format() != OutputFormat.HTML) {
            output.print(new JoinsReport(joins, output.tool()).print(output.format(), output.fitted()));
        }
    }

    /** Evidence with each moment as a process of that name; only goroutines tell what these wait for. */
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

    /** Fails when a page was already printed, because a page must be a separate file. */
    private void checkPage(Moment moment) throws Failure {
        if (output.format() == OutputFormat.HTML && paged) {
            throw Failure.noAnswer(
                    "a page shows only one moment, and one was already printed",
                    moment.name(),
                    "choose one: a pid, or a file with one dump");
        }
        paged = true;
    }

    private int failed(Failure e) {
        output.fail(e.report());
        return e.report().exit();
    }
}
