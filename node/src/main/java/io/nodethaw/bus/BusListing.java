package io.nodethaw.bus;

import io.nodethaw.evidence.BusLimits;
import io.nodethaw.evidence.Evidence;
import io.nodethaw.evidence.Freeze;
import io.nodethaw.evidence.Told;
import io.nodethaw.wait.NodeView;
import java.time.Duration;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * Who is on the bus.
 *
 * @param clients connections, the oldest first; the bus itself among them
 * @param users the users, those with most connections first
 * @param limits those that count here
 * @param rules match rules of all connections together; empty where the bus does not tell
 * @param rulesWhy why not
 * @param keptWhy why the bus does not tell how much it keeps for each; empty where it does
 * @param activatable names without an owner for which a call would start a service
 * @param complete false when time was up before the bus had told all
 * @param why the bus told nothing; empty when it did
 */
public record BusListing(
        List<Client> clients,
        List<User> users,
        Limits limits,
        Optional<Integer> rules,
        String rulesWhy,
        String keptWhy,
        List<String> activatable,
        boolean complete,
        Optional<String> why) {
    public BusListing {
        clients = List.copyOf(clients);
        users = List.copyOf(users);
        activatable = List.copyOf(activatable);
    }

    /**
     * A connection.
     *
     * @param names well-known names that it owns, in the order of the alphabet
     * @param process "systemd 1"; empty where its process is not in sight
     * @param age of the process
     * @param queue of all connections of its process, which cannot be told apart
     * @param kept what the bus keeps of this one; empty where it does not tell
     * @param ours true for the connection of this command
     */
    public record Client(
            String unique,
            List<String> names,
            Optional<Integer> pid,
            Optional<Long> uid,
            Optional<String> process,
            Optional<Duration> age,
            Optional<ControlGroup> group,
            Optional<Integer> rules,
            Optional<BusEnds> queue,
            Optional<KeptBytes.Kept> kept,
            boolean ours) {
        public Client {
            names = List.copyOf(names);
        }
    }

    /** The connections of one user. */
    public record User(long uid, int connections) {}

    /**
     * What dbus-daemon allows.
     *
     * @param why none of it is told: dbus-broker has no fixed numbers, or it is not known which bus this is; empty where it is told
     */
    public record Limits(
            Optional<Limit> perUser,
            Optional<Limit> all,
            Optional<Limit> rulesOfOne,
            Optional<Limit> repliesOfOne,
            String why) {
        static Limits none(String why) {
            return new Limits(Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty(), why);
        }
    }

    /**
     * One limit.
     *
     * @param file that sets it; empty where the default counts
     * @param read false when the configuration could not be read, so that the default is a guess
     */
    public record Limit(long value, Optional<String> file, boolean read) {}

    /** dbus-broker divides what there is among the users (dbus-broker src/launch/launcher.c). */
    private static final String BROKER = "dbus-broker";

    private static final String DAEMON = "dbus-daemon";

    private static final String UNTOLD = "this bus does not tell them";

    /** The name of the bus itself, and its connection. */
    private static final String BUS = "org.freedesktop.DBus";

    /** What the readings tell. */
    public static BusListing of(Evidence evidence) {
        var names = evidence.seen(BusNames.TYPE);
        if (names.isEmpty()) {
            return new BusListing(
                    List.of(),
                    List.of(),
                    Limits.none("the bus told nothing"),
                    Optional.empty(),
                    "",
                    "",
                    List.of(),
                    false,
                    Optional.of(Told.why(evidence.reading(BusNames.TYPE))));
        }
        var known = names.get();
        var view = new NodeView(evidence);
        var rules = evidence.seen(MatchRules.TYPE);
        var clients = known.peers().stream()
                .map(peer -> client(peer, known, view, rules))
                .sorted(Comparator.comparing((Client client) -> client.unique().startsWith(":"))
                        .thenComparing(Client::unique, BusListing::byAge))
                .toList();
        return new BusListing(
                clients,
                users(known),
                limits(view, known),
                rules.map(MatchRules::sum),
                untold(Told.why(evidence.reading(MatchRules.TYPE))),
                keptWhy(evidence),
                known.activatable().stream()
                        .filter(name -> known.owner(name).isEmpty())
                        .sorted()
                        .toList(),
                known.complete(),
                Optional.empty());
    }

    /** The policy of the bus lets root ask; dbus-broker, and a dbus-daemon that is built so, do not tell numbers of debugging. */
    private static String untold(String why) {
        if (why.startsWith("org.freedesktop.DBus.Error.AccessDenied")) {
            return "the bus does not let us ask";
        }
        return why.startsWith("org.freedesktop.DBus.Error.Unknown") || why.contains("Unimplemented") ? UNTOLD : why;
    }

    /** dbus-broker answers, and tells other things. */
    private static String keptWhy(Evidence evidence) {
        return evidence.seen(KeptBytes.TYPE)
                        .filter(kept -> kept.all().isEmpty())
                        .isPresent()
                ? UNTOLD
                : untold(Told.why(evidence.reading(KeptBytes.TYPE)));
    }

    private static Client client(BusNames.Peer peer, BusNames known, NodeView view, Optional<MatchRules> rules) {
        var process = peer.pid().flatMap(view::process);
        return new Client(
                peer.unique(),
                known.names().stream()
                        .filter(owned -> owned.owner().equals(peer.unique()))
                        .map(BusNames.Owned::name)
                        .sorted()
                        .toList(),
                peer.pid(),
                peer.uid(),
                process.map(one -> view.name(one.pid())),
                process.flatMap(view::age),
                peer.pid()
                        .flatMap(pid -> view.evidence().seen(Freeze.TYPE, pid))
                        .flatMap(ControlGroup::of),
                rules.flatMap(all -> all.of(peer.unique())),
                peer.pid()
                        .flatMap(pid -> view.evidence().seen(BusEnds.TYPE, pid))
                        .flatMap(BusEnds::known),
                view.evidence().seen(KeptBytes.TYPE).flatMap(all -> all.of(peer.unique())),
                peer.unique().equals(known.ours()));
    }

    /** ":1.9" before ":1.10": by length, then as text. */
    private static int byAge(String one, String other) {
        return Comparator.comparingInt(String::length)
                .thenComparing(Comparator.naturalOrder())
                .compare(one, other);
    }

    private static List<User> users(BusNames known) {
        var counts = new TreeMap<Long, Integer>();
        known.peers().stream()
                .filter(peer -> peer.unique().startsWith(":"))
                .forEach(peer -> peer.uid().ifPresent(uid -> counts.merge(uid, 1, Integer::sum)));
        return counts.entrySet().stream()
                .map(entry -> new User(entry.getKey(), entry.getValue()))
                .sorted(Comparator.comparingInt(User::connections).reversed())
                .toList();
    }

    /** What counts is which program serves the bus; what that is called it does not tell itself. */
    private static Limits limits(NodeView view, BusNames known) {
        var peer = known.peer(BUS);
        var daemon = peer.flatMap(BusNames.Peer::pid).flatMap(view::process);
        if (peer.isEmpty() && !known.complete()) {
            return Limits.none("not known: the bus had not told its process when time was up");
        }
        if (daemon.isEmpty()) {
            return Limits.none("not known: the process of the bus is not in sight");
        }
        if (daemon.get().comm().startsWith(BROKER)) {
            return Limits.none("dbus-broker has no fixed ones: it divides what there is among the users");
        }
        if (!daemon.get().comm().equals(DAEMON)) {
            return Limits.none("not known: the bus is no dbus-daemon");
        }
        return new Limits(
                Optional.of(limit(view, BusLimits.CONNECTIONS_PER_USER)),
                Optional.of(limit(view, BusLimits.CONNECTIONS)),
                Optional.of(limit(view, BusLimits.MATCH_RULES)),
                Optional.of(limit(view, BusLimits.REPLIES)),
                "");
    }

    private static Limit limit(NodeView view, String name) {
        var settings = view.evidence().seen(BusLimits.TYPE);
        return settings.flatMap(read -> read.limit(name))
                .map(set -> new Limit(set.value(), Optional.of(set.file()), true))
                .orElseGet(() -> new Limit(BusLimits.usual(name), Optional.empty(), settings.isPresent()));
    }

    /** The processes with several connections, by pid; the bus itself does not count. */
    public Map<Integer, Long> several() {
        var counts = new HashMap<Integer, Long>();
        clients.stream()
                .filter(client -> client.unique().startsWith(":") && !client.ours())
                .forEach(client -> client.pid().ifPresent(pid -> counts.merge(pid, 1L, Long::sum)));
        counts.values().removeIf(count -> count < 2);
        return counts;
    }
}
