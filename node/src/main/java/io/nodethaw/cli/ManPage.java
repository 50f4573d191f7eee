package io.nodethaw.cli;

import java.util.ArrayList;
import java.util.List;

/** The manual page in troff, man macros (man 7 man). */
final class ManPage {
    private final StringBuilder out = new StringBuilder();

    private ManPage() {}

    static String of() {
        return new ManPage().write();
    }

    private String write() {
        out.append(".TH NODETHAW 1\n");
        section("NAME");
        text("nodethaw - " + Table.SUMMARY);
        section("SYNOPSIS");
        out.append(".B nodethaw\n");
        text("[OPTION...]");
        out.append(".br\n");
        for (var verb : Table.VERBS) {
            out.append(".B nodethaw ").append(verb.synopsis().name()).append('\n');
            text((verb.synopsis().usage() + " [OPTION...]").strip());
            out.append(".br\n");
        }
        section("DESCRIPTION");
        text("Builds a graph of who waits for whom from what the kernel and the daemons say, follows it from those "
                + "who wait to the one they all wait for, and shows the proof. Only heal with --yes changes "
                + "anything.");
        section("VERBS");
        Table.VERBS.forEach(this::verb);
        section("OPTIONS OF EVERY VERB");
        item(Table.OUTPUT.usage(), "each verb has some of: " + Table.OUTPUT.help());
        for (var option : Table.COMMON) {
            item(option.usage(), option.help());
        }
        section("EXIT STATUS");
        for (var exit : Table.EXITS) {
            int space = exit.indexOf(' ');
            item(exit.substring(0, space), exit.substring(space).strip());
        }
        section("ENVIRONMENT");
        item("NO_COLOR", "when set and not empty: no colour unless --color=always");
        item("NODETHAW_DEBUG", "when set and not empty: an internal error prints its whole stack");
        return out.toString();
    }

    private void verb(Verb verb) {
        var synopsis = verb.synopsis();
        item(synopsis.line(), synopsis.summary());
        var lines = new ArrayList<>(synopsis.details());
        if (!synopsis.formats().isEmpty()) {
            lines.add("Formats: " + String.join(", ", synopsis.formats()) + ".");
        }
        synopsis.examples().forEach(example -> lines.add("Example: " + example));
        lines.forEach(line -> {
            out.append(".br\n");
            text(line);
        });
        options(synopsis.own());
        verb.verbs().forEach(this::verb);
    }

    private void options(List<Option> own) {
        if (own.isEmpty()) {
            return;
        }
        out.append(".RS\n");
        own.forEach(option -> item(option.usage(), option.help()));
        out.append(".RE\n");
    }

    private void section(String title) {
        out.append(".SH \"").append(title).append("\"\n");
    }

    private void item(String term, String text) {
        out.append(".TP\n.B \"").append(escaped(term)).append("\"\n");
        text(text);
    }

    private void text(String text) {
        out.append(escaped(text)).append('\n');
    }

    private static String escaped(String text) {
        var escaped = text.replace("\\", "\\e").replace("-", "\\-");
        return escaped.startsWith(".") || escaped.startsWith("'") ? "\\&" + escaped : escaped;
    }
}
