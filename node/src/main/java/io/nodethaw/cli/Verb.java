package io.nodethaw.cli;

import java.io.IOException;
import java.util.List;

/** One verb of the command: how it is called, and what it does. A new verb is a class and a line in {@link Table}. */
interface Verb {
    /** How it is called. It must use no lambdas and no equals of records, because --help asks all verbs and must start fast. */
    Synopsis synopsis();

    /** Runs it, and returns the exit code. */
    int run(Invocation given) throws Failure, IOException, InterruptedException;

    /** The exit code when what it prints could not be written: a verdict that nobody can read does not count. */
    default int unwritten() {
        return Cli.INTERNAL_ERROR;
    }

    /** Its sub-verbs, as in "bus list"; most verbs have none. */
    default List<Verb> verbs() {
        return List.of();
    }
}
