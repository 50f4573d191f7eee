package io.nodethaw.cli;

import io.nodethaw.report.ErrorReport;

/** Ends the command with a message for the user. */
final class Failure extends Exception {
    private static final long serialVersionUID = 1;

    private final transient ErrorReport report;

    Failure(ErrorReport report) {
        super(report.what());
        this.report = report;
    }

    /** The command was called wrongly: exit code 64, EX_USAGE of sysexits.h. */
    static Failure usage(String what, String next) {
        return new Failure(new ErrorReport(64, what, "", next));
    }

    /** The command was called correctly, but there is no answer: exit code 2. */
    static Failure noAnswer(String what, String where, String next) {
        return new Failure(new ErrorReport(2, what, where, next));
    }

    ErrorReport report() {
        return report;
    }
}
