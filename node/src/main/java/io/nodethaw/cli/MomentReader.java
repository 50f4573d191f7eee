package io.nodethaw.cli;

import io.nodethaw.evidence.GoroutineDump;
import io.nodethaw.evidence.ProcessTable;
import io.nodethaw.evidence.Reading;
import io.nodethaw.report.StackFilter;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.InvalidPathException;
import java.time.Duration;
import java.util.List;

/** Reads the goroutines of what the command line names: a process, or a file with dumps. */
final class MomentReader {
    /**
     * Default limit. Reading 10,000 goroutines takes a third of a second on an idle machine; reading as many as are read at
     * most takes some five seconds.
     */
    private static final Duration LIMIT = Duration.ofSeconds(20);

    private final GoroutineSource source;
    private final Arguments arguments;
    private final StackFilter filter;
    private final InputStream stdin;

    MomentReader(GoroutineSource source, Arguments arguments, StackFilter filter, InputStream stdin) {
        this.source = source;
        this.arguments = arguments;
        this.filter = filter;
        this.stdin = stdin;
    }

    static boolean isFile(String operand) {
        return operand.equals("-") || operand.contains("/") || !operand.isEmpty() && InputFile.exists(operand);
    }

    /** The processes with this pid or name; at least one. */
    List<ProcessTable.Entry> processes(String wanted) throws Failure, IOException {
        var found = source.processes().stream()
                .filter(process -> wanted.equals(Integer.toString(process.pid())) || wanted.equals(process.comm()))
                .toList();
        if (found.isEmpty()) {
            throw Failure.noAnswer(
                    "no process and no file '" + wanted + "'", "", "names are those of: ps -eo pid,comm");
        }
        return found;
    }

    /** The moments of a process: one, unless it wrote a dump itself that has several. */
    List<Moment> process(ProcessTable.Entry process) throws Failure, IOException {
        var limit = arguments.value(Table.LIMIT).isPresent() ? arguments.limit() : LIMIT;
        if (arguments.has(StacksVerb.SIGNAL)) {
            return dumped(process, Answered.of(process, source.signal(process, limit)));
        }
        var read = source.read(process.pid(), arguments.has(StacksVerb.FULL), limit);
        if (read.seen().isEmpty() && source.endpoint(process, limit) instanceof Reading.Seen<GoroutineDump>(var dump)) {
            return dumped(process, dump);
        }
        return List.of(new DumpMoments(filter).of(name(process), Answered.of(process, read)));
    }

    private List<Moment> dumped(ProcessTable.Entry process, GoroutineDump dump) throws Failure, IOException {
        return moments(
                name(process), dump.from(), new ByteArrayInputStream(dump.text().getBytes(StandardCharsets.UTF_8)));
    }

    private List<Moment> moments(String name, String from, InputStream in) throws Failure, IOException {
        var head = new ReadHead(in);
        var moments = new DumpMoments(filter).of(name, from, head);
        if (moments.isEmpty()) {
            var kind = NoDump.of(head.text());
            throw Failure.noAnswer("no goroutines in it: " + kind.what(), name, kind.next());
        }
        return moments;
    }

    /** All dumps of a file; - is stdin. */
    List<Moment> file(String file) throws Failure {
        InputFile.refuseSpecial(file);
        try (var in = InputFile.open(file, stdin)) {
            return moments(file, "", in);
        } catch (OutOfMemoryError e) {
            throw Failure.noAnswer(
                    "holds more kinds of stacks than fit into the memory of this program",
                    file,
                    "name a file with a " + "part of it");
        } catch (IOException | InvalidPathException e) {
            throw Failure.noAnswer("cannot be read: " + InputFile.reason(e), file, "look at its name and permissions");
        }
    }

    static String name(ProcessTable.Entry process) {
        return process.comm() + " " + process.pid();
    }
}
