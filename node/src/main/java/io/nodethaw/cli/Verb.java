package io.nodethaw.cli;

import java.util.ArrayList;
import java.util.List;

/**
 * One verb of the command.
 *
 * @param operands how they are called in help: "PID|NAME..."; empty for none
 * @param min how many operands it needs
 * @param max how many it takes
 * @param choices the only operands it takes; empty when any text may do
 * @param summary what it does, in one line
 * @param details what else to know; a line each
 * @param own options besides those that every verb has
 */
record Verb(
        String name,
        String operands,
        int min,
        int max,
        List<String> choices,
        String summary,
        List<String> details,
        List<Option> own) {

    /** Its options, its own first. */
    List<Option> options() {
        var all = new ArrayList<>(own);
        all.addAll(Table.COMMON);
        return all;
    }

    /** True when there are waits to draw. */
    boolean hasGraph() {
        return switch (name) {
            case "diagnose", "chain", "analyze" -> true;
            default -> false;
        };
    }

    /** "chain PID|NAME...". */
    String usage() {
        return operands.isEmpty() ? name : name + " " + operands;
    }
}
