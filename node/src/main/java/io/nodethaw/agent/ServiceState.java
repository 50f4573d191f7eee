package io.nodethaw.agent;

import io.nodethaw.collect.Host;
import java.io.IOException;
import java.util.List;

/**
 * Tells the service manager how the agent is: ready after the first look, and alive after each look that has ended. Where looks hang
 * nobody feeds its watchdog.
 */
final class ServiceState implements Follower {
    /** Messages that wait for a socket that hangs: the state of a reload is not to be lost. */
    private static final int WAITING = 4;

    private final Host host;
    private final Resident.Notify channel;
    private final Beside telling;
    private volatile boolean ready;

    ServiceState(Host host, Resident.Notify channel) {
        this.channel = channel;
        this.host = host;
        this.telling = new Beside(host, "notify", WAITING);
    }

    @Override
    public void round(Rounds.Ending ending, List<Published> conditions) {
        if (ending instanceof Rounds.Ending.Looked looked) {
            var status = "STATUS=" + looked.seen().line();
            var message = ready ? "WATCHDOG=1\n" + status : "READY=1\nWATCHDOG=1\n" + status;
            ready = true;
            telling.give(() -> send(message));
        }
    }

    /** The settings are being read anew; the time is that of CLOCK_MONOTONIC, which newer versions of systemd want to have. */
    void reloading() {
        if (ready) {
            telling.give(
                    () -> send("RELOADING=1\nMONOTONIC_USEC=" + host.ticker().nanos() / 1000));
        }
    }

    /** They have been read, or refused. */
    void reloaded() {
        if (ready) {
            telling.give(() -> send("READY=1"));
        }
    }

    /** The agent is about to end. */
    void stopping() {
        send("STOPPING=1");
    }

    private void send(String message) {
        try {
            channel.send(message);
        } catch (IOException e) {
            return; // a service manager that cannot be told finds out by itself
        }
    }
}
