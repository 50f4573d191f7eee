package io.nodethaw.cli;

import io.nodethaw.report.Format;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Reads a command line by the table. Options may stand before the verb; "--" ends them; the verb may be left out. */
final class ArgumentParser {
    private final String[] args;
    private final List<String> words = new ArrayList<>();
    private final Map<String, String> values = new HashMap<>();
    private final List<Option> given = new ArrayList<>();
    private int next;

    ArgumentParser(String... args) {
        this.args = args.clone();
    }

    /** Understands all of it, or fails with what is wrong. */
    Arguments parse() throws Failure {
        boolean options = true;
        while (next < args.length) {
            var arg = args[next++];
            if (options && arg.equals("--")) {
                options = false;
            } else if (options && arg.startsWith("--")) {
                readLong(arg.substring(2));
            } else if (options && arg.startsWith("-") && arg.length() > 1) {
                readShort(arg);
            } else {
                words.add(arg);
            }
        }
        return check();
    }

    /** What was understood before the failure: enough to know in which form to report it. */
    Arguments soFar() {
        return new Arguments(Table.DIAGNOSE, false, List.of(), values);
    }

    private void readLong(String text) throws Failure {
        int equals = text.indexOf('=');
        var name = equals < 0 ? text : text.substring(0, equals);
        var option = find(name);
        if (option == null) {
            throw Failure.usage("no option --" + name, Guess.of("--" + name, longNames(), "see nodethaw --help"));
        }
        if (!option.takesValue() && equals >= 0) {
            throw Failure.usage("--" + name + " takes no value", "write only --" + name);
        }
        take(option, equals < 0 ? null : text.substring(equals + 1));
    }

    private void readShort(String arg) throws Failure {
        for (int i = 1; i < arg.length(); i++) {
            var option = find(arg.charAt(i));
            if (option == null) {
                throw Failure.usage("no option -" + arg.charAt(i), "see nodethaw --help");
            }
            if (option.takesValue()) {
                take(option, i + 1 < arg.length() ? arg.substring(i + 1) : null);
                return;
            }
            take(option, null);
        }
    }

    private void take(Option option, @Nullable String attached) throws Failure {
        var value = attached;
        if (option.takesValue() && value == null) {
            if (next == args.length) {
                throw Failure.usage(
                        "--" + option.name() + " needs a value", "write --" + option.name() + " " + option.value());
            }
            value = args[next++];
        }
        if (value != null && !option.choices().isEmpty() && !option.choices().contains(value)) {
            throw Failure.usage(
                    "--" + option.name() + " cannot be '" + value + "'",
                    Guess.of(value, option.choices(), "use " + either(option.choices())));
        }
        values.put(option.name(), value == null ? "" : value);
        given.add(option);
    }

    private Arguments check() throws Failure {
        if (!words.isEmpty() && words.getFirst().equals("help")) {
            words.removeFirst();
            values.put(Table.HELP.name(), "");
        }
        var verb = words.isEmpty() ? Table.DIAGNOSE : verb(words.getFirst());
        var operands = words.isEmpty() ? words : words.subList(1, words.size());
        for (var option : given) {
            if (!Table.holds(verb.options(), option)) {
                throw Failure.usage(
                        verb.name() + " has no option --" + option.name(), "see nodethaw " + verb.name() + " --help");
            }
        }
        var arguments = new Arguments(verb, !words.isEmpty(), operands, values);
        if (arguments.format() == Format.DOT && !verb.hasGraph()) {
            throw Failure.usage(verb.name() + " has no graph to print", "-o dot is for diagnose, chain and analyze");
        }
        if (arguments.format() == Format.HTML && !verb.equals(Table.STACKS)) {
            throw Failure.usage(verb.name() + " has no page to print", "-o html is for stacks");
        }
        if (!arguments.has(Table.HELP) && !arguments.has(Table.VERSION)) {
            checkOperands(verb, operands);
        }
        return arguments;
    }

    private static void checkOperands(Verb verb, List<String> operands) throws Failure {
        if (operands.size() < verb.min()) {
            throw Failure.usage(verb.name() + " needs " + verb.operands(), "usage: nodethaw " + verb.usage());
        }
        if (operands.size() > verb.max()) {
            throw Failure.usage(
                    verb.name() + " does not take '" + operands.get(verb.max()) + "'",
                    "usage: nodethaw " + verb.usage());
        }
        for (var operand : operands) {
            if (!verb.choices().isEmpty() && !verb.choices().contains(operand)) {
                throw Failure.usage(
                        verb.name() + " does not know '" + operand + "'",
                        Guess.of(operand, verb.choices(), "use " + either(verb.choices())));
            }
        }
    }

    private static Verb verb(String word) throws Failure {
        var names = new ArrayList<String>();
        for (var verb : Table.VERBS) {
            if (verb.name().equals(word)) {
                return verb;
            }
            names.add(verb.name());
        }
        boolean number = !word.isEmpty() && Character.isDigit(word.charAt(0));
        throw Failure.usage(
                "no verb '" + word + "'",
                number
                        ? "for what a process waits for: nodethaw chain " + word
                        : Guess.of(word, names, "see nodethaw --help"));
    }

    private static @Nullable Option find(String name) {
        for (var option : Table.options()) {
            if (option.name().equals(name)) {
                return option;
            }
        }
        return null;
    }

    private static @Nullable Option find(char letter) {
        for (var option : Table.options()) {
            if (option.letter() == letter) {
                return option;
            }
        }
        return null;
    }

    private static List<String> longNames() {
        var names = new ArrayList<String>();
        for (var option : Table.options()) {
            names.add("--" + option.name());
        }
        return names;
    }

    private static String either(List<String> choices) {
        return String.join(", ", choices.subList(0, choices.size() - 1)) + " or " + choices.getLast();
    }
}
