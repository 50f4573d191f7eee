package io.nodethaw.cli;

import io.nodethaw.heal.HealResult;
import io.nodethaw.heal.Selection;
import io.nodethaw.report.HealingReport;
import java.io.IOException;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/** Gets the node moving again, or says how it would. */
final class HealVerb implements Verb {
    static final Option YES = new Option('y', "yes", "", List.of(), "apply the cure; without this nothing is changed");

    private static final Option ONLY = new Option(
            '\0', "only", "CODES", List.of(), "treat only findings of these codes, separated by commas: shim.stopped");
    private static final Option NOT =
            new Option('\0', "not", "KINDS", List.of(), "do nothing of these kinds, separated by commas: restart,end");

    private static final Synopsis SYNOPSIS = new Synopsis(
            "heal",
            "",
            Synopsis.Operands.NONE,
            0,
            0,
            List.of(),
            List.of("text", "json", "yaml"),
            "choose the least disruptive cure; nothing is changed without --yes",
            List.of(
                    "Kinds are the first words of the cures' names after the dot: continue, thaw, start, restart, end, abort.",
                    "Exit codes: 0 healed or nothing to do, 1 not healed, or something to do but no --yes, 2 refused.",
                    "With --save-evidence nothing is changed if the evidence cannot be saved."),
            List.of("nodethaw heal", "nodethaw heal --yes --save-evidence /run/before.json"),
            List.of(YES, ONLY, NOT, Table.SAVE, Table.LIMIT));

    @Override
    public Synopsis synopsis() {
        return SYNOPSIS;
    }

    @Override
    public int run(Invocation given) throws Failure, IOException, InterruptedException {
        var tools = given.tools();
        var output = given.output();
        var arguments = given.arguments();
        var limit = arguments.limit();
        boolean yes = arguments.has(YES);
        var selection = selection(arguments, tools.cures());
        var before = Diagnosing.look(given).evidence();
        boolean saved = new Saving(arguments, tools::codec, output).save(before);
        var healing = saved || !yes ? tools.heal(before, limit, yes, selection, output::progress) : refused();
        var report = new HealingReport(
                healing.ending().word(),
                healing.ending().exitCode(),
                healing.what(),
                healing.finding(),
                healing.cure(),
                healing.steps(),
                healing.next(),
                output.tool());
        output.print(report.print(output.format(), output.ink()));
        return saved || yes ? healing.ending().exitCode() : Cli.INTERNAL_ERROR;
    }

    private static Selection selection(Arguments arguments, Selection.Choices choices) throws Failure {
        return new Selection(
                listed(arguments, ONLY, "code that a cure answers", choices.codes()),
                listed(arguments, NOT, "kind of cure", choices.kinds()));
    }

    private static Set<String> listed(Arguments arguments, Option option, String what, Set<String> known)
            throws Failure {
        var given = arguments.value(option).map(text -> Set.copyOf(Arrays.asList(text.split(",", -1))));
        for (var one : given.orElse(Set.of())) {
            if (!known.contains(one)) {
                throw Failure.usage(
                        "--" + option.name() + ": '" + one + "' is no " + what,
                        "there are " + String.join(", ", new TreeSet<>(known)));
            }
        }
        return given.orElse(Set.of());
    }

    private static HealResult refused() {
        return new HealResult(
                HealResult.Ending.REFUSED,
                "the evidence could not be saved",
                "",
                "",
                List.of(),
                "save it elsewhere, or omit --save-evidence");
    }
}
