package io.nodethaw.cli;

import io.nodethaw.heal.HealResult;
import io.nodethaw.report.HealingReport;
import java.io.IOException;
import java.util.List;

/** Gets the node moving again, or says how it would. */
final class Heal {
    private final Tools tools;
    private final Output output;

    Heal(Tools tools, Output output) {
        this.tools = tools;
        this.output = output;
    }

    int run(Arguments arguments) throws Failure, IOException, InterruptedException {
        var limit = arguments.limit();
        boolean yes = arguments.has(Table.YES);
        output.progress("looking at this node, " + limit.toMillis() + " ms a probe ...");
        var before = tools.looker().look(limit, _ -> false);
        boolean saved = new Saving(arguments, tools::codec, output).save(before);
        var healing = saved || !yes ? tools.healer().heal(before, limit, yes, output::progress) : refused();
        var report = new HealingReport(
                healing.ending().word(),
                healing.ending().exitCode(),
                healing.what(),
                healing.finding(),
                healing.steps(),
                healing.next(),
                output.tool());
        output.print(report.print(output.format(), output.ink()));
        return saved || yes ? healing.ending().exitCode() : Cli.INTERNAL_ERROR;
    }

    private static HealResult refused() {
        return new HealResult(
                HealResult.Ending.REFUSED,
                "the evidence could not be saved",
                "",
                List.of(),
                "save it elsewhere, or leave --save-evidence out");
    }
}
