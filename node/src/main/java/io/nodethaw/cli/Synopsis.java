package io.nodethaw.cli;

import java.util.ArrayList;
import java.util.List;

/**
 * How a verb is called: what help, completion and the manual page say about it, and what the parser accepts.
 *
 * @param name as it is typed; for a sub-verb with the name of its verb: "bus list"
 * @param usage how its operands are called in help: "PID|NAME..."; empty for none
 * @param operands what they are
 * @param min how many operands it needs
 * @param max how many it takes
 * @param choices the only operands it takes; empty when it takes any text
 * @param formats in which it prints its result, the default first; empty for a verb that only prints text and has no --output
 * @param summary what it does, in one line
 * @param details what else to know, one line for each thing
 * @param examples whole commands
 * @param own its own options, besides those that every verb has
 */
record Synopsis(
        String name,
        String usage,
        Operands operands,
        int min,
        int max,
        List<String> choices,
        List<String> formats,
        String summary,
        List<String> details,
        List<String> examples,
        List<Option> own) {

    /** What completion offers for an operand. */
    enum Operands {
        NONE,
        /** One of the choices. */
        CHOICES,
        FILES,
        /** Names of processes. */
        NAMES,
        NAMES_AND_FILES,
        /** Codes of findings. */
        CODES
    }

    /** The formats of verbs whose result is a graph of waits. */
    static final List<String> GRAPH_FORMATS = List.of("text", "wide", "json", "yaml", "dot");

    /** The formats of verbs whose result is a verdict. */
    static final List<String> VERDICT_FORMATS = List.of("text", "wide", "line", "json", "yaml", "dot");

    /** All its options, its own first. */
    List<Option> options() {
        var all = new ArrayList<>(notCommon());
        all.addAll(Table.COMMON);
        return all;
    }

    /** Its own options, and the one for its formats. */
    List<Option> notCommon() {
        var all = new ArrayList<>(own);
        if (!formats.isEmpty()) {
            all.add(Table.output(formats));
        }
        return all;
    }

    /** "chain PID|NAME". */
    String line() {
        return usage.isEmpty() ? name : name + " " + usage;
    }
}
