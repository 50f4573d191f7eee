package io.nodethaw.cli;

import java.io.IOException;
import java.util.List;

/** One verb of the command: how it is called, and what it does. A new verb is a class and a line in {@link Table}. */
interface Verb {
    /** How it is called. It must use no lambdas and no equals of records, because --help asks all verbs and must start fast. */
    Synopsis synopsis();

    /** Runs it, and returns the exit code. */
    int run(Invocation given) throws Failure, IOException, InterruptedException;

    /** Its sub-verbs, as in "bus list"; most verbs have none. */
    default List<Verb> verbs() {
        return List.of();
    }
}
