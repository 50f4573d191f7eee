package io.nodethaw.report;

/**
 * A verdict in one line, for programs that keep no more of an output: node-problem-detector shows people the first 80 bytes, as
 * the message of a node's condition.
 */
final class Line {
    private Line() {}

    /** The line of a verdict. Ends with a line feed, which does not count. */
    static String of(Report report) {
        return of(report.verdict().state().name(), Headline.of(report)) + "\n";
    }

    /** A word that says how it stands, and what there is to say, in ASCII and cut to {@link Headline#WIDTH}. */
    static String of(String state, String text) {
        return Headline.cut(state + "  " + Printable.ascii(text), Headline.WIDTH);
    }
}
