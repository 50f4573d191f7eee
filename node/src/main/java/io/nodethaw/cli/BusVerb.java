package io.nodethaw.cli;

import java.util.List;

/** The message bus; what it tells is asked by the verbs below it. */
final class BusVerb implements Verb {
    private static final Synopsis SYNOPSIS = new Synopsis(
            "bus",
            "list|tree|serial|monitor",
            Synopsis.Operands.CHOICES,
            1,
            1,
            List.of(),
            List.of(),
            "the message bus: who is on it, who answers, what passes, systemd's message counter",
            List.of("Exit codes: 0 done, 2 could not ask."),
            List.of("nodethaw bus list", "nodethaw bus tree", "nodethaw bus serial", "nodethaw bus monitor"),
            List.of());

    @Override
    public Synopsis synopsis() {
        return SYNOPSIS;
    }

    @Override
    public List<Verb> verbs() {
        return List.of(
                new BusListVerb(),
                new BusTreeVerb(),
                new BusSerialVerb(),
                new BusMonitorVerb()); // made when asked for, because --help starts fast
    }

    /** Never called: the parser goes on to a verb below it. */
    @Override
    public int run(Invocation given) throws Failure {
        throw Failure.usage("bus needs " + SYNOPSIS.usage(), "usage: nodethaw " + SYNOPSIS.line());
    }
}
