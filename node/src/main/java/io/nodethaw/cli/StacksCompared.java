package io.nodethaw.cli;

import io.nodethaw.evidence.ProcessTable;
import io.nodethaw.report.OutputFormat;
import io.nodethaw.report.StackFilter;
import io.nodethaw.report.StacksComparison;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Compares the goroutines of a process at two moments. */
final class StacksCompared {
    private final MomentReader reader;
    private final Output output;

    StacksCompared(MomentReader reader, Output output) {
        this.reader = reader;
        this.output = output;
    }

    int run(Arguments arguments, StackFilter filter) throws Failure, IOException, InterruptedException {
        if (arguments.format() == OutputFormat.HTML) {
            throw Failure.usage("a comparison cannot be printed as a page", "-o html is for one moment; try -o json");
        }
        var moments = arguments.has(StacksVerb.AGAIN) ? twice(arguments) : given(arguments.operands());
        var old = moments.getFirst();
        var now = moments.getLast();
        var notes = new ArrayList<>(old.notes());
        notes.addAll(now.notes());
        missing(old).ifPresent(notes::add);
        missing(now).ifPresent(notes::add);
        var comparison = new StacksComparison(side(old), side(now), filter, notes, output.tool());
        output.print(comparison.print(output.format(), output.fitted()));
        return 0;
    }

    /** Of very many goroutines not all are kept, and what has no number cannot be found again. */
    private static Optional<String> missing(Moment moment) {
        long all = moment.snapshot().goroutines();
        int compared = moment.goroutines().size();
        return compared < all
                ? Optional.of(moment.name() + ": " + compared + " of its " + all + " goroutines are compared")
                : Optional.empty();
    }

    private static StacksComparison.Side side(Moment moment) throws Failure {
        if (!moment.goroutines().isEmpty()) {
            return new StacksComparison.Side(moment.name(), moment.from(), moment.goroutines(), moment.extent());
        }
        boolean numbered = moment.snapshot().buckets().stream()
                .anyMatch(bucket -> !bucket.ids().isEmpty());
        throw numbered
                ? Failure.noAnswer(
                        "the dumps behind it leave no room for its goroutines",
                        moment.name(),
                        "give the two dumps as files of their own")
                : Failure.noAnswer(
                        "its goroutines have no ids", moment.name(), "a profile has none; take a dump with debug=2");
    }

    /** All moments of everything that is named, in that order. */
    private List<Moment> given(List<String> operands) throws Failure, IOException {
        var moments = new ArrayList<Moment>();
        for (var operand : operands) {
            moments.addAll(MomentReader.isFile(operand) ? reader.file(operand) : read(only(operand)));
        }
        if (moments.size() == 1) {
            throw Failure.noAnswer(
                    "only one moment, and nothing to compare it with",
                    operands.getFirst(),
                    "name a second file, or read a process twice with --again 5s");
        }
        return moments;
    }

    private List<Moment> twice(Arguments arguments) throws Failure, IOException, InterruptedException {
        var pause = pause(arguments);
        var process = only(arguments.operands().getFirst());
        var old = read(process).getLast();
        output.progress("reading " + MomentReader.name(process) + " again in " + seconds(pause) + " ...");
        Thread.sleep(pause);
        if (!only(Integer.toString(process.pid())).startTicks().equals(process.startTicks())) {
            throw Failure.noAnswer(
                    "has ended meanwhile", MomentReader.name(process), "another process has its pid now");
        }
        var now = read(process).getLast();
        var from = now.from() + ", " + seconds(pause) + " later";
        return List.of(old, new Moment(now.name(), from, now.snapshot(), now.goroutines(), now.extent(), now.notes()));
    }

    private static Duration pause(Arguments arguments) throws Failure {
        var pause = Durations.AGAIN.parse(arguments.value(StacksVerb.AGAIN).orElse(""));
        if (arguments.has(StacksVerb.COMPARE)) {
            throw Failure.usage("--again and --compare do not go together", "--again compares by itself");
        }
        var operands = arguments.operands();
        if (operands.size() > 1 || MomentReader.isFile(operands.getFirst())) {
            throw Failure.usage("--again reads one process twice", "for files: nodethaw stacks --compare OLD NEW");
        }
        return pause;
    }

    private ProcessTable.Entry only(String wanted) throws Failure, IOException {
        var found = reader.processes(wanted);
        if (found.size() > 1) {
            throw Failure.noAnswer(
                    found.size() + " processes have this name",
                    wanted,
                    "give a PID: " + found.getFirst().pid() + " or "
                            + found.getLast().pid());
        }
        return found.getFirst();
    }

    private List<Moment> read(ProcessTable.Entry process) throws Failure, IOException {
        output.progress("reading the goroutines of " + MomentReader.name(process) + " ...");
        return reader.process(process);
    }

    private static String seconds(Duration pause) {
        return pause.toMillis() % 1000 == 0 ? pause.toSeconds() + " s" : pause.toMillis() + " ms";
    }
}
