package io.nodethaw.cli;

import java.util.List;

/**
 * One option of the command.
 *
 * @param letter its short form, 0 for none
 * @param name its long form, without dashes
 * @param value what its value is called in help; empty for one without a value
 * @param choices the only values it takes; empty when it takes any text
 * @param help what it does, in one line
 */
record Option(char letter, String name, String value, List<String> choices, String help) {
    boolean takesValue() {
        return !value.isEmpty();
    }

    /** True when this may be its value; what only the verb can tell is not looked at. */
    boolean takes(String text) {
        return choices.isEmpty() || choices.contains(text);
    }

    /** True where the value is the name of a file. */
    boolean takesFile() {
        return value.equals("FILE");
    }

    /** "-o, --output FORMAT". */
    String usage() {
        var usage = new StringBuilder();
        if (letter != 0) {
            usage.append('-').append(letter).append(", ");
        }
        usage.append("--").append(name);
        if (takesValue()) {
            usage.append(' ').append(value);
        }
        return usage.toString();
    }
}
