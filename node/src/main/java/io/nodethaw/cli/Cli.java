package io.nodethaw.cli;

import io.nodethaw.report.ErrorReport;
import java.io.IOException;

/** Parses a command line and runs its verb. Never throws; both streams are flushed when it returns. */
public final class Cli {
    /** EX_SOFTWARE of sysexits.h: something that was asked for could not be done. */
    static final int INTERNAL_ERROR = 70;

    private final Tools tools;
    private final Console console;
    private final String tool;

    /** @param version of this program: "0.1.0" */
    public Cli(Tools tools, Console console, String version) {
        this.tools = tools;
        this.console = console;
        this.tool = "nodethaw " + version;
    }

    /** Runs it and returns the exit code. */
    public int run(String... args) {
        var parser = new ArgumentParser(Table.VERBS, args);
        int code;
        int unwritten = INTERNAL_ERROR;
        try {
            var arguments = parser.parse();
            unwritten = arguments.verb().unwritten();
            code = run(arguments);
        } catch (Failure e) {
            new Output(console, parser.soFar(), tool).fail(e.report());
            code = e.report().exit();
        } catch (Exception | Error e) {
            code = crash(e, parser.soFar());
        }
        console.out().flush();
        var why = console.environment().outputFailure();
        int shown = why.isPresent() ? unwritten : code;
        why.ifPresent(reason -> new Output(console, parser.soFar(), tool)
                .complain(new ErrorReport(
                        shown,
                        "the result could not be written: " + reason,
                        "",
                        "write to a place that is open and has room")));
        console.err().flush();
        return shown;
    }

    private int run(Arguments arguments) throws Failure, IOException, InterruptedException {
        var output = new Output(console, arguments, tool);
        if (arguments.has(Table.HELP)) {
            output.print(arguments.named() ? HelpText.of(arguments.verb()) : HelpText.all());
            return 0;
        }
        if (arguments.has(Table.VERSION)) {
            output.print(tool + "\n");
            return 0;
        }
        if (Table.holds(arguments.verb().synopsis().own(), Table.LIMIT)) { // it asks this node
            tools.putBack().ifPresent(output::hint);
        }
        return arguments.verb().run(new Invocation(arguments, tools, output, console.in()));
    }

    private int crash(Throwable error, Arguments arguments) {
        if (error instanceof InterruptedException) {
            Thread.currentThread().interrupt();
        }
        new Output(console, arguments, tool).fail(report(error));
        if (!console.environment().variable("NODETHAW_DEBUG").isEmpty()) {
            error.printStackTrace(console.err());
        }
        return INTERNAL_ERROR;
    }

    /** What ended it: most often an error in this program, but not where the machine gives it no thread (HotSpot's jvm.cpp, JVM_StartThread). */
    private static ErrorReport report(Throwable error) {
        if (error instanceof OutOfMemoryError
                && String.valueOf(error.getMessage()).contains("native thread")) {
            return new ErrorReport(
                    INTERNAL_ERROR,
                    "no more threads can be started here",
                    "",
                    "limits of processes (pids.max, ulimit -u) do that: start it from another cgroup or as another user");
        }
        var trace = error.getStackTrace();
        return new ErrorReport(
                INTERNAL_ERROR,
                "internal error: " + error,
                trace.length == 0 ? "" : trace[0].toString(),
                "please report this line; with NODETHAW_DEBUG=1 set, the whole stack is shown");
    }
}
