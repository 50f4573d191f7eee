package io.nodethaw.report;

import io.nodethaw.wait.go.CallsBetween;
import java.util.List;

/** Which goroutines of several dumps probably wait for each other. */
public record JoinsReport(List<CallsBetween.ServedCall> joins, String tool) {
    public JoinsReport {
        joins = List.copyOf(joins);
    }

    /** The report in this format. */
    public String print(OutputFormat format, Ink ink) {
        return switch (format) {
            case JSON, YAML -> Trees.print(tree(), format);
            case TEXT, WIDE, LINE, DOT, HTML -> text(ink);
        };
    }

    private String text(Ink ink) {
        var out =
                new StringBuilder("\n").append(ink.strong("calls between them")).append('\n');
        joins.forEach(join -> out.append("  ").append(Printable.of(join.text())).append('\n'));
        return out.toString();
    }

    private Tree tree() {
        return Trees.envelope(tool, "stacks-joins")
                .put(
                        "joins",
                        joins.stream()
                                .map(join -> new Tree.Fields()
                                        .put("from", join.from())
                                        .put("caller", join.caller())
                                        .put("method", join.method())
                                        .put("to", join.to())
                                        .put("handler", join.handler())
                                        .put("strength", "inferred")
                                        .put("of", join.of()))
                                .toList());
    }
}
