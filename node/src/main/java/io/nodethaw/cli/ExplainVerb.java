package io.nodethaw.cli;

import io.nodethaw.analysis.Explanation;
import io.nodethaw.report.ExplanationReport;
import io.nodethaw.report.OutputFormat;
import java.util.ArrayList;
import java.util.List;

/** What a finding means. */
final class ExplainVerb implements Verb {
    private static final Synopsis SYNOPSIS = new Synopsis(
            "explain",
            "[CODE...]",
            Synopsis.Operands.CODES,
            0,
            Integer.MAX_VALUE,
            List.of(),
            List.of("text", "wide", "json", "yaml"),
            "what a finding means, how to confirm it, what to do",
            List.of("Without a code it lists all codes. The name of a hop stands for all its codes."),
            List.of("nodethaw explain systemd.deaf-on-bus", "nodethaw explain systemd"),
            List.of());

    @Override
    public Synopsis synopsis() {
        return SYNOPSIS;
    }

    @Override
    public int run(Invocation given) throws Failure {
        var tools = given.tools();
        var output = given.output();
        var arguments = given.arguments();
        var pages = tools.explanations();
        boolean list = arguments.operands().isEmpty() && output.format() == OutputFormat.TEXT;
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
