package io.nodethaw.cli;

import java.util.List;

/** What --help shows. Plain loops: it must start fast. */
final class HelpText {
    private static final int COLUMN = 26;

    private final StringBuilder out = new StringBuilder();

    private HelpText() {}

    /** The help of the whole command. */
    static String all() {
        var help = new HelpText();
        help.line("nodethaw " + Table.SUMMARY);
        help.line("");
        help.line("usage: nodethaw [VERB] [OPTION...]");
        help.line("");
        for (var verb : Table.VERBS) {
            help.row(verb.usage(), verb.summary());
        }
        help.section("options of every verb");
        help.options(Table.COMMON);
        help.section("exit codes");
        for (var exit : Table.EXITS) {
            help.line("  " + exit);
        }
        help.line("");
        help.line("nodethaw VERB --help tells more about a verb.");
        return help.out.toString();
    }

    /** The help of one verb. */
    static String of(Verb verb) {
        var help = new HelpText();
        help.line("nodethaw " + verb.name() + ": " + verb.summary());
        help.line("");
        help.line("usage: nodethaw " + verb.usage() + " [OPTION...]");
        help.line("");
        for (var detail : verb.details()) {
            help.line(detail);
        }
        help.section("options");
        help.options(verb.options());
        return help.out.toString();
    }

    private void section(String title) {
        line("");
        line(title);
    }

    private void options(List<Option> options) {
        for (var option : options) {
            row((option.letter() == 0 ? "    " : "") + option.usage(), option.help());
        }
    }

    private void row(String left, String right) {
        out.append("  ").append(left);
        for (int i = left.length(); i < COLUMN; i++) {
            out.append(' ');
        }
        line(" " + right);
    }

    private void line(String text) {
        out.append(text).append('\n');
    }
}
