package io.nodethaw.cli;

import io.nodethaw.analysis.Explanation;
import java.util.List;

/** Completion scripts. */
final class CompletionVerb implements Verb {
    private static final Synopsis SYNOPSIS = new Synopsis(
            "completion",
            "SHELL",
            Synopsis.Operands.CHOICES,
            1,
            1,
            List.of("bash", "zsh", "fish"),
            List.of(),
            "print a completion script for bash, zsh or fish",
            List.of("It completes verbs, options, formats, codes of findings, files and names of processes."),
            List.of(
                    "source <(nodethaw completion bash)",
                    "source <(nodethaw completion zsh)",
                    "nodethaw completion fish | source"),
            List.of());

    @Override
    public Synopsis synopsis() {
        return SYNOPSIS;
    }

    @Override
    public int run(Invocation given) {
        var codes = given.tools().explanations().stream().map(Explanation::code).toList();
        given.output().print(Completion.of(given.arguments().operands().getFirst(), codes));
        return 0;
    }
}
