package io.nodethaw.cli;

import java.util.ArrayList;
import java.util.List;

/** Completion scripts for shells, made from the table. */
final class Completion {
    /**
     * A shell command that prints the names of all processes. It does not use ps, which may hang on a sick node. A process
     * chooses its own name: names that a shell could take for more than one word are left out, because completion puts them on
     * a command line.
     */
    static final String NAMES = "cat /proc/*/comm 2>/dev/null | grep -xE \"[A-Za-z0-9][A-Za-z0-9._:@+-]*\" | sort -u";

    /**
     * The same, of programs only: the kernel's threads, which have no goroutines, have no memory of their own either (VmSize in
     * their status, proc_pid_status(5)).
     */
    static final String PROGRAMS =
            "cat /proc/*/status 2>/dev/null | sed -n \"/^Name:/h;/^VmSize:/{g;s/^Name:.//p;}\" | "
                    + "grep -xE \"[A-Za-z0-9][A-Za-z0-9._:@+-]*\" | sort -u";

    private Completion() {}

    /**
     * The script for bash, zsh or fish.
     *
     * @param codes of all findings
     */
    static String of(String shell, List<String> codes) {
        return switch (shell) {
            case "bash" -> new BashCompletion(codes).script();
            case "zsh" -> new ZshCompletion(codes).script();
            default -> new FishCompletion(codes).script();
        };
    }

    /** The names of these verbs. */
    static List<String> names(List<Verb> verbs) {
        return verbs.stream()
                .map(verb -> verb.synopsis().name())
                .map(name -> name.substring(name.lastIndexOf(' ') + 1))
                .toList();
    }

    /** These verbs with those below them. */
    static List<Verb> all(List<Verb> verbs) {
        var all = new ArrayList<Verb>();
        for (var verb : verbs) {
            all.add(verb);
            all.addAll(all(verb.verbs()));
        }
        return all;
    }

    /** The words that an operand may be, when they are known beforehand: sub-verbs, choices, codes. */
    static List<String> words(Verb verb, List<String> codes) {
        if (!verb.verbs().isEmpty()) {
            return names(verb.verbs());
        }
        return switch (verb.synopsis().operands()) {
            case CODES -> codes;
            case CHOICES -> verb.synopsis().choices();
            case NONE, FILES, NAMES, NAMES_AND_FILES -> List.of();
        };
    }

    static String quoted(String text) {
        return "'" + text.replace("'", "'\\''") + "'";
    }
}
