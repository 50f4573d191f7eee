package io.nodethaw.hop.systemd;

import io.nodethaw.analysis.Confidence;
import io.nodethaw.analysis.Explanation;
import io.nodethaw.analysis.Proof;
import io.nodethaw.analysis.Step;
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
 * The policy of the bus refuses root's calls to systemd. runc asks for the scope of each container there, and is told so at once. It is
 * certain only once a runtime has said so: a policy may refuse one method and allow another.
 */
record CallsRefused() implements Obstacle {
    /** dbus-daemon's and dbus-broker's name for what a policy refuses (D-Bus Specification, "Standard error names"). */
    private static final String DENIED = "org.freedesktop.DBus.Error.AccessDenied";

    @Override
    public Explanation explanation() {
        return new Explanation(
                "systemd.calls-refused",
                "A policy of the system bus refuses calls to systemd, also those of root. systemd and the bus are well. runc is refused the scope of "
                        + "each container, so that no container starts (\"Rejected send message\").",
                List.of(
                        "busctl call org.freedesktop.systemd1 /org/freedesktop/systemd1 org.freedesktop.DBus.Peer Ping, as root, says Access denied.",
                        "grep -rl systemd1 /etc/dbus-1/system.d /usr/share/dbus-1/system.d lists the files that may say so; rpm -V systemd or "
                                + "dpkg -V systemd tells whether its own was changed."),
                "Take the rule out of that file, then: busctl call org.freedesktop.DBus / org.freedesktop.DBus ReloadConfig. Nothing has to be restarted.",
                List.of(
                        "man 1 dbus-daemon, CONFIGURATION FILE, <policy>",
                        "runc libcontainer/cgroups/systemd/common.go, startUnit"));
    }

    @Override
    public Set<Key> wants(NodeView view, Depth depth) {
        return depth == Depth.CLOSE && denied(view).isPresent() ? Set.of(RefusedStarts.TYPE.key()) : Set.of();
    }

    @Override
    public List<Met> met(NodeView view) {
        return denied(view)
                .map(why -> {
                    var refusal = Refusal.of(view.evidence(), RefusedStarts.Why.BUS_REFUSED);
                    return new Met(
                            new Vertex.Resource(Vertex.ResourceKind.CONFIGURATION, "policy of the system bus"),
                            "policy of the system bus",
                            "refuses calls to systemd",
                            refusal.certainty(false),
                            Confidence.PROVEN,
                            refusal.after(Proof.of("a Ping of systemd, as root: " + why, BusReply.TYPE.key())));
                })
                .stream()
                .toList();
    }

    private static Optional<String> denied(NodeView view) {
        return view.isSeenByRoot()
                        && view.evidence().reading(BusReply.TYPE) instanceof Reading.Failed<BusReply>(var why)
                ? Optional.of(why).filter(text -> text.startsWith(DENIED))
                : Optional.empty();
    }

    @Override
    public Optional<Step> step(NodeView view, Met met) {
        return Optional.of(new Step(
                "grep -rl systemd1 /etc/dbus-1/system.d /usr/share/dbus-1/system.d",
                "lists the files whose rules may refuse it; after a change: busctl call org.freedesktop.DBus / org.freedesktop.DBus "
                        + "ReloadConfig"));
    }
}
