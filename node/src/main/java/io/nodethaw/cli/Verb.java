package io.nodethaw.cli;

import java.io.IOException;
import java.util.List;

/** One verb of the command: how it is called, and what it does. A new one is a class and a line in {@link Table}. */
interface Verb {
    /** How it is called. No lambdas and no equals of records in it: --help asks all verbs and must start fast. */
    Synopsis synopsis();

    /** Does it, and returns the exit code. */
    int run(Invocation given) throws Failure, IOException, InterruptedException;

    /** Verbs below it, as in "bus list"; none for most. */
    default List<Verb> verbs() {
        return List.of();
    }
}
