package io.nodethaw.cli;

import java.util.List;

/** What was a node waiting for when its evidence was saved? */
final class AnalyzeVerb implements Verb {
    private static final Synopsis SYNOPSIS = new Synopsis(
            "analyze",
            "FILE...",
            Synopsis.Operands.FILES,
            1,
            Integer.MAX_VALUE,
            List.of(),
            Synopsis.VERDICT_FORMATS,
            "judge files from a node, on any machine; - reads stdin",
            List.of(
                    "FILE is saved evidence, goroutine dumps (also in a log), or a list of processes (ps -eo "
                            + "pid,ppid,stat,comm); it may be compressed with gzip.",
                    "It applies the same rules as diagnose. Each file of saved evidence gets a verdict; loose files "
                            + "of one node get one verdict together."),
            List.of(
                    "nodethaw analyze evidence.json",
                    "nodethaw analyze containerd.txt dockerd.txt shim.txt",
                    "ssh node nodethaw --save-evidence - -q | nodethaw analyze -"),
            List.of());

    @Override
    public Synopsis synopsis() {
        return SYNOPSIS;
    }

    @Override
    public int run(Invocation given) {
        return new Analyze(given.tools(), given.output(), given.stdin()).run(given.arguments());
    }
}
