package io.nodethaw.report;

import java.util.List;
import java.util.Locale;

/**
 * The outcome of healing, for printing.
 *
 * @param result one word: "healed", "dry"
 * @param exit exit code
 * @param what one line
 * @param finding code of the finding that was treated; may be empty
 * @param cure name of what was done last, or would be done first; may be empty
 * @param steps what was done, in order
 * @param next what to do now; may be empty
 */
public record HealingReport(
        String result,
        int exit,
        String what,
        String finding,
        String cure,
        List<String> steps,
        String next,
        String tool) {
    public HealingReport {
        steps = List.copyOf(steps);
    }

    /** Prints it, as text when the format has no form of its own for it. Ends with a line feed. */
    public String print(OutputFormat format, Ink ink) {
        return switch (format) {
            case JSON, YAML -> Trees.print(tree(), format);
            case TEXT, WIDE, LINE, DOT, HTML -> text(ink);
        };
    }

    private String text(Ink ink) {
        var word = result.toUpperCase(Locale.ROOT);
        var out = new StringBuilder(exit == 0 ? ink.good(word) : ink.doubtful(word));
        out.append("  ").append(Printable.of(what)).append('\n');
        if (!finding.isEmpty() || !steps.isEmpty() || !next.isEmpty()) {
            out.append('\n');
        }
        add(out, ink, "finding", finding);
        steps.forEach(step -> add(out, ink, "step", step));
        add(out, ink, "next", next);
        return out.toString();
    }

    private static void add(StringBuilder out, Ink ink, String key, String text) {
        if (!text.isEmpty()) {
            out.append("  ").append(ink.strong(key)).append(" ".repeat(9 - key.length()));
            out.append(Printable.of(text)).append('\n');
        }
    }

    private Tree tree() {
        return Trees.envelope(tool, "healing")
                .put("result", result)
                .put("exit", exit)
                .put("what", what)
                .put("finding", finding)
                .put("cure", cure)
                .put("steps", Tree.texts(steps))
                .put("next", next);
    }
}
