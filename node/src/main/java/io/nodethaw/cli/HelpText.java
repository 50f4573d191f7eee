package io.nodethaw.cli;

import java.util.List;

/** The text of --help. It is made with plain loops, because it must start fast. */
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
            help.row(verb.synopsis().line(), verb.synopsis().summary());
        }
        help.section("options of every verb");
        help.options(Table.COMMON);
        help.section(
                "options without a verb: those of " + Table.DEFAULT.synopsis().name());
        help.options(Table.DEFAULT.synopsis().notCommon());
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
        var synopsis = verb.synopsis();
        help.line("nodethaw " + synopsis.name() + ": " + synopsis.summary());
        help.line("");
        help.line("usage: nodethaw " + synopsis.line() + " [OPTION...]");
        if (!synopsis.details().isEmpty()) {
            help.line("");
        }
        for (var detail : synopsis.details()) {
            help.line(detail);
        }
        help.below(verb);
        help.section(synopsis.examples().size() == 1 ? "example" : "examples");
        for (var example : synopsis.examples()) {
            help.line("  " + example);
        }
        help.section("options");
        help.options(synopsis.options());
        help.line("");
        help.line("With every verb exit code 64 is wrong usage, and 70 an internal error.");
        return help.out.toString();
    }

    /** The sub-verbs of this verb. */
    private void below(Verb verb) {
        if (!verb.verbs().isEmpty()) {
            line("");
        }
        for (var each : verb.verbs()) {
            row(each.synopsis().line(), each.synopsis().summary());
        }
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
