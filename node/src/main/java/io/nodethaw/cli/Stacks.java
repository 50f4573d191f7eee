package io.nodethaw.cli;

import io.nodethaw.dump.DumpedGoroutine;
import io.nodethaw.dump.GoroutineDumps;
import io.nodethaw.dump.Problems;
import io.nodethaw.dump.Snapshot;
import io.nodethaw.evidence.Goroutine;
import io.nodethaw.evidence.GoroutineDump;
import io.nodethaw.evidence.Goroutines;
import io.nodethaw.evidence.ProcessTable;
import io.nodethaw.evidence.Reading;
import io.nodethaw.report.StackGroup;
import io.nodethaw.report.StacksReport;
import io.nodethaw.wait.GoroutineLocks;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Goroutines of processes, out of their memory, and of files with dumps. */
final class Stacks {
    /** Reading a program for the first time takes a third of a second on an idle machine. */
    private static final Duration LIMIT = Duration.ofSeconds(5);

    /** Goroutines of a dump in which locks are looked for; more are only grouped. */
    private static final int LOCKS_MAX = 50_000;

    private final Tools tools;
    private final Output output;
    private final InputStream stdin;

    Stacks(Tools tools, Output output, InputStream stdin) {
        this.tools = tools;
        this.output = output;
        this.stdin = stdin;
    }

    /** 0, or 2 where one of them could not be read; what could be is shown all the same. */
    int run(Arguments arguments) throws IOException {
        int code = 0;
        for (var operand : arguments.operands()) {
            code = Math.max(code, isFile(operand) ? shown(() -> file(operand)) : processes(operand, arguments));
        }
        return code;
    }

    @FunctionalInterface
    private interface Reports {
        List<StacksReport> read() throws Failure, IOException;
    }

    private int shown(Reports reports) throws IOException {
        try {
            for (var report : reports.read()) {
                output.print(report.print(output.format(), output.ink()));
            }
            return 0;
        } catch (Failure e) {
            output.fail(e.report());
            return e.report().exit();
        }
    }

    private static boolean isFile(String operand) {
        return operand.equals("-") || operand.contains("/") || Files.exists(Path.of(operand));
    }

    private int processes(String wanted, Arguments arguments) throws IOException {
        var source = tools.goroutines();
        var found = source.processes().stream()
                .filter(process -> wanted.equals(Integer.toString(process.pid())) || wanted.equals(process.comm()))
                .toList();
        if (found.isEmpty()) {
            return shown(() -> {
                throw Failure.noAnswer(
                        "no process and no file '" + wanted + "'", "", "names are those of: ps -eo pid,comm");
            });
        }
        int code = 0;
        for (var process : found) {
            output.progress("reading the goroutines of " + process.comm() + " " + process.pid() + " ...");
            code = Math.max(code, shown(() -> process(process, source, arguments)));
        }
        return code;
    }

    private List<StacksReport> process(ProcessTable.Entry process, GoroutineSource source, Arguments arguments)
            throws Failure, IOException {
        var limit = limit(arguments);
        if (arguments.has(Table.SIGNAL)) {
            return dumped(process, Answered.of(process, source.signal(process, limit)));
        }
        var read = source.read(process.pid(), arguments.has(Table.FULL), limit);
        if (read.seen().isEmpty()
                && source.endpoint(process.pid(), limit) instanceof Reading.Seen<GoroutineDump>(var dump)) {
            return dumped(process, dump);
        }
        var name = process.comm() + " " + process.pid();
        return List.of(report(name, Answered.of(process, read)));
    }

    private List<StacksReport> dumped(ProcessTable.Entry process, GoroutineDump dump) throws Failure {
        var in = new ByteArrayInputStream(dump.text().getBytes(StandardCharsets.UTF_8));
        return dumps(process.comm() + " " + process.pid(), dump.from(), in);
    }

    private static Duration limit(Arguments arguments) throws Failure {
        return arguments.value(Table.LIMIT).isPresent() ? arguments.limit() : LIMIT;
    }

