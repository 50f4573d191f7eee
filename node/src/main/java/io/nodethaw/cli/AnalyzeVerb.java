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
            Synopsis.GRAPH_FORMATS,
            "judge files from a node, away from it; - reads stdin",
            List.of(
                    "FILE is saved evidence, goroutine dumps (also in a log), or a list of processes (ps -eo pid,ppid,stat,comm), packed with gzip or not.",
                    "The same rules as diagnose. Saved evidence gets a verdict for each file; loose files of one node get one together."),
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
