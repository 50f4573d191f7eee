package io.nodethaw.hop;

import io.nodethaw.collect.Deadline;
import io.nodethaw.collect.NotAskedException;
import io.nodethaw.collect.wire.dbus.BusConnection;
import io.nodethaw.collect.wire.dbus.MethodCall;
import io.nodethaw.collect.wire.dbus.SystemBus;
import io.nodethaw.collect.wire.dbus.Variant;
import io.nodethaw.remedy.NodeAccess;
import io.nodethaw.remedy.RefusedException;
import java.io.IOException;
import java.time.Duration;
import java.util.List;

/** Has systemd start services, on its private socket: that works without the bus. */
record ServiceManager(NodeAccess access) {
    private static final String PATH = "/org/freedesktop/systemd1";
    private static final String NAME = "org.freedesktop.systemd1";

    /** Limit of a question with all its steps, and of an order until it is taken. */
    private static final Duration LIMIT = Duration.ofSeconds(2);

    /** A unit as systemd has it in memory; it is not made to read a file, which could make it hang. */
    ServiceState state(String unit) throws IOException {
        var deadline = Deadline.in(LIMIT);
        try (var peer = open(deadline)) {
            var path = String.valueOf(
                    peer.call(manager("GetUnit").with("s", unit), deadline).value(0, Object.class));
            return new ServiceState(
                    text(peer, deadline, path, "Unit", "LoadState"),
                    text(peer, deadline, path, "Unit", "ActiveState"),
                    text(peer, deadline, path, "Service", "Result"),
                    get(peer, deadline, path, "Unit", "Job") instanceof List<?> job
                            && job.getFirst() instanceof Number id
                            && id.longValue() != 0,
                    get(peer, deadline, path, "Service", "MainPID") instanceof Number pid ? pid.intValue() : 0,
                    text(peer, deadline, path, "Service", "KillMode"),
                    text(peer, deadline, path, "Unit", "FreezerState"));
        }
    }

    /** Starts it; a start or stop that is queued is not thrown away for it. */
    void start(String unit) throws IOException {
        order("StartUnit", unit);
    }

    /** Stops and starts it. */
    void restart(String unit) throws IOException {
        order("RestartUnit", unit);
    }

    /**
     * @throws NotAskedException when nothing reached systemd
     * @throws RefusedException when it answered with an error
     */
    private void order(String member, String unit) throws IOException {
        var deadline = Deadline.in(LIMIT);
        try (var peer = open(deadline)) {
            var reply = peer.call(manager(member).with("ss", unit, "fail"), deadline);
            if (reply.isError()) {
                throw new RefusedException(reply.errorText());
            }
        }
    }

    private BusConnection open(Deadline deadline) throws NotAskedException {
        try {
            return BusConnection.openPrivate(SystemBus.systemd(access.host()), access.uid(), deadline);
        } catch (IOException e) {
            throw new NotAskedException("systemd does not answer on its private socket: " + e.getMessage());
        }
    }

    private static MethodCall manager(String member) {
        return MethodCall.method("", PATH, NAME + ".Manager", member);
    }

    /** Empty where this systemd has no such property. */
    private static String text(BusConnection peer, Deadline deadline, String path, String type, String property)
            throws IOException {
        return get(peer, deadline, path, type, property) instanceof String text ? text : "";
    }

    private static Object get(BusConnection peer, Deadline deadline, String path, String type, String property)
            throws IOException {
        var call = MethodCall.method("", path, "org.freedesktop.DBus.Properties", "Get")
                .with("ss", NAME + "." + type, property);
        var reply = peer.call(call, deadline);
        return reply.isError() ? "" : reply.value(0, Variant.class).value();
    }
}