    private StacksReport report(String name, Goroutines read) throws IOException {
        var text = new StringBuilder();
        read.goroutines()
                .forEach(goroutine ->
                        text.append(DumpedGoroutine.of(goroutine).print()).append('\n'));
        var dumps = GoroutineDumps.group(
                        new ByteArrayInputStream(text.toString().getBytes(StandardCharsets.UTF_8)))
                .dumps();
        var from = read.goVersion() + ", read from " + read.source();
        if (dumps.isEmpty()) {
            return new StacksReport(name, from, 0, List.of(), GoroutineLocks.of(List.of()), List.of(), output.tool());
        }
        return report(name, from, dumps.getFirst(), read.goroutines(), List.of());
    }

    private List<StacksReport> file(String file) throws Failure {
        try (var in = file.equals("-") ? stdin : Files.newInputStream(Path.of(file))) {
            return dumps(file, "", in);
        } catch (IOException e) {
            throw Failure.noAnswer("cannot be read: " + e.getMessage(), file, "look at its name and permissions");
        }
    }

    /** @param from where its dumps come from, when the name does not say so itself */
    private List<StacksReport> dumps(String file, String from, InputStream in) throws Failure {
        var kept = new HashMap<Integer, List<Goroutine>>();
        try {
            var read = GoroutineDumps.groupAndEach(in, one -> keep(one, kept));
            if (read.dumps().isEmpty()) {
                throw Failure.noAnswer("no goroutines in it", file, "a dump begins with: goroutine 1 [running]:");
            }
            var reports = new ArrayList<StacksReport>();
            for (int dump = 0; dump < read.dumps().size(); dump++) {
                var snapshot = read.dumps().get(dump);
                var name = read.dumps().size() == 1 ? file : file + ":" + snapshot.line();
                boolean last = dump == read.dumps().size() - 1;
                var notes = new ArrayList<>(snapshot.headlines());
                notes.addAll(last ? notes(file, read.problems()) : List.of());
                reports.add(report(name, from, snapshot, kept.getOrDefault(dump, List.of()), notes));
            }
            return reports;
        } catch (IOException e) {
            throw Failure.noAnswer("cannot be read: " + e.getMessage(), file, "look at its name and permissions");
        }
    }

    private static void keep(DumpedGoroutine one, Map<Integer, List<Goroutine>> kept) {
        var goroutines = kept.computeIfAbsent(one.dump(), _ -> new ArrayList<>());
        if (goroutines.size() < LOCKS_MAX && one.header().id() > 0) {
            goroutines.add(one.goroutine());
        }
    }

    private static List<String> notes(String file, Problems problems) {
        var notes = new ArrayList<String>();
        problems.first().forEach(problem -> notes.add(file + ":" + problem.line() + ": " + problem.what()));
        if (problems.more() > 0) {
            notes.add(file + ": " + problems.more() + " more places could not be read");
        }
        return notes;
    }

    private StacksReport report(
            String name, String from, Snapshot snapshot, List<Goroutine> goroutines, List<String> notes) {
        var all = new ArrayList<>(notes);
        if (goroutines.size() == LOCKS_MAX) {
            all.add("locks are looked for among the first " + LOCKS_MAX + " goroutines only");
        }
        if (snapshot.ungrouped() > 0) {
            all.add(snapshot.ungrouped() + " goroutines are counted and not shown: too many kinds");
        }
        var groups = snapshot.buckets().stream()
                .map(bucket -> new StackGroup(
                        bucket.count(),
                        bucket.state(),
                        bucket.ages().most(),
                        bucket.ages().median(),
                        bucket.ids(),
                        frames(bucket.sample(), goroutines)))
                .toList();
        return new StacksReport(
                name, from, snapshot.goroutines(), groups, GoroutineLocks.of(goroutines), all, output.tool());
    }

    /** Those of the record where there is one: memory tells texts among the arguments, which a dump has not. */
    private static List<Goroutine.Frame> frames(DumpedGoroutine sample, List<Goroutine> goroutines) {
        return goroutines.stream()
                .filter(goroutine -> goroutine.id() == sample.header().id())
                .findFirst()
                .map(Goroutine::frames)
                .orElseGet(sample::frames);
    }
}
