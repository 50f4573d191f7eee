package io.nodethaw.cli;

import java.util.ArrayList;
import java.util.List;

/** Completion scripts for shells, made from the table. */
final class Completion {
    private Completion() {}

    /** The script for bash, zsh or fish. */
    static String of(String shell) {
        return switch (shell) {
            case "bash" -> bash();
            case "zsh" -> zsh();
            default -> fish();
        };
    }

    private static String bash() {
        var out = new StringBuilder("# bash completion of nodethaw: source <(nodethaw completion bash)\n");
        out.append("_nodethaw() {\n");
        out.append(
                "    local word=\"${COMP_WORDS[COMP_CWORD]}\" before=\"${COMP_WORDS[COMP_CWORD-1]}\" verb=diagnose i\n");
        out.append("    for ((i = 1; i < COMP_CWORD; i++)); do\n");
        out.append("        case \"${COMP_WORDS[i]}\" in ").append(String.join("|", verbs()));
        out.append(") verb=\"${COMP_WORDS[i]}\"; break ;; esac\n    done\n");
        out.append("    case \"$before\" in\n");
        for (var option : Table.options()) {
            if (option.takesValue()) {
                out.append("        ").append(patterns(option)).append(") ");
                out.append(
                        option.choices().isEmpty()
                                ? "compopt -o default; COMPREPLY=(); return"
                                : "mapfile -t COMPREPLY < <(compgen -W '" + String.join(" ", option.choices())
                                        + "' -- \"$word\"); return");
                out.append(" ;;\n");
            }
        }
        out.append("    esac\n    local words\n    case \"$verb\" in\n");
        for (var verb : Table.VERBS) {
            out.append("        ").append(verb.name()).append(") words='").append(String.join(" ", words(verb)));
            out.append("' ;;\n");
        }
        out.append("    esac\n");
        out.append("    ((i == COMP_CWORD)) && words+=' ")
                .append(String.join(" ", verbs()))
                .append("'\n");
        out.append("    [[ $verb == ")
                .append(Table.ANALYZE.name())
                .append(" && $word != -* ]] && compopt -o default\n");
        out.append("    mapfile -t COMPREPLY < <(compgen -W \"$words\" -- \"$word\")\n}\n");
        return out.append("complete -F _nodethaw nodethaw\n").toString();
    }

    private static String zsh() {
        var out = new StringBuilder(
                "#compdef nodethaw\n# zsh completion of nodethaw: source <(nodethaw completion zsh)\n");
        out.append("_nodethaw() {\n    local -a verbs=(\n");
        for (var verb : Table.VERBS) {
            out.append("        ")
                    .append(quoted(verb.name() + ":" + verb.summary()))
                    .append('\n');
        }
        out.append("    )\n    local verb=diagnose word\n");
        out.append("    for word in ${words[2,CURRENT-1]}; do\n");
        out.append("        case $word in ")
                .append(String.join("|", verbs()))
                .append(") verb=$word; break ;; esac\n    done\n");
        out.append("    case $verb in\n");
        for (var verb : Table.VERBS) {
            out.append("        ").append(verb.name()).append(") _arguments -S");
            verb.options().forEach(option -> out.append(" \\\n            ").append(zshOption(option)));
            out.append(" \\\n            '1: :{_describe verb verbs}' ")
                    .append(zshOperands(verb))
                    .append(" ;;\n");
        }
        out.append("    esac\n}\n");
        return out.append("compdef _nodethaw nodethaw\n").toString();
    }

    private static String zshOption(Option option) {
        var rest = "[" + option.help().replace("[", "\\[").replace("]", "\\]").replace(":", "\\:") + "]"
                + (option.takesValue()
                        ? ":" + option.value() + ":"
                                + (option.choices().isEmpty()
                                        ? "_files"
                                        : "(" + String.join(" ", option.choices()) + ")")
                        : "");
        var name = "--" + option.name() + (option.takesValue() ? "=" : "");
        return option.letter() == 0 ? quoted(name + rest) : "{-" + option.letter() + "," + name + "}" + quoted(rest);
    }

    private static String zshOperands(Verb verb) {
        return verb.choices().isEmpty()
                ? "'*:operand:_files'"
                : "'*:operand:(" + String.join(" ", verb.choices()) + ")'";
    }

    private static String fish() {
        var out = new StringBuilder("# fish completion of nodethaw: nodethaw completion fish | source\n");
        var any = "__fish_seen_subcommand_from " + String.join(" ", verbs());
        out.append("complete -c nodethaw -f\n");
        for (var verb : Table.VERBS) {
            out.append("complete -c nodethaw -n 'not ")
                    .append(any)
                    .append("' -a ")
                    .append(verb.name());
            out.append(" -d ").append(quoted(verb.summary())).append('\n');
            if (!verb.choices().isEmpty()) {
                out.append("complete -c nodethaw -n '__fish_seen_subcommand_from ")
                        .append(verb.name());
                out.append("' -a '").append(String.join(" ", verb.choices())).append("'\n");
            }
        }
        out.append("complete -c nodethaw -n '__fish_seen_subcommand_from ")
                .append(Table.ANALYZE.name())
                .append("' -F\n");
        Table.COMMON.forEach(option -> out.append("complete -c nodethaw").append(fishOption(option)));
        for (var verb : Table.VERBS) {
            for (var option : verb.own()) {
                var where = "__fish_seen_subcommand_from " + verb.name();
                if (verb.equals(Table.DIAGNOSE)) {
                    where += "; or not " + any;
                }
                out.append("complete -c nodethaw -n '")
                        .append(where)
                        .append('\'')
                        .append(fishOption(option));
            }
        }
        return out.toString();
    }

    private static String fishOption(Option option) {
        return (option.letter() == 0 ? "" : " -s " + option.letter()) + " -l " + option.name()
                + (option.takesValue()
                        ? option.choices().isEmpty() ? " -r -F" : " -x -a '" + String.join(" ", option.choices()) + "'"
                        : "")
                + " -d " + quoted(option.help()) + "\n";
    }

    private static List<String> words(Verb verb) {
        var words = new ArrayList<>(verb.choices());
        for (var option : verb.options()) {
            words.add("--" + option.name());
            if (option.letter() != 0) {
                words.add("-" + option.letter());
            }
        }
        return words;
    }

    private static String patterns(Option option) {
        return option.letter() == 0 ? "--" + option.name() : "-" + option.letter() + "|--" + option.name();
    }

    private static List<String> verbs() {
        return Table.VERBS.stream().map(Verb::name).toList();
    }

    private static String quoted(String text) {
        return "'" + text.replace("'", "'\\''") + "'";
    }
}
