package io.nodethaw.cli;

import io.nodethaw.report.ErrorReport;
import io.nodethaw.report.Ink;
import io.nodethaw.report.OutputFormat;
import java.io.BufferedWriter;
import java.io.OutputStreamWriter;
import java.io.Writer;
import java.nio.charset.StandardCharsets;

/** Prints what a verb has to say, in the form that was asked for. A reader that has gone away is no error. */
final class Output {
    /** Of a narrower terminal nothing is known, or it is none. */
    private static final int COLUMNS_LEAST = 40;

    private static final String CLEAR_LINE = "\r\u001b[K";

    private final Console console;
    private final Arguments arguments;
    private final String tool;
    private boolean progress;

    Output(Console console, Arguments arguments, String tool) {
        this.console = console;
        this.arguments = arguments;
        this.tool = tool;
    }

    OutputFormat format() {
        return arguments.format();
    }

    String tool() {
        return tool;
    }

    /** Whether colours and all characters may be used on stdout. */
    Ink ink() {
        return new Ink(colour(), console.out().charset().newEncoder().canEncode('·'));
    }

    /** The same, for lines that are to fit the terminal. */
    Ink fitted() {
        int columns = console.environment().columns().orElse(Ink.ANY);
        var ink = ink();
        return new Ink(ink.colour(), ink.unicode(), columns < COLUMNS_LEAST ? Ink.ANY : columns);
    }

    private boolean colour() {
        return switch (arguments.value(Table.COLOR).orElse("auto")) {
            case "always" -> true;
            case "never" -> false;
            default ->
                console.environment().variable("NO_COLOR").isEmpty()
                        && !console.environment().variable("TERM").equals("dumb")
                        && console.environment().isTerminal(1);
        };
    }

    /** A result, on stdout unless evidence goes there: text as the terminal has it, and for programs UTF-8 whatever the terminal has. */
    void print(String text) {
        clearProgress();
        var to = arguments.keepsStdoutForEvidence() ? console.err() : console.out();
        if (format() == OutputFormat.TEXT || format() == OutputFormat.WIDE) {
            to.print(text);
        } else {
            to.writeBytes(text.getBytes(StandardCharsets.UTF_8));
        }
        to.flush();
    }

    /** Stdout, for evidence that goes there instead of results. */
    Writer evidence() {
        clearProgress();
        return new BufferedWriter(new OutputStreamWriter(console.out(), StandardCharsets.UTF_8));
    }

    /** What is being done, on a terminal only; the next output takes its place. */
    void progress(String text) {
        if (!arguments.has(Table.QUIET) && console.environment().isTerminal(2)) {
            console.err().print(CLEAR_LINE + text);
            console.err().flush();
            progress = true;
        }
    }

    /** A line that is worth knowing and no error. */
    void hint(String text) {
        if (!arguments.has(Table.QUIET)) {
            clearProgress();
            console.err().println("nodethaw: " + text);
        }
    }

    /** An error: a line on stderr, and for programs the envelope on stdout. */
    void fail(ErrorReport error) {
        complain(error);
        if (format().isTree()) {
            print(error.print(format(), tool));
        }
    }

    /** An error beside a result that is printed all the same. */
    void complain(ErrorReport error) {
        clearProgress();
        console.err().println(error.line());
        console.err().flush();
    }

    private void clearProgress() {
        if (progress) {
            console.err().print(CLEAR_LINE);
            console.err().flush();
            progress = false;
        }
    }
}
