package io.nodethaw.cli;

import io.nodethaw.report.Report;
import java.util.List;

/** What is this node waiting for? */
final class Diagnose {
    private final Tools tools;
    private final Output output;

    Diagnose(Tools tools, Output output) {
        this.tools = tools;
        this.output = output;
    }

    int run(Arguments arguments) throws Failure, InterruptedException {
        var limit = arguments.limit();
        output.progress("looking at this node, " + limit.toMillis() + " ms a probe ...");
        var evidence = tools.looker().look(limit, _ -> false);
        var judged = tools.judge(evidence);
        var report = new Report(judged.verdict(), judged.graph(), judged.view(), output.tool(), "", List.of());
        output.print(report.print(output.format(), output.ink()));
        // after the verdict: the disk may be what hangs
        return new Saving(arguments, tools::codec, output)
                .exit(evidence, judged.verdict().state().exitCode());
    }
}
