package io.nodethaw.hop.systemd;

import io.nodethaw.analysis.Confidence;
import io.nodethaw.analysis.Explanation;
import io.nodethaw.analysis.Proof;
import io.nodethaw.analysis.Step;
import io.nodethaw.evidence.BusLimits;
import io.nodethaw.evidence.Key;
import io.nodethaw.evidence.Reading;
import io.nodethaw.evidence.RefusedStarts;
import io.nodethaw.hop.Depth;
import io.nodethaw.hop.Obstacle;
import io.nodethaw.hop.Refusal;
import io.nodethaw.wait.NodeView;
import io.nodethaw.wait.Vertex;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * The bus refuses root's calls to systemd: by its policy, or because it allows a connection no call that waits for a reply. runc asks for
 * the scope of each container there, and is told so at once. It is certain only once a runtime has said so: a policy may refuse one
 * method and allow another.
 */
record CallsRefused() implements Obstacle {
    /** dbus-daemon's and dbus-broker's name for what a policy refuses (D-Bus Specification, "Standard error names"). */
    private static final String DENIED = "org.freedesktop.DBus.Error.AccessDenied";

    /** dbus-daemon's error where a connection has as many calls without a reply as it may have; ours has none but this one. */
    private static final String LIMITED =
            "org.freedesktop.DBus.Error.LimitsExceeded: The maximum number of pending replies per connection";

    /** Why, by what is set so, with what a runtime says then. */
    private enum By {
        POLICY("policy of the system bus", RefusedStarts.Why.BUS_REFUSED),
        LIMIT("max_replies_per_connection of the system bus", RefusedStarts.Why.BUS_REPLIES);

        private final String label;
        private final RefusedStarts.Why said;

        By(String label, RefusedStarts.Why said) {
            this.label = label;
            this.said = said;
        }
    }

    @Override
    public Explanation explanation() {
        return new Explanation(
                "systemd.calls-refused",
                "The system bus refuses calls to systemd, also those of root: a policy forbids them (\"Rejected send message\"), or its limit allows "
                        + "a connection not one call that waits for a reply (\"The maximum number of pending replies per connection has been "
                        + "reached\"). systemd and the bus are well. runc is refused the scope of each container, so that no container starts.",
                List.of(
                        "busctl call org.freedesktop.systemd1 /org/freedesktop/systemd1 org.freedesktop.DBus.Peer Ping, as root, says Access denied, or LimitsExceeded.",
                        "grep -rl systemd1 /etc/dbus-1/system.d /usr/share/dbus-1/system.d lists the files that may say so; rpm -V systemd or "
                                + "dpkg -V systemd tells whether its own was changed.",
                        "grep -rl max_replies_per_connection /etc/dbus-1 /usr/share/dbus-1 lists the files that set the limit; without one it is 128."),
                "Take the rule, or the limit, out of that file, then: busctl call org.freedesktop.DBus / org.freedesktop.DBus ReloadConfig. Nothing has to be restarted.",
                List.of(
                        "man 1 dbus-daemon, CONFIGURATION FILE, <policy> and <limit>",
                        "dbus bus/connection.c, bus_connections_expect_reply",
                        "runc libcontainer/cgroups/systemd/common.go, startUnit"));
    }

    @Override
    public Set<Key> wants(NodeView view, Depth depth) {
        return depth == Depth.CLOSE && refused(view).isPresent() ? Set.of(RefusedStarts.TYPE.key()) : Set.of();
    }

    @Override
    public List<Met> met(NodeView view) {
        return refused(view).map(refused -> met(view, refused)).stream().toList();
    }

    private static Met met(NodeView view, Refused refused) {
        var refusal = Refusal.of(view.evidence(), refused.by().said);
        return new Met(
                new Vertex.Resource(Vertex.ResourceKind.CONFIGURATION, refused.by().label),
                refused.by().label,
                "refuses calls to systemd",
                refusal.certainty(false),
                Confidence.PROVEN,
                refusal.after(Proof.of("a Ping of systemd, as root: " + refused.why(), BusReply.TYPE.key())));
    }

    /** What the bus replied to root in systemd's place; what nobody was told ({@link SystemdProbe#AS_NOBODY}) is none of it. */
    private record Refused(By by, String why) {}

    private static Optional<Refused> refused(NodeView view) {
        if (!view.isSeenByRoot()
                || !(view.evidence().reading(BusReply.TYPE) instanceof Reading.Failed<BusReply>(var why))) {
            return Optional.empty();
        }
        if (why.startsWith(DENIED)) {
            return Optional.of(new Refused(By.POLICY, why));
        }
        return why.startsWith(LIMITED) ? Optional.of(new Refused(By.LIMIT, why)) : Optional.empty();
    }

    @Override
    public Optional<Step> step(NodeView view, Met met) {
        var words = met.label().equals(By.LIMIT.label) ? BusLimits.REPLIES : "systemd1";
        return Optional.of(new Step(
                "grep -rl " + words + " /etc/dbus-1/system.d /usr/share/dbus-1/system.d",
                "lists the files that may refuse it; after a change: busctl call org.freedesktop.DBus / org.freedesktop.DBus "
                        + "ReloadConfig"));
    }
}
