package io.nodethaw.cli;

import io.nodethaw.analysis.Explanation;
import io.nodethaw.report.ExplanationReport;
import io.nodethaw.report.Format;
import java.util.ArrayList;
import java.util.List;

/** What a finding means. */
final class Explain {
    private final Tools tools;
    private final Output output;

    Explain(Tools tools, Output output) {
        this.tools = tools;
        this.output = output;
    }

    int run(Arguments arguments) throws Failure {
        var pages = tools.explanations();
        boolean list = arguments.operands().isEmpty() && output.format() == Format.TEXT;
        var wanted = arguments.operands().isEmpty() ? pages : pick(pages, arguments.operands());
        var report = new ExplanationReport(wanted, output.tool());
        output.print(list ? report.list(output.ink()) : report.print(output.format(), output.ink()));
        return 0;
    }

    private static List<Explanation> pick(List<Explanation> pages, List<String> codes) throws Failure {
        var picked = new ArrayList<Explanation>();
        for (var code : codes) {
            var found = pages.stream()
                    .filter(page -> page.code().equals(code) || page.code().startsWith(code + "."))
                    .toList();
            if (found.isEmpty()) {
                var all = pages.stream().map(Explanation::code).toList();
                throw Failure.usage(
                        "no finding '" + code + "'", Guess.of(code, all, "list them with: nodethaw explain"));
            }
            picked.addAll(found);
        }
        return picked;
    }
}
