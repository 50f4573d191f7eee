package io.nodethaw.cli;

import java.util.List;

/** The script for zsh. Its _arguments knows how options and their values are written. */
final class ZshCompletion {
    private final List<String> codes;
    private final StringBuilder out = new StringBuilder();

    ZshCompletion(List<String> codes) {
        this.codes = codes;
    }

    String script() {
        var verbs = String.join("|", Completion.names(Table.VERBS));
        out.append("#compdef nodethaw\n# zsh completion of nodethaw: source <(nodethaw completion zsh)\n");
        function("_nodethaw_names", Completion.NAMES);
        function("_nodethaw_programs", Completion.PROGRAMS);
        out.append("_nodethaw() {\n    local -a verbs=(\n");
        for (var verb : Table.VERBS) {
            out.append("        ")
                    .append(Completion.quoted(
                            verb.synopsis().name() + ":" + verb.synopsis().summary()))
                    .append('\n');
        }
        out.append("    )\n    local verb=")
                .append(Table.DEFAULT.synopsis().name())
                .append(" word\n");
        out.append("    for word in ${words[2,CURRENT-1]}; do\n        case $word in ");
        out.append(verbs).append(") verb=$word; break ;; esac\n    done\n");
        Table.VERBS.forEach(this::below);
        out.append("    case $verb in\n");
        for (var verb : Table.VERBS) {
            verb(verb, "");
            for (var below : verb.verbs()) {
                verb(below, "'2: :(" + String.join(" ", Completion.names(verb.verbs())) + ")' ");
            }
        }
        out.append("    esac\n}\n");
        return out.append("compdef _nodethaw nodethaw\n").toString();
    }

    private void function(String name, String command) {
        out.append(name)
                .append("() {\n    local -a names=(${(f)\"$(")
                .append(command)
                .append(")\"})\n    compadd -a names\n}\n");
    }

    /** Finds the verb below this one. */
    private void below(Verb verb) {
        if (!verb.verbs().isEmpty()) {
            var name = verb.synopsis().name();
            out.append("    [[ $verb == ").append(name).append(" ]] && for word in ${words[2,CURRENT-1]}; do\n");
            out.append("        case $word in ")
                    .append(String.join("|", Completion.names(verb.verbs())))
                    .append(") verb=\"")
                    .append(name)
                    .append(" $word\"; break ;; esac\n    done\n");
        }
    }

    /** @param second what may stand behind the first verb; empty where operands do */
    private void verb(Verb verb, String second) {
        var name = verb.synopsis().name();
        out.append("        ").append(name.indexOf(' ') < 0 ? name : Completion.quoted(name));
        out.append(") _arguments -S");
        verb.synopsis()
                .options()
                .forEach(option -> out.append(" \\\n            ").append(option(option)));
        out.append(" \\\n            '1: :{_describe verb verbs}' ")
                .append(second)
                .append(operands(verb))
                .append(" ;;\n");
    }

    private static String option(Option option) {
        var rest = "[" + option.help().replace("[", "\\[").replace("]", "\\]").replace(":", "\\:") + "]"
                + (option.takesValue() ? ":" + option.value() + ":" + values(option) : "");
        var name = "--" + option.name() + (option.takesValue() ? "=" : "");
        return option.letter() == 0
                ? Completion.quoted(name + rest)
                : "{-" + option.letter() + "," + name + "}" + Completion.quoted(rest);
    }

    private static String values(Option option) {
        if (option.choices().isEmpty()) {
            return option.takesFile() ? "_files" : " ";
        }
        return "(" + String.join(" ", option.choices()) + ")";
    }

    private String operands(Verb verb) {
        var words = Completion.words(verb, codes);
        if (!words.isEmpty()) {
            return "'*:operand:(" + String.join(" ", words) + ")'";
        }
        return switch (verb.synopsis().operands()) {
            case NAMES -> "'*:process:_nodethaw_names'";
            case NAMES_AND_FILES ->
                "'*:process or file:{_alternative \"names:process:_nodethaw_programs\" \"files:file:_files\"}'";
            case FILES -> "'*:file:_files'";
            case NONE, CHOICES, CODES -> "'*: : '";
        };
    }
}
