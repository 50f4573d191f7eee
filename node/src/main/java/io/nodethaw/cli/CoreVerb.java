package io.nodethaw.cli;

import java.io.IOException;
import java.util.List;

/** What does a core tell: who waits for what in it? */
final class CoreVerb implements Verb {
    static final Option EXE = new Option(
            '\0', "exe", "FILE", List.of(), "the program that has left the core, when it is not where it was");

    private static final Synopsis SYNOPSIS = new Synopsis(
            "core",
            "FILE",
            Synopsis.Operands.FILES,
            1,
            1,
            List.of(),
            List.of("text", "wide", "json", "yaml"),
            "threads and goroutines of a core, and who waits for what in it",
            List.of(
                    "FILE is an ELF core of x86-64 or arm64: of gcore, the kernel or systemd-coredump, also packed with",
                    "zstd, lz4, xz or gzip. Code and tables of its program, which a core leaves out, are read from the file",
                    "that was mapped, where this machine has the same build, or from --exe FILE.",
                    "Of systemd it reads the message counter of its connection to the bus.",
                    "Stacks of C are those of eu-stack where that is installed (package elfutils), else those that frame",
                    "pointers prove.",
                    "Exit codes: 0 everything was read, 2 something could not be read."),
            List.of(
                    "nodethaw core core.1234",
                    "nodethaw core core.containerd.0.zst --exe /usr/bin/containerd",
                    "nodethaw core core.systemd -o json | jq .counter"),
            List.of(EXE, StacksVerb.FULL, Table.LIMIT));

    @Override
    public Synopsis synopsis() {
        return SYNOPSIS;
    }

    @Override
    public int run(Invocation given) throws Failure, IOException, InterruptedException {
        return new ReadCore(given).run();
    }
}
