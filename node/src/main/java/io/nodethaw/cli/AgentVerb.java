package io.nodethaw.cli;

import io.nodethaw.agent.Settings;
import java.util.List;

/** Stays, and tells when the node stalls. */
final class AgentVerb implements Verb {
    private static final Option EVERY = new Option(
            '\0', "every", "DURATION", List.of(), "time between two looks while all is well, 2s to 1h; default 10s");
    private static final Option HOLD = new Option(
            '\0',
            "hold",
            "DURATION",
            List.of(),
            "how long something has to be so before it is published, 1s to 1h; default 30s");

    private static final Synopsis SYNOPSIS = new Synopsis(
            "agent",
            "",
            Synopsis.Operands.NONE,
            0,
            0,
            List.of(),
            List.of(),
            "stays, and tells when this node stalls or fails",
            List.of(
                    "Looks again and again, and publishes what two looks agree on: the conditions NodeStalled and NodeFailing.",
                    "One becomes true after it held for --hold, and false only when looks confirm that the node is well.",
                    "Where looks cannot tell it is unknown. Each change is a line on stderr. Changes nothing; ends with SIGTERM."),
            List.of("nodethaw agent", "nodethaw agent --every 30s --hold 1m"),
            List.of(EVERY, HOLD, Table.LIMIT));

    @Override
    public Synopsis synopsis() {
        return SYNOPSIS;
    }

    @Override
    public int run(Invocation given) throws Failure, InterruptedException {
        var arguments = given.arguments();
        var every = arguments.value(EVERY);
        var hold = arguments.value(HOLD);
        var settings = new Settings(
                every.isEmpty() ? Settings.USUAL.every() : Durations.EVERY.parse(every.get()),
                hold.isEmpty() ? Settings.USUAL.hold() : Durations.HOLD.parse(hold.get()),
                arguments.limit());
        return given.tools().agent(settings);
    }
}
