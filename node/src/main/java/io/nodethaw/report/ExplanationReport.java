package io.nodethaw.report;

import io.nodethaw.analysis.Explanation;
import java.util.List;

/**
 * Pages of finding codes.
 *
 * @param pages one or more
 * @param tool name and version of this program
 */
public record ExplanationReport(List<Explanation> pages, String tool) {
    public ExplanationReport {
        pages = List.copyOf(pages);
    }

    /** The pages one after the other, as text when the format has no form of its own for them. Ends with a line feed. */
    public String print(OutputFormat format, Ink ink) {
        return switch (format) {
            case JSON, YAML -> Trees.print(tree(), format);
            case TEXT, WIDE, LINE, DOT, HTML ->
                String.join("\n", pages.stream().map(page -> text(page, ink)).toList());
        };
    }

    /** One line per code: the code and the first sentence of its meaning. */
    public String list(Ink ink) {
        int width = pages.stream().mapToInt(page -> page.code().length()).max().orElse(0);
        var out = new StringBuilder();
        for (var page : pages) {
            out.append(ink.strong(page.code()))
                    .append(" ".repeat(width - page.code().length() + 2));
            out.append(firstSentence(page.meaning())).append('\n');
        }
        return out.toString();
    }

    private static String text(Explanation page, Ink ink) {
        var out = new StringBuilder(ink.strong(page.code())).append("\n\n");
        out.append("  ").append(page.meaning()).append("\n\n");
        add(out, ink.strong("confirm by hand"), page.confirm());
        add(out, ink.strong("cure"), List.of(page.cure()));
        add(out, ink.strong("nodethaw heal"), page.healed().isEmpty() ? List.of() : List.of(page.healed()));
        add(out, ink.strong("references"), page.references());
        return out.toString().stripTrailing() + "\n";
    }

    private static void add(StringBuilder out, String title, List<String> lines) {
        if (lines.isEmpty()) {
            return;
        }
        out.append("  ").append(title).append('\n');
        lines.forEach(line -> out.append("    ").append(line).append('\n'));
        out.append('\n');
    }

    private Tree tree() {
        return Trees.envelope(tool, "explanations")
                .put(
                        "explanations",
                        pages.stream()
                                .map(page -> new Tree.Fields()
                                        .put("code", page.code())
                                        .put("meaning", page.meaning())
                                        .put("confirm", Tree.texts(page.confirm()))
                                        .put("cure", page.cure())
                                        .put("healed", page.healed())
                                        .put("references", Tree.texts(page.references())))
                                .toList());
    }

    static String firstSentence(String text) {
        int end = text.indexOf(". ");
        return end < 0 ? text : text.substring(0, end + 1);
    }
}
