package io.nodethaw.cli;

import java.util.List;

/** The version, as with --version. */
final class VersionVerb implements Verb {
    private static final Synopsis SYNOPSIS = new Synopsis(
            "version",
            "",
            Synopsis.Operands.NONE,
            0,
            0,
            List.of(),
            List.of(),
            "show the version",
            List.of(),
            List.of("nodethaw version"),
            List.of());

    @Override
    public Synopsis synopsis() {
        return SYNOPSIS;
    }

    @Override
    public int run(Invocation given) {
        given.output().print(given.output().tool() + "\n");
        return 0;
    }
}
