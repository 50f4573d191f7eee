package io.nodethaw.bus.ask;

import io.nodethaw.bus.PrivateSerial;
import io.nodethaw.collect.Host;
import io.nodethaw.collect.NotPermittedException;
import io.nodethaw.collect.Probe;
import io.nodethaw.collect.wire.dbus.BusConnection;
import io.nodethaw.collect.wire.dbus.Message;
import io.nodethaw.collect.wire.dbus.MethodCall;
import io.nodethaw.collect.wire.dbus.SystemBus;
import io.nodethaw.collect.wire.dbus.Variant;
import java.io.IOException;

/** The calls to systemd, and the names it has on the bus (org.freedesktop.systemd1(5)). */
public final class SystemdCalls {
    public static final String NAME = "org.freedesktop.systemd1";

    private static final String PATH = "/org/freedesktop/systemd1";
    private static final String MANAGER = "org.freedesktop.systemd1.Manager";

    private SystemdCalls() {}

    /** @param destination its name on the bus; empty where it is the only one at the other end */
    static MethodCall version(String destination) {
        return MethodCall.method(destination, PATH, "org.freedesktop.DBus.Properties", "Get")
                .with("ss", MANAGER, "Version");
    }

    /** @param destination its name on the bus; empty where it is the only one at the other end */
    static MethodCall jobs(String destination) {
        return MethodCall.method(destination, PATH, MANAGER, "ListJobs");
    }

    /** Every object answers it, and it changes nothing (D-Bus Specification, org.freedesktop.DBus.Peer). */
    static MethodCall ping(String destination) {
        return MethodCall.method(destination, PATH, "org.freedesktop.DBus.Peer", "Ping");
    }

    /** Asks it on the socket where it answers root without a bus. */
    static Probe<PrivateSerial> privately(Host host, long uid) {
        return new Probe<>(PrivateSerial.TYPE, deadline -> {
            if (uid != 0) {
                throw NotPermittedException.of("it answers root only");
            }
            try (var peer = BusConnection.openPrivate(SystemBus.systemd(host), uid, deadline)) {
                var reply = peer.call(version(""), deadline);
                return new PrivateSerial(reply.serial(), text(reply));
            }
        });
    }

    /** The version in the reply that tells it. */
    static String text(Message reply) throws IOException {
        return String.valueOf(reply.value(0, Variant.class).value());
    }
}
