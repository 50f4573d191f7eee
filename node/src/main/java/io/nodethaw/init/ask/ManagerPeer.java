package io.nodethaw.init.ask;

import io.nodethaw.bus.ask.SystemdCalls;
import io.nodethaw.collect.Deadline;
import io.nodethaw.collect.Host;
import io.nodethaw.collect.NotAskedException;
import io.nodethaw.collect.NotPermittedException;
import io.nodethaw.collect.wire.dbus.BusConnection;
import io.nodethaw.collect.wire.dbus.Message;
import io.nodethaw.collect.wire.dbus.MethodCall;
import io.nodethaw.collect.wire.dbus.SystemBus;
import io.nodethaw.collect.wire.dbus.Variant;
import io.nodethaw.init.Way;
import java.io.Closeable;
import java.io.IOException;
import java.util.Optional;

/**
 * systemd at the other end of a connection. Used by one thread.
 *
 * @param destination its name on the bus; empty where it is the only one at the other end
 */
public record ManagerPeer(BusConnection connection, String destination) implements Closeable {
    /** The object and the interface of the manager (org.freedesktop.systemd1(5)). */
    static final String PATH = "/org/freedesktop/systemd1";

    static final String MANAGER = "org.freedesktop.systemd1.Manager";
    private static final String PROPERTIES = "org.freedesktop.DBus.Properties";
    private static final String NO_OWNER = "org.freedesktop.DBus.Error.NameHasNoOwner";

    /**
     * Connects on one of the two ways. Through the bus it is asked first who owns the name: a call to a name without an owner would
     * only tell of activation.
     *
     * @param uid our own, for authentication
     */
    public static ManagerPeer open(Host host, long uid, Way way, Deadline deadline) throws IOException {
        return switch (way) {
            case PRIVATE -> privately(host, uid, deadline);
            case BUS -> onBus(host, uid, deadline);
        };
    }

    private static ManagerPeer privately(Host host, long uid, Deadline deadline) throws IOException {
        if (uid != 0) {
            throw NotPermittedException.of("it answers root only");
        }
        return new ManagerPeer(BusConnection.openPrivate(SystemBus.systemd(host), uid, deadline), "");
    }

    private static ManagerPeer onBus(Host host, long uid, Deadline deadline) throws IOException {
        var bus = SystemBus.visit(host, uid, deadline).bus();
        try {
            var owner = bus.callBus("GetNameOwner", SystemdCalls.NAME, deadline);
            if (owner.errorName().equals(NO_OWNER)) {
                throw new NotAskedException("nobody owns " + SystemdCalls.NAME);
            }
            owner.value(0, String.class);
            return new ManagerPeer(bus, SystemdCalls.NAME);
        } catch (IOException e) {
            bus.close();
            throw e;
        }
    }

    /** The answer to a call of the manager; an error reply is an exception. */
    Message call(MethodCall call, Deadline deadline) throws IOException {
        var reply = connection.call(call, deadline);
        if (reply.isError()) {
            throw new IOException(reply.errorText());
        }
        return reply;
    }

    /** A method of the manager, without arguments. */
    MethodCall manager(String member) {
        return MethodCall.method(destination, PATH, MANAGER, member);
    }

    /** All properties of the manager: the reply's first value is a Map. */
    Message managerProperties(Deadline deadline) throws IOException {
        return call(MethodCall.method(destination, PATH, PROPERTIES, "GetAll").with("s", MANAGER), deadline);
    }

    /** A property of an object; empty where it is not there, or of another type. */
    <T> Optional<T> property(String path, String type, String name, Class<T> expected, Deadline deadline)
            throws IOException {
        var reply = connection.call(
                MethodCall.method(destination, path, PROPERTIES, "Get").with("ss", type, name), deadline);
        return reply.isError()
                ? Optional.empty()
                : Optional.of(reply.value(0, Variant.class).value())
                        .filter(expected::isInstance)
                        .map(expected::cast);
    }

    @Override
    public void close() throws IOException {
        connection.close();
    }
}
