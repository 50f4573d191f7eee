package io.nodethaw.agent;

import io.nodethaw.agent.cluster.Courier;
import io.nodethaw.agent.cluster.NodeRequests;
import io.nodethaw.agent.cluster.Reply;
import io.nodethaw.agent.config.SettingsSource;
import io.nodethaw.agent.cure.Attempt;
import io.nodethaw.agent.cure.Healer;
import io.nodethaw.agent.cure.Told;
import io.nodethaw.collect.Host;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Supplier;

/** The agent with all that it tells. */
public final class Resident {
    private final Agent agent;
    private final LogLines log;
    private final Optional<ServiceState> service;
    private final Optional<Listening> listening;
    private final LiveSettings settings;
    private final Reload reload;

    /** Where the service manager is told how the agent is, by messages of sd_notify(3). */
    public interface Notify {
        /** Sends one; never waits. */
        void send(String message) throws IOException;
    }

    /**
     * The cluster.
     *
     * @param node this one
     * @param courier takes requests there
     */
    public record Cluster(NodeRequests node, Courier courier) {
        /** Takes the conditions off the node again. */
        public Reply remove() {
            var types = Arrays.stream(Kind.values()).map(Kind::type).toList();
            return courier.send(List.of(node.without(types))).getFirst();
        }
    }

    /**
     * What surrounds it.
     *
     * @param err where its log goes
     * @param journal true where the journal reads that
     * @param service the service manager; empty where none started it
     * @param version of this program
     * @param history keeps what has changed
     * @param folder where it says how the node is: /run/nodethaw
     * @param cluster is told what it sees; empty where there is none
     * @param source where settings are read anew
     * @param healer heals this node where the policy allows it
     */
    public record Surroundings(
            PrintStream err,
            boolean journal,
            Optional<Notify> service,
            String version,
            History history,
            Path folder,
            Optional<Cluster> cluster,
            SettingsSource source,
            Healer healer) {}

    /**
     * An agent that has not begun.
     *
     * @param open opens a session of looks
     */
    public Resident(Host host, LiveSettings settings, Supplier<Eyes> open, Surroundings around) {
        this.settings = settings;
        this.log = new LogLines(host, around.err(), around.journal());
        this.service = around.service().map(channel -> new ServiceState(host, channel));
        this.reload = new Reload(host, settings, around.source(), log, service);
        var gauges = new Gauges(host, around.version(), settings);
        Supplier<Duration> silent = () -> silent(settings.now());
        this.listening = settings.now().listen().map(address -> new Listening(host, address, gauges, silent, log));
        var followers = new ArrayList<Follower>(List.of(log, gauges));
        service.ifPresent(followers::add);
        var standing = new StandingFile(host, around.folder(), silent, settings::refused);
        followers.add(standing);
        followers.add(new LevelsFile(host, around.folder(), gauges::levels));
        followers.add(around.history());
        around.cluster()
                .ifPresent(cluster -> followers.add(new ClusterNews(host, cluster.node(), cluster.courier(), log)));
        Consumer<Told> tells = told -> followers.forEach(follower -> follower.told(told));
        var attempt = new Attempt(host, among(settings.now(), around.cluster()), around.healer(), tells);
        followers.add(new Curing(host, () -> settings.now().cures(), attempt, tells));
        var pace = new Pace(() -> OwnCost.read().map(OwnCost::seconds));
        this.agent = new Agent(host, settings, open, followers, pace, standing.fresh());
    }

    private static Optional<Attempt.Cluster> among(Settings settings, Optional<Cluster> cluster) {
        boolean account = settings.cluster()
                .filter(member -> member.kubeconfig().isEmpty())
                .isPresent();
        return cluster.map(
                there -> new Attempt.Cluster(there.courier(), there.node().node(), account));
    }

    /** The agent is not well when no look has ended for so long. */
    private static Duration silent(Settings settings) {
        return settings.every().plus(settings.every()).plus(Agent.longest(settings));
    }

    /** Looks until the program ends. */
    public void run() throws InterruptedException {
        log.say(
                LogLines.Level.INFO,
                "event",
                "started",
                "every",
                settings.now().every().toSeconds() + "s",
                "hold",
                settings.now().hold().toSeconds() + "s");
        listening.ifPresent(Listening::start);
        agent.run(() -> false);
    }

    /** Has the settings read anew; returns at once. Any thread may ask. */
    public void reload() {
        reload.ask();
    }

    /** The program is about to end: tells so, and does not wait for anybody. */
    public void stopping() {
        log.say(LogLines.Level.INFO, "event", "stopping");
        service.ifPresent(ServiceState::stopping);
    }
}
