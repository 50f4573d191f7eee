package io.nodethaw.report;

/**
 * What went wrong: for people a line on stderr, for programs the same envelope as every other result.
 *
 * @param exit exit code it leads to
 * @param what what went wrong
 * @param where the file, option or process it is about; empty when the message says it
 * @param next what to do now; empty when nothing can be done
 */
public record ErrorReport(int exit, String what, String where, String next) {

    /** One line: "nodethaw: WHERE: WHAT; NEXT". */
    public String line() {
        var line = new StringBuilder("nodethaw: ");
        if (!where.isEmpty()) {
            line.append(Printable.of(where)).append(": ");
        }
        line.append(Printable.of(what));
        if (!next.isEmpty()) {
            line.append("; ").append(Printable.of(next));
        }
        return line.toString();
    }

    /** The envelope of kind "error"; where only a line is wanted, that. */
    public String print(OutputFormat format, String tool) {
        if (format == OutputFormat.LINE) {
            return Line.of("ERROR", what) + "\n";
        }
        var tree = Trees.envelope(tool, "error")
                .put("exit", exit)
                .put(
                        "error",
                        new Tree.Fields().put("what", what).put("where", where).put("next", next));
        return Trees.print(tree, format);
    }
}
