package io.nodethaw.cli;

import java.util.ArrayList;
import java.util.List;

/** The script for bash. Bash splits words at an equals sign, so that in "--output=json" the value is a separate word. */
final class BashCompletion {
    private static final String BEGIN = """
            # bash completion of nodethaw: source <(nodethaw completion bash)
            _nodethaw() {
                local word="${COMP_WORDS[COMP_CWORD]}" before="${COMP_WORDS[COMP_CWORD-1]}" verb=DEFAULT i j words='' names='' files=''
                if [[ $word == = ]]; then
                    word=''
                elif [[ $before == = ]]; then
                    before="${COMP_WORDS[COMP_CWORD-2]}"
                fi
                for ((i = 1; i < COMP_CWORD; i++)); do
                    case "${COMP_WORDS[i]}" in VERBS) verb="${COMP_WORDS[i]}"; break ;; esac
                done
            """;

    private static final String END = """
                if [[ $word != -* ]]; then
                    [[ -n $files ]] && compopt -o filenames && mapfile -t COMPREPLY < <(compgen -f -- "$word")
                    local IFS=$'\\n'
                    [[ $names == all ]] && COMPREPLY+=($(compgen -W "$(NAMES)" -- "$word"))
                    [[ $names == programs ]] && COMPREPLY+=($(compgen -W "$(PROGRAMS)" -- "$word"))
                    IFS=$' \\t\\n'
                fi
                COMPREPLY+=($(compgen -W "$words" -- "$word"))
            }
            complete -F _nodethaw nodethaw
            """;

    private final List<String> codes;
    private final StringBuilder out = new StringBuilder();

    BashCompletion(List<String> codes) {
        this.codes = codes;
    }

    String script() {
        var verbs = Completion.names(Table.VERBS);
        out.append(BEGIN.replace("DEFAULT", Table.DEFAULT.synopsis().name()).replace("VERBS", String.join("|", verbs)));
        Table.VERBS.forEach(this::below);
        out.append("    case \"$before\" in\n");
        Table.options(Table.VERBS).stream().filter(Option::takesValue).forEach(this::value);
        out.append("    esac\n    case \"$verb\" in\n");
        Completion.all(Table.VERBS).forEach(this::verb);
        out.append("    esac\n    ((i == COMP_CWORD)) && words+=' ")
                .append(String.join(" ", verbs))
                .append("'\n");
        return out.append(END.replace("NAMES", Completion.NAMES).replace("PROGRAMS", Completion.PROGRAMS))
                .toString();
    }

    /** Finds the verb below this one, behind it. */
    private void below(Verb verb) {
        if (!verb.verbs().isEmpty()) {
            var name = verb.synopsis().name();
            out.append("    [[ $verb == ").append(name).append(" ]] && for ((j = i + 1; j < COMP_CWORD; j++)); do\n");
            out.append("        case \"${COMP_WORDS[j]}\" in ")
                    .append(String.join("|", Completion.names(verb.verbs())))
                    .append(") verb=\"")
                    .append(name)
                    .append(" ${COMP_WORDS[j]}\"; break ;; esac\n    done\n");
        }
    }

    private static String pattern(Verb verb) {
        var name = verb.synopsis().name();
        return name.indexOf(' ') < 0 ? name : Completion.quoted(name);
    }

    private void value(Option option) {
        var patterns = option.letter() == 0 ? "--" + option.name() : "-" + option.letter() + "|--" + option.name();
        out.append("        ").append(patterns).append(") ");
        if (option.name().equals(Table.OUTPUT.name())) {
            out.append("case \"$verb\" in ");
            for (var verb : Completion.all(Table.VERBS)) {
                out.append(pattern(verb))
                        .append(") words='")
                        .append(String.join(" ", verb.synopsis().formats()))
                        .append("' ;; ");
            }
            out.append("esac; COMPREPLY=($(compgen -W \"$words\" -- \"$word\")); return");
        } else if (option.choices().isEmpty()) {
            out.append(option.takesFile() ? "compopt -o default; COMPREPLY=(); return" : "COMPREPLY=(); return");
        } else {
            out.append("COMPREPLY=($(compgen -W '")
                    .append(String.join(" ", option.choices()))
                    .append("' -- \"$word\")); return");
        }
        out.append(" ;;\n");
    }

    private void verb(Verb verb) {
        var synopsis = verb.synopsis();
        boolean names = synopsis.operands() == Synopsis.Operands.NAMES;
        boolean files = synopsis.operands() == Synopsis.Operands.FILES;
        boolean both = synopsis.operands() == Synopsis.Operands.NAMES_AND_FILES;
        out.append("        ")
                .append(pattern(verb))
                .append(") words='")
                .append(String.join(" ", words(verb)))
                .append('\'')
                .append(names ? " names=all" : both ? " names=programs" : "")
                .append(files || both ? " files=1" : "")
                .append(" ;;\n");
    }

    private List<String> words(Verb verb) {
        var words = new ArrayList<>(Completion.words(verb, codes));
        for (var option : verb.synopsis().options()) {
            words.add("--" + option.name());
            if (option.letter() != 0) {
                words.add("-" + option.letter());
            }
        }
        return words;
    }
}
