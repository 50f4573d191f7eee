package io.nodethaw.cli;

import io.nodethaw.report.ErrorReport;
import io.nodethaw.report.Ink;
import io.nodethaw.report.OutputFormat;
import java.io.BufferedWriter;
import java.io.OutputStreamWriter;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.util.List;

/** Prints what a verb has to say, in the format that was asked for. It is no error when the reader has gone away. */
final class Output {
    /** The narrowest terminal that is believed: a smaller number means that the width is not known. */
    private static final int COLUMNS_LEAST = 40;

    private static final String CLEAR_LINE = "\r\u001b[K";

    /** Value of TERM where a terminal knows no escape sequences. */
    private static final String DUMB = "dumb";

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

    /** The same, for lines that must fit the terminal. */
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
                        && !isDumb()
                        && console.environment().isTerminal(1);
        };
    }

    /**
     * Prints a result, on stdout unless evidence goes there. Text is in the terminal's encoding; formats for programs are
     * always in UTF-8.
     */
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

    /** Writes an archive to stdout; false when nobody reads it to its end, or it cannot be written. */
    boolean bytes(List<byte[]> archive) {
        clearProgress();
        archive.forEach(console.out()::writeBytes);
        console.out().flush();
        return isRead();
    }

    /** True where stdout is a terminal. */
    boolean isTerminal() {
        return console.environment().isTerminal(1);
    }

    /** Prints text that belongs to a result which goes elsewhere. */
    void beside(String text) {
        if (!arguments.has(Table.QUIET)) {
            clearProgress();
            console.err().print(text);
            console.err().flush();
        }
    }

    /** False when nobody reads results any more, or they cannot be written. */
    boolean isRead() {
        return !console.out().checkError();
    }

    /** Stdout, for evidence that goes there instead of results. */
    Writer evidence() {
        clearProgress();
        return new BufferedWriter(new OutputStreamWriter(console.out(), StandardCharsets.UTF_8));
    }

    private boolean isDumb() {
        return console.environment().variable("TERM").equals(DUMB);
    }

    /** Shows what is being done, only on a terminal that can clear a line; the next output replaces it. */
    void progress(String text) {
        if (!arguments.has(Table.QUIET) && console.environment().isTerminal(2) && !isDumb()) {
            console.err().print(CLEAR_LINE + text);
            console.err().flush();
            progress = true;
        }
    }

    /** Prints a line that is worth knowing and is no error. */
    void hint(String text) {
        if (!arguments.has(Table.QUIET)) {
            clearProgress();
            console.err().println("nodethaw: " + text);
        }
    }

    /** Prints an error: a line on stderr, and for programs the envelope or a short line on stdout. */
    void fail(ErrorReport error) {
        complain(error);
        if (format().isTree() || format() == OutputFormat.LINE) {
            print(error.print(format(), tool));
        }
    }

    /** Prints an error in addition to a result. */
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
