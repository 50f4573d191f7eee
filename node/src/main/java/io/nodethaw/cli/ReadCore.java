package io.nodethaw.cli;

import io.nodethaw.core.Core;
import io.nodethaw.core.CoreBytes;
import io.nodethaw.core.CoreFormatException;
import io.nodethaw.core.CoreReader;
import io.nodethaw.core.StackFrames;
import io.nodethaw.report.CoreReport;
import io.nodethaw.report.StackFilter;
import io.nodethaw.report.StacksReport;
import java.io.IOException;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;

/** Reads the core that the command line names, and prints what it tells. */
final class ReadCore {
    /** eu-stack takes a second for a daemon with its libraries; a core of thousands of threads takes longer. */
    private static final Duration LIMIT = Duration.ofSeconds(10);

    private static final int NOT_WHOLE = 2;

    private final Invocation given;
    private final Output output;
    private final String name;

    ReadCore(Invocation given) {
        this.given = given;
        this.output = given.output();
        this.name = given.arguments().operands().getFirst();
    }

    /** The exit code. */
    int run() throws Failure, IOException, InterruptedException {
        var arguments = given.arguments();
        var limit = arguments.value(Table.LIMIT).isPresent() ? arguments.limit() : LIMIT;
        var exe = exe(arguments);
        output.progress("reading " + name + " ...");
        var core = read(exe, limit);
        var goroutines = goroutines(core, output.tool());
        output.print(new CoreReport(core, name, goroutines, output.tool()).print(output.format(), output.fitted()));
        return core.whole() ? 0 : NOT_WHOLE;
    }

    private static Optional<Path> exe(Arguments arguments) throws Failure {
        var exe = arguments.value(CoreVerb.EXE);
        if (exe.isEmpty()) {
            return Optional.empty();
        }
        InputFile.refuseSpecial(exe.get());
        if (!InputFile.exists(exe.get())) {
            throw Failure.noAnswer("no such file", exe.get(), "name the program that has left the core");
        }
        return Optional.of(Path.of(exe.get()));
    }

    /** The tool looks at the file while we do; a program that was named it gets only once we know that it is the right one. */
    private Core read(Optional<Path> exe, Duration limit) throws Failure, InterruptedException {
        var file = CoreFile.of(name, given.stdin(), output);
        var early = stacks(file, Optional.empty(), limit);
        if (exe.isEmpty()) {
            Thread.ofPlatform().daemon().name("stacks").start(early);
        }
        try (CoreBytes bytes = file.open()) {
            var core = CoreReader.read(
                    bytes, new CoreReader.Options(exe, given.arguments().has(StacksVerb.FULL)));
            output.progress("asking for stacks ...");
            var stacks = early;
            if (exe.isPresent()) {
                stacks = stacks(file, exe.filter(_ -> core.usesExe()), limit);
                stacks.run();
            }
            return stacks.get().map(core::with).orElse(core);
        } catch (CoreFormatException e) {
            throw Failure.noAnswer(String.valueOf(e.getMessage()), name, e.next());
        } catch (IOException | InvalidPathException e) {
            throw Failure.noAnswer(
                    "cannot be read: " + InputFile.reason(e), name, "check the name and its permissions");
        } catch (ExecutionException e) {
            throw new IllegalStateException(e.getCause());
        }
    }

    private FutureTask<Optional<StackFrames>> stacks(CoreFile file, Optional<Path> exe, Duration limit) {
        return new FutureTask<>(
                () -> file.path().flatMap(path -> given.tools().cores().stacks(path, exe, limit)));
    }

    private static Optional<StacksReport> goroutines(Core core, String tool) throws IOException {
        var read = core.goroutines().seen();
        if (read.isEmpty()) {
            return Optional.empty();
        }
        var moment = new DumpMoments(StackFilter.ALL).of(core.name() + " " + core.pid(), read.get());
        return Optional.of(moment.report(StackFilter.ALL, tool));
    }
}
