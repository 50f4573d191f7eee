package io.nodethaw.cli;

import java.util.List;

/** What was a node waiting for when its evidence was saved? */
final class AnalyzeVerb implements Verb {
    private static final Synopsis SYNOPSIS = new Synopsis(
            "analyze",
            "PATH...",
            Synopsis.Operands.FILES,
            1,
            Integer.MAX_VALUE,
            List.of(),
            Synopsis.VERDICT_FORMATS,
            "judge files from a node, on any machine; - reads stdin",
            List.of(
                    "PATH is saved evidence, or any text with goroutine dumps, lists of processes (ps), kernel logs, "
                            + "/proc/PID/stack,",
                    "lists of open files, sockets and locks (lsof, ss, netstat, lslocks), units (systemctl), df,"
                            + " kubectl get,",
                    "or logs of kubelet, runtimes and systemd in it, also pasted into other text; or a folder of them. "
                            + "Any of it may be packed: gzip, bzip2, xz, zstd, lz4, tar, zip, also within each other.",
                    "It applies the same rules as diagnose. Each file of saved evidence gets a verdict; loose files "
                            + "of one node get one verdict together."),
            List.of(
                    "nodethaw analyze evidence.json",
                    "nodethaw analyze containerd.txt dockerd.txt shim.txt",
                    "nodethaw analyze sosreport.tar.xz",
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
