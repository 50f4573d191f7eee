package io.nodethaw.cli;

import java.util.List;

/** The manual page. */
final class ManVerb implements Verb {
    private static final Synopsis SYNOPSIS = new Synopsis(
            "man",
            "",
            Synopsis.Operands.NONE,
            0,
            0,
            List.of(),
            List.of(),
            "print the manual page",
            List.of(),
            List.of("nodethaw man | man -l -"),
            List.of());

    @Override
    public Synopsis synopsis() {
        return SYNOPSIS;
    }

    @Override
    public int run(Invocation given) {
        given.output().print(ManPage.of());
        return 0;
    }
}
