package io.nodethaw.agent;

import io.nodethaw.collect.Host;
import java.io.IOException;
import java.io.PrintStream;
import java.util.ArrayList;
import java.util.Optional;
import java.util.function.Supplier;

/** The agent with all that it tells. */
public final class Resident {
    private final Agent agent;
    private final LogLines log;
    private final Optional<ServiceState> service;
    private final Settings settings;

    /** Where the service manager is told how the agent is, by messages of sd_notify(3). */
    public interface Notify {
        /** Sends one; never waits. */
        void send(String message) throws IOException;
    }

    /**
     * An agent that has not begun.
     *
     * @param open opens a session of looks
     * @param err where its log goes
     * @param journal true where the journal reads that
     * @param notify the service manager; empty where none started it
     */
    public Resident(
            Host host,
            Settings settings,
            Supplier<Eyes> open,
            PrintStream err,
            boolean journal,
            Optional<Notify> notify) {
        this.settings = settings;
        this.log = new LogLines(host, err, journal);
        this.service = notify.map(channel -> new ServiceState(host, channel));
        var followers = new ArrayList<Follower>();
        followers.add(log);
        service.ifPresent(followers::add);
        this.agent = new Agent(host, settings, open, followers);
    }

    /** Looks until the program ends. */
    public void run() throws InterruptedException {
        log.say(
                LogLines.Level.INFO,
                "event",
                "started",
                "every",
                settings.every().toSeconds() + "s",
                "hold",
                settings.hold().toSeconds() + "s");
        agent.run(() -> false);
    }

    /** The program is about to end: tells so, and does not wait for anybody. */
    public void stopping() {
        log.say(LogLines.Level.INFO, "event", "stopping");
        service.ifPresent(ServiceState::stopping);
    }
}
