package io.nodethaw.cli;

import io.nodethaw.capture.Capture;
import io.nodethaw.evidence.Evidence;
import io.nodethaw.evidence.KernelLog;
import io.nodethaw.evidence.Key;
import io.nodethaw.evidence.Mounts;
import io.nodethaw.evidence.ProcessTable;
import io.nodethaw.evidence.SystemRelease;
import io.nodethaw.report.Ink;
import io.nodethaw.report.OutputFormat;
import io.nodethaw.report.Report;
import java.io.IOException;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;

/** Packs a look at this node into one file, to be judged elsewhere. */
final class CaptureVerb implements Verb {
    private static final Option MOST =
            new Option('\0', "max-size", "SIZE", List.of(), "the most bytes of the file, 64K to 128M; default 32M");

    private static final Option REDACT = new Option(
            '\0', "redact", "", List.of(), "replace names, ids and addresses by tokens; the verdict stays the same");

    private static final String USUAL = "32M";

    private static final int COULD_NOT_WRITE = 2;

    /** With what is read besides the look. */
    private static final Duration BESIDES = Duration.ofSeconds(2);

    /** How long writing may take; a disk that takes longer probably hangs. With the look less than ten seconds. */
    private static final Duration WRITING = Duration.ofSeconds(4);

    private static final String ELSEWHERE =
            "write it to stdout and keep it on another machine: ssh NODE nodethaw capture - > n.tar.gz";

    private static final Synopsis SYNOPSIS = new Synopsis(
            "capture",
            "[FILE]",
            Synopsis.Operands.FILES,
            0,
            1,
            List.of(),
            List.of(),
            "pack a look at this node into one file, for nodethaw analyze elsewhere; - is stdout",
            List.of(
                    "Looks as diagnose does, says the verdict on stderr, and packs what it has read with goroutine dumps and lists",
                    "for people into a tar.gz; docs/evidence.md says what is in it. Without FILE it names the file and prints the name.",
                    "Nothing is written but that file, and with - not even that, so it works where no disk does.",
                    "With --redact names of nodes, pods, containers, hosts and users, ids and addresses are replaced, the same by the",
                    "same; words of messages stay, so read it before you give it away.",
                    "Exit codes: 0 written, whatever the verdict; 2 it could not be written, or nothing could be seen."),
            List.of(
                    "nodethaw capture",
                    "nodethaw capture /run/node.tar.gz",
                    "ssh node nodethaw capture - > node.tar.gz",
                    "nodethaw capture --redact for-others.tar.gz",
                    "nodethaw analyze node.tar.gz"),
            List.of(REDACT, MOST, Table.LIMIT));

    @Override
    public Synopsis synopsis() {
        return SYNOPSIS;
    }

    @Override
    public int unwritten() {
        return COULD_NOT_WRITE;
    }

    @Override
    public int run(Invocation given) throws Failure, InterruptedException {
        var arguments = given.arguments();
        var output = given.output();
        long most = Sizes.MOST.parse(arguments.value(MOST).orElse(USUAL));
        var name = arguments.operands().stream().findFirst();
        boolean stream = name.filter("-"::equals).isPresent();
        if (stream && output.isTerminal()) {
            throw Failure.usage(
                    "an archive is nothing for a terminal", "write it to a file: nodethaw capture - > n.tar.gz");
        }
        if (name.filter(String::isEmpty).isPresent()) {
            throw Failure.usage("no file has an empty name", "name a file, or - for stdout");
        }
        var found = Diagnosing.look(given);
        var evidence = found.evidence();
        if (evidence.seen(ProcessTable.TYPE).isEmpty()) {
            throw Failure.noAnswer("nothing of this node can be seen", "/proc", "run it as root, on the node");
        }
        output.beside(line(given, found));
        output.progress("reading what people like to have beside it ...");
        var besides = besides(given, evidence);
        var capture = arguments.has(REDACT)
                ? new Redacting(given.tools(), output).of(found.judged(), besides)
                : new Capture(evidence, besides, false, List.of());
        var archive = pack(given, capture, most);
        if (stream) {
            return output.bytes(archive) ? 0 : COULD_NOT_WRITE;
        }
        var file = name.orElse(capture.name() + ".tar.gz");
        write(given, file, archive);
        output.print(file + "\n");
        return 0;
    }

    private static String line(Invocation given, Diagnosing found) {
        var judged = found.judged();
        return new Report(
                        judged.verdict(),
                        judged.graph(),
                        judged.view(),
                        judged.triage(),
                        given.output().tool(),
                        "",
                        found.notes())
                .print(OutputFormat.LINE, Ink.PLAIN);
    }

    /** What a look reads only where it needs it. No daemon is asked. */
    private static Evidence besides(Invocation given, Evidence evidence) throws InterruptedException {
        var wanted = Stream.<Key>of(KernelLog.TYPE.key(), Mounts.TYPE.key(ProcessTable.INIT), SystemRelease.TYPE.key())
                .filter(key -> !evidence.asked(key))
                .toList();
        return given.tools().looker().read(wanted, BESIDES);
    }

    private static List<byte[]> pack(Invocation given, Capture capture, long most) throws Failure {
        try {
            return capture.pack(given.tools().codec(), given.output().tool(), most);
        } catch (IOException e) {
            throw Failure.noAnswer("not captured: " + e.getMessage(), "", "give it more room with --max-size");
        }
    }

    private static void write(Invocation given, String name, List<byte[]> archive)
            throws Failure, InterruptedException {
        try {
            var file = Path.of(name).toAbsolutePath();
            given.output().progress("writing " + name + " ...");
            var failed = given.tools().write(file, archive, WRITING);
            if (failed.isPresent()) {
                throw Failure.noAnswer("not written: " + failed.get(), name, ELSEWHERE);
            }
        } catch (InvalidPathException e) {
            throw Failure.noAnswer("not written: " + e.getReason(), name, "name another file");
        }
    }
}
