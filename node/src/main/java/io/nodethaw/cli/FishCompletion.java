package io.nodethaw.cli;

import java.util.List;

/** The script for fish: one line for each word that it may offer, with the verb after which the word is offered. */
final class FishCompletion {
    private static final String AFTER = "__fish_seen_subcommand_from ";

    private final List<String> codes;
    private final StringBuilder out = new StringBuilder();

    FishCompletion(List<String> codes) {
        this.codes = codes;
    }

    String script() {
        out.append("# fish completion of nodethaw: nodethaw completion fish | source\n");
        out.append("complete -c nodethaw -f\n");
        for (var verb : Table.VERBS) {
            var noVerb = "not " + AFTER + String.join(" ", Completion.names(Table.VERBS));
            var after = AFTER + verb.synopsis().name();
            line(
                    noVerb,
                    " -a " + verb.synopsis().name() + " -d "
                            + Completion.quoted(verb.synopsis().summary()) + "\n");
            var below = Completion.names(verb.verbs());
            verb(verb, below.isEmpty() ? after : after + "; and not " + AFTER + String.join(" ", below), noVerb);
            for (int i = 0; i < below.size(); i++) {
                verb(verb.verbs().get(i), after + "; and " + AFTER + below.get(i), noVerb);
            }
        }
        Table.COMMON.forEach(option -> out.append("complete -c nodethaw").append(option(option)));
        return out.toString();
    }

    /**
     * What follows a verb.
     *
     * @param after when it was written
     * @param noVerb when none was
     */
    private void verb(Verb verb, String after, String noVerb) {
        var synopsis = verb.synopsis();
        var words = Completion.words(verb, codes);
        if (!words.isEmpty()) {
            line(after, " -a " + Completion.quoted(String.join(" ", words)) + "\n");
        }
        switch (synopsis.operands()) {
            case NAMES -> names(after, Completion.NAMES);
            case NAMES_AND_FILES -> names(after, Completion.PROGRAMS);
            case NONE, CHOICES, FILES, CODES -> {}
        }
        switch (synopsis.operands()) {
            case FILES, NAMES_AND_FILES -> line(after, " -F\n");
            case NONE, CHOICES, NAMES, CODES -> {}
        }
        boolean isDefault = synopsis.name().equals(Table.DEFAULT.synopsis().name());
        for (var option : synopsis.options()) {
            if (!Table.holds(Table.COMMON, option)) {
                line(isDefault ? after + "; or " + noVerb : after, option(option));
            }
        }
    }

    private void names(String condition, String command) {
        line(condition, " -a " + Completion.quoted("(" + command + ")") + "\n");
    }

    private void line(String condition, String rest) {
        out.append("complete -c nodethaw -n '").append(condition).append('\'').append(rest);
    }

    private static String option(Option option) {
        return (option.letter() == 0 ? "" : " -s " + option.letter()) + " -l " + option.name()
                + (option.takesValue()
                        ? option.takesFile() ? " -r -F" : " -x -a '" + String.join(" ", option.choices()) + "'"
                        : "")
                + " -d " + Completion.quoted(option.help()) + "\n";
    }
}
