package io.nodethaw.cli;

import io.nodethaw.agent.Settings;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.List;
import java.util.Optional;

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

    private static final Option LISTEN = new Option(
            '\0',
            "listen",
            "ADDRESS:PORT",
            List.of(),
            "where metrics are served (/metrics, /healthz); default 127.0.0.1:20258, off for nowhere");

    private static final String LOOPBACK = "127.0.0.1:20258";

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
                    "Where looks cannot tell it is unknown. Each change is a line on stderr. Changes nothing; ends with SIGTERM.",
                    "Serves metrics for Prometheus on loopback. No label names a pod, a container or a process."),
            List.of("nodethaw agent", "nodethaw agent --every 30s --hold 1m", "nodethaw agent --listen 10.0.0.7:20258"),
            List.of(EVERY, HOLD, LISTEN, Table.LIMIT));

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
                arguments.limit(),
                listen(arguments.value(LISTEN).orElse(LOOPBACK)));
        return given.tools().agent(settings);
    }

    /** An address by its numbers: a look-up of names would ask whoever may hang. */
    private static Optional<InetSocketAddress> listen(String text) throws Failure {
        if (text.equals("off")) {
            return Optional.empty();
        }
        int colon = text.lastIndexOf(':');
        try {
            var address = text.substring(0, Math.max(colon, 0));
            boolean bare = !address.startsWith("[");
            var inside = bare ? address : address.substring(1, address.length() - 1);
            int port = Integer.parseInt(text.substring(colon + 1));
            if (port > 0 && (!bare || inside.indexOf(':') < 0) && (bare || address.endsWith("]"))) {
                return Optional.of(new InetSocketAddress(InetAddress.ofLiteral(inside), port));
            }
        } catch (IllegalArgumentException e) { // no number, or no address
            throw wrong(text);
        }
        throw wrong(text);
    }

    private static Failure wrong(String text) {
        return Failure.usage(
                "--listen " + text + " is no address with a port",
                "write numbers, such as 127.0.0.1:20258 or [::1]:20258; off for nowhere");
    }
}
