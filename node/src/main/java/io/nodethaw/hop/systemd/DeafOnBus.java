package io.nodethaw.hop.systemd;

import io.nodethaw.analysis.Confidence;
import io.nodethaw.analysis.Explanation;
import io.nodethaw.analysis.Finding;
import io.nodethaw.analysis.Proof;
import io.nodethaw.analysis.Root;
import io.nodethaw.analysis.Rule;
import io.nodethaw.analysis.Step;
import io.nodethaw.evidence.Descriptors;
import io.nodethaw.evidence.Evidence;
import io.nodethaw.evidence.InitLog;
import io.nodethaw.evidence.ProcessTable;
import io.nodethaw.evidence.Reading;
import io.nodethaw.evidence.UnixSockets;
import io.nodethaw.wait.NodeView;
import io.nodethaw.wait.Vertex;
import io.nodethaw.wait.WaitGraph;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * systemd owns its name on the bus, answers on its private socket, and has stopped reading from the bus. This is proven by four
 * signs, or by its own words that what it sends is refused. Without these or a look into its epoll sets it is only possible, because
 * a busy PID 1 can be silent for a moment on one of the two ways.
 */
final class DeafOnBus implements Rule {
    static final String CODE = "systemd.deaf-on-bus";

    @Override
    public Explanation explanation() {
        return new Explanation(
                CODE,
                "systemd (PID 1) is connected to the system bus and owns its name, but no longer reads from that "
                        + "connection. Every runc that asks it for a scope waits for ever: no container can start or "
                        + "stop, while running ones are not affected. Everything else on the node looks alive.",
                List.of(
                        "busctl --timeout=3 call org.freedesktop.systemd1 /org/freedesktop/systemd1 org.freedesktop.DBus.Peer Ping "
                                + "gets no answer, while systemctl (which uses the private socket) works.",
                        "ss -xp shows unread bytes (Recv-Q) on PID 1's connection to /run/dbus/system_bus_socket.",
                        "The fd of that connection is missing from the tfd lines of PID 1's epoll sets in /proc/1/fdinfo."),
                "nodethaw heal --yes: does one systemctl daemon-reexec (Reexecute through the private socket), then "
                        + "ends each runc that waits for a lost reply. Never restart dbus-daemon.",
                List.of(
                        "systemd issue 11809, fixed in v242 by commit 1f82f5bb42",
                        "runc issue 1959",
                        "systemd src/libsystemd/sd-bus/bus-message.c, src/libsystemd/sd-event"));
    }

    /** Before the cure, where systemd would refuse it. */
    @Override
    public Optional<Step> step(NodeView view, WaitGraph graph, Root root) {
        return ReexecRoomSupply.step(view);
    }

    @Override
    public List<Finding> judge(NodeView view, WaitGraph graph) {
        var evidence = view.evidence();
        boolean owns = evidence.seen(NameOwner.TYPE).flatMap(NameOwner::owner).isPresent();
        boolean silent = evidence.reading(BusReply.TYPE).isSilent();
        var systemd = SystemdHop.systemd(view);
        var over = CounterOver.of(view);
        boolean off = SystemdSaid.isOff(view).isPresent();
        if (over.isPresent() && systemd.isPresent() && !off) {
            return List.of(
                    over.get().finding(systemd.get())); // what was read of it counts for more than what others say
        }
        var said = systemd.filter(_ -> !off).flatMap(process -> SystemdSaid.deaf(view, process));
        if (said.isPresent()) {
            return List.of(said.get());
        }
        if (over.isPresent() && systemd.isPresent()) {
            return List.of(over.get().finding(systemd.get()));
        }
        if (!owns || !silent || systemd.isEmpty() || isSickPrivately(evidence)) {
            return List.of();
        }
        var links = BusLink.all(view);
        if (links.stream().anyMatch(link -> link.polled().orElse(false))) {
            return List.of();
        }
        boolean answers = evidence.seen(PrivateReply.TYPE).isPresent();
        return List.of(links.stream()
                .filter(link -> answers && link.polled().equals(Optional.of(false)) && link.unread() > 0)
                .findFirst()
                .map(link -> proven(view, systemd.get(), link))
                .or(() -> answers ? admitted(evidence, systemd.get()) : Optional.empty())
                .orElseGet(() -> possible(evidence, systemd.get(), answers)));
    }

    /**
     * True when its private socket does not answer either. These are other states: silent on both ways, PID 1 is stopped or
     * busy; when the socket refuses connections, PID 1 has crashed.
     */
    private static boolean isSickPrivately(Evidence evidence) {
        return switch (evidence.reading(PrivateReply.TYPE)) {
            case Reading.Silent<?> _, Reading.Failed<?> _ -> true;
            case Reading.Seen<?> _, Reading.Refused<?> _, Reading.NotAsked<?> _ -> false;
        };
    }

    private static Finding proven(NodeView view, Vertex systemd, BusLink link) {
        return new Finding.Stuck(CODE, systemd, Confidence.PROVEN, "deaf on the system bus", signs(view, link));
    }

    /** It has said itself, while its log level was raised, that what it sends on the bus is refused. */
    private static Optional<Finding> admitted(Evidence evidence, Vertex systemd) {
        return evidence.seen(InitLog.TYPE)
                .flatMap(InitLog::refusedSend)
                .filter(InitLog.Line::certain)
                .map(line -> {
                    var signs = new ArrayList<>(legs(evidence));
                    signs.add(Proof.of("logs: " + line.text(), InitLog.TYPE.key()));
                    return new Finding.Stuck(CODE, systemd, Confidence.PROVEN, "deaf on the system bus", signs);
                });
    }

    private static Finding possible(Evidence evidence, Vertex systemd, boolean answers) {
        var title = "silent on the system bus, "
                + (answers ? "answers on its private socket" : "could not be asked on its private socket");
        return new Finding.Warning(CODE, systemd, Confidence.POSSIBLE, title, legs(evidence));
    }

    private static List<Proof> legs(Evidence evidence) {
        var legs = new ArrayList<Proof>();
        evidence.seen(NameOwner.TYPE)
                .flatMap(NameOwner::owner)
                .ifPresent(owner -> legs.add(Proof.of("owns its name as " + owner, NameOwner.TYPE.key())));
        legs.add(Proof.of("silent on the bus", BusReply.TYPE.key()));
        if (evidence.seen(PrivateReply.TYPE).isPresent()) {
            legs.add(Proof.of("answers on its private socket", PrivateReply.TYPE.key()));
        }
        return legs;
    }

    private static List<Proof> signs(NodeView view, BusLink link) {
        var signs = new ArrayList<>(legs(view.evidence()));
        var open = Descriptors.TYPE.key(ProcessTable.INIT);
        var polls = new ArrayList<>(List.of(open));
        polls.addAll(BusLink.sets(view));
        signs.add(new Proof("does not poll the bus (fd " + link.fd() + " is in no epoll set)", polls));
        signs.add(Proof.of(link.unread() + " bytes unread there", UnixSockets.TYPE.key(), open));
        return signs;
    }
}
