package io.nodethaw.cli;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Parses a command line by the table. Options may come before the verb; "--" ends them; the verb may be left out. */
final class ArgumentParser {
    private final List<Verb> verbs;
    private final String[] args;
    private final List<String> words = new ArrayList<>();
    private final Map<String, String> values = new HashMap<>();
    private final List<Option> given = new ArrayList<>();
    private Optional<String> unknownForm = Optional.empty();
    private int next;

    ArgumentParser(List<Verb> verbs, String... args) {
        this.verbs = verbs;
        this.args = args.clone();
    }

    /** Parses all of it, or fails with what is wrong. */
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

    /** What was parsed before the failure: enough to know in which format to report it. */
    Arguments soFar() {
        return new Arguments(Table.DEFAULT, false, List.of(), values);
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
        var text = value == null ? "" : value;
        if (option.name().equals(Table.OUTPUT.name())
                && !option.takes(text)) { // not among the values, because errors are printed in this format
            unknownForm = Optional.of(text);
            given.add(option);
            return;
        }
        values.put(option.name(), text);
        given.add(option);
    }

    private static Failure wrong(Option option, String value) {
        return Failure.usage(
                "--" + option.name() + " cannot be '" + value + "'",
                Guess.of(value, option.choices(), "use " + either(option.choices())));
    }

    private Arguments check() throws Failure {
        if (!words.isEmpty() && words.getFirst().equals("help")) {
            words.removeFirst();
            values.put(Table.HELP.name(), "");
        }
        var verb = words.isEmpty() ? Table.DEFAULT : verb("", words.getFirst(), verbs);
        int used = Math.min(1, words.size());
        while (used < words.size() && !verb.verbs().isEmpty()) { // "bus list"
            verb = verb(verb.synopsis().name(), words.get(used++), verb.verbs());
        }
        var operands = words.subList(used, words.size());
        var synopsis = verb.synopsis();
        for (var option : given) {
            checkOption(option, synopsis);
        }
        var arguments = new Arguments(verb, !words.isEmpty(), operands, values);
        if (!arguments.has(Table.HELP) && !arguments.has(Table.VERSION)) {
            checkOperands(synopsis, operands);
        }
        return arguments;
    }

    private void checkOption(Option option, Synopsis verb) throws Failure {
        var own = Table.find(verb.options(), option.name());
        if (own == null) {
            throw Failure.usage(
                    verb.name() + " has no option --" + option.name(), "see nodethaw " + verb.name() + " --help");
        }
        if (option.name().equals(Table.OUTPUT.name()) && unknownForm.isPresent()) {
            throw wrong(own, unknownForm.get());
        }
        var format = values.getOrDefault(Table.OUTPUT.name(), "");
        if (option.name().equals(Table.OUTPUT.name()) && !verb.formats().contains(format)) {
            throw Failure.usage(
                    verb.name() + " has no form '" + format + "'",
                    "-o " + format + " is for " + having(format) + "; " + verb.name() + " has "
                            + either(verb.formats()));
        }
        var value = values.getOrDefault(own.name(), "");
        if (!own.takes(value)) {
            throw wrong(own, value);
        }
    }

    private String having(String format) {
        var names = new ArrayList<String>();
        for (var verb : verbs) {
            if (verb.synopsis().formats().contains(format)) {
                names.add(verb.synopsis().name());
            }
        }
        return String.join(", ", names);
    }

    private static void checkOperands(Synopsis verb, List<String> operands) throws Failure {
        if (operands.size() < verb.min()) {
            throw Failure.usage(verb.name() + " needs " + verb.usage(), "usage: nodethaw " + verb.line());
        }
        if (operands.size() > verb.max()) {
            throw Failure.usage(
                    verb.name() + " does not take '" + operands.get(verb.max()) + "'",
                    "usage: nodethaw " + verb.line());
        }
        for (var operand : operands) {
            if (!verb.choices().isEmpty() && !verb.choices().contains(operand)) {
                throw Failure.usage(
                        verb.name() + " does not know '" + operand + "'",
                        Guess.of(operand, verb.choices(), "use " + either(verb.choices())));
            }
        }
    }

    /** The verb among these, which are below another one or none, whose name ends with this word. */
    private static Verb verb(String above, String word, List<Verb> among) throws Failure {
        var names = new ArrayList<String>();
        for (var verb : among) {
            var name = verb.synopsis().name();
            var last = name.substring(name.lastIndexOf(' ') + 1);
            if (last.equals(word)) {
                return verb;
            }
            names.add(last);
        }
        boolean number = !word.isEmpty() && Character.isDigit(word.charAt(0));
        throw Failure.usage(
                above.isEmpty() ? "no verb '" + word + "'" : above + " has no verb '" + word + "'",
                number
                        ? "for what a process waits for: nodethaw chain " + word
                        : Guess.of(
                                word,
                                names,
                                above.isEmpty() ? "see nodethaw --help" : "use " + String.join(", ", names)));
    }

    /** The first of this name; verbs may each have their own. */
    private @Nullable Option find(String name) {
        return Table.find(Table.options(verbs), name);
    }

    private @Nullable Option find(char letter) {
        for (var option : Table.options(verbs)) {
            if (option.letter() == letter) {
                return option;
            }
        }
        return null;
    }

    private List<String> longNames() {
        var names = new ArrayList<String>();
        for (var option : Table.options(verbs)) {
            names.add("--" + option.name());
        }
        return names;
    }

    private static String either(List<String> choices) {
        return String.join(", ", choices.subList(0, choices.size() - 1)) + " or " + choices.getLast();
    }
}
