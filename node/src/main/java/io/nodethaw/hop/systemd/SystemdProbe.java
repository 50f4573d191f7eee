package io.nodethaw.hop.systemd;

import io.nodethaw.collect.Deadline;
import io.nodethaw.collect.Host;
import io.nodethaw.collect.NotAskedException;
import io.nodethaw.collect.NotPermittedException;
import io.nodethaw.collect.Probe;
import io.nodethaw.collect.wire.dbus.BusConnection;
import io.nodethaw.collect.wire.dbus.Message;
import io.nodethaw.collect.wire.dbus.MethodCall;
import io.nodethaw.collect.wire.dbus.SystemBus;
import io.nodethaw.collect.wire.dbus.Variant;
import io.nodethaw.evidence.BusSerial;
import io.nodethaw.evidence.Units;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Asks systemd through the bus and through its private socket. It first asks for the owner of its name: a call to a name
 * without an owner would only show how long activation takes.
 */
final class SystemdProbe {
    static final String NAME = "org.freedesktop.systemd1";
    static final String PATH = "/org/freedesktop/systemd1";
    static final String MANAGER = "org.freedesktop.systemd1.Manager";

    /** Begins the error of a call that we made as nobody: it tells nothing of what root is let do. */
    static final String AS_NOBODY = "asked as nobody, since the bus lets root in no more: ";

    private static final String NO_OWNER = "org.freedesktop.DBus.Error.NameHasNoOwner";

    private final Host host;
    private final long uid;

    SystemdProbe(Host host, long uid) {
        this.host = host;
        this.uid = uid;
    }

    List<Probe<?>> probes() {
        return List.of(
                new Probe<>(NameOwner.TYPE, this::owner),
                new Probe<>(BusReply.TYPE, this::ping),
                new Probe<>(PrivateReply.TYPE, this::version));
    }

    /** Whether units of the node's daemons run. */
    Probe<Units> units(String instance, Set<String> units) {
        return new Probe<>(Units.TYPE, instance, deadline -> {
            try (var peer = BusConnection.openPrivate(SystemBus.systemd(host), uid, deadline)) {
                return new UnitProbe(peer, "", deadline).ask(units);
            }
        });
    }

    /** The same through the bus, where everybody may ask. */
    Probe<Units> unitsOnBus(String instance, Set<String> units) {
        return new Probe<>(Units.TYPE, instance, deadline -> {
            try (var visit = SystemBus.visit(host, uid, deadline)) {
                return new UnitProbe(visit.bus(), NAME, deadline).ask(units);
            }
        });
    }

    private NameOwner owner(Deadline deadline) throws IOException {
        try (var visit = SystemBus.visit(host, uid, deadline)) {
            return new NameOwner(owner(visit.bus(), deadline));
        }
    }

    private static Optional<String> owner(BusConnection bus, Deadline deadline) throws IOException {
        var reply = bus.callBus("GetNameOwner", NAME, deadline);
        if (!reply.isError()) {
            return Optional.of(reply.value(0, String.class));
        }
        if (reply.errorName().equals(NO_OWNER)) {
            return Optional.empty();
        }
        throw new IOException(reply.errorText());
    }

    private BusReply ping(Deadline deadline) throws IOException {
        return new BusReply(reply(deadline).serial());
    }

    /** Its reply to a Ping on the bus. */
    private Message reply(Deadline deadline) throws IOException {
        try (var visit = SystemBus.visit(host, uid, deadline)) {
            var bus = visit.bus();
            if (owner(bus, deadline).isEmpty()) {
                throw new NotAskedException("nobody owns " + NAME);
            }
            var ping = MethodCall.method(NAME, PATH, "org.freedesktop.DBus.Peer", "Ping");
            return answered(bus.call(ping, deadline), visit.refused().isPresent() ? AS_NOBODY : "");
        }
    }

    private PrivateReply version(Deadline deadline) throws IOException {
        if (uid != 0) {
            throw NotPermittedException.of("it answers root only");
        }
        try (var peer = BusConnection.openPrivate(SystemBus.systemd(host), uid, deadline)) {
            return new PrivateReply(String.valueOf(property(peer, "Version", deadline)));
        }
    }

    private static Object property(BusConnection peer, String name, Deadline deadline) throws IOException {
        var call = MethodCall.method("", PATH, "org.freedesktop.DBus.Properties", "Get")
                .with("ss", MANAGER, name);
        return answered(peer.call(call, deadline), "").value(0, Variant.class).value();
    }

    /** How many messages it has sent on the bus, this answer included. */
    BusSerial messages(Deadline deadline) throws IOException {
        var reply = reply(deadline);
        return new BusSerial(
                reply.serial(), reply.sender(), Duration.ofNanos(host.ticker().nanos()), Optional.empty());
    }

    /** How many names of units it has. */
    UnitNames unitNames(Deadline deadline) throws IOException {
        if (uid != 0) {
            throw NotPermittedException.of("it answers root only");
        }
        try (var peer = BusConnection.openPrivate(SystemBus.systemd(host), uid, deadline)) {
            if (property(peer, "NNames", deadline) instanceof Number count) {
                return new UnitNames(count.longValue());
            }
            throw new IOException("NNames is no number");
        }
    }

    /** @param as what the error has to begin with */
    static Message answered(Message reply, String as) throws IOException {
        if (reply.isError()) {
            throw new IOException(as + reply.errorText());
        }
        return reply;
    }
}
