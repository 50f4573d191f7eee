package io.nodethaw.agent;

import io.nodethaw.agent.http.Page;
import io.nodethaw.agent.http.PageServer;
import io.nodethaw.agent.metrics.Exposition;
import io.nodethaw.collect.Host;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.Map;
import java.util.function.Supplier;

/** Serves the metrics and the health of the agent. Where its port is taken, it tries again while the agent goes on. */
final class Listening {
    private static final Duration AGAIN = Duration.ofMinutes(1);

    private final Host host;
    private final InetSocketAddress address;
    private final Gauges gauges;
    private final Supplier<Duration> silent;
    private final LogLines log;

    /** @param silent the agent is not well when its last look ended longer ago */
    Listening(Host host, InetSocketAddress address, Gauges gauges, Supplier<Duration> silent, LogLines log) {
        this.host = host;
        this.address = address;
        this.gauges = gauges;
        this.silent = silent;
        this.log = log;
    }

    /** Begins, in a thread of its own. */
    void start() {
        host.ticker().start("listen", this::listen);
    }

    private void listen() {
        var server = new PageServer(host, Map.of("/metrics", this::metrics, "/healthz", _ -> health()));
        try {
            while (!isBound(server)) {
                host.ticker().pause(AGAIN);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private boolean isBound(PageServer server) {
        try {
            server.listen(address);
            return true;
        } catch (IOException e) {
            log.say(
                    LogLines.Level.WARNING,
                    "event",
                    "listen-failed",
                    "address",
                    address.getHostString() + ":" + address.getPort(),
                    "why",
                    String.valueOf(e.getMessage()));
            return false;
        }
    }

    Page metrics(String accept) {
        var format = Exposition.Format.of(accept);
        return new Page(200, format.contentType(), gauges.text(format));
    }

    Page health() {
        var since = gauges.sinceLook();
        return since.compareTo(silent.get()) <= 0
                ? Page.text(200, "ok\n")
                : Page.text(503, "no look has ended for " + since.toSeconds() + " s\n");
    }
}
