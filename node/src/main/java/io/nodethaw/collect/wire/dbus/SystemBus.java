package io.nodethaw.collect.wire.dbus;

import io.nodethaw.collect.ChannelConnection;
import io.nodethaw.collect.Connector;
import io.nodethaw.collect.Deadline;
import io.nodethaw.collect.Host;
import io.nodethaw.collect.NotAskedException;
import io.nodethaw.collect.SilentException;
import io.nodethaw.collect.socket.OtherUser;
import java.io.Closeable;
import java.io.IOException;
import java.nio.file.Files;
import java.util.List;
import java.util.Optional;

/** Where the system bus and systemd's private socket listen. Absent sockets end in a {@link NotAskedException}. */
public final class SystemBus {
    /** D-Bus Specification, "Well-known Message Bus Instances"; the older place for systems where /run is not used. */
    public static final List<String> PATHS = List.of("/run/dbus/system_bus_socket", "/var/run/dbus/system_bus_socket");

    /** systemd, src/core/dbus.c bus_init_private. */
    private static final List<String> PRIVATE = List.of("/run/systemd/private");

    /** What the bus answers to Hello when it is at a limit (D-Bus Specification, Standard errors). */
    private static final String FULL = "org.freedesktop.DBus.Error.LimitsExceeded";

    private SystemBus() {}

    /**
     * Connects to the system bus and says Hello. The bus limits the connections of one user (max_connections_per_user in
     * system.conf, 256 by default), and the runc of a wedged node use them up: then root goes in as nobody, whom the
     * usual policy lets ask the bus, and Ping systemd.
     *
     * @param uid our own
     */
    public static Visit visit(Host host, long uid, Deadline deadline) throws IOException {
        try {
            return new Visit(BusConnection.open(bus(host), uid, deadline), Optional.empty());
        } catch (SilentException | NotAskedException none) {
            throw none;
        } catch (IOException refused) {
            var why = String.valueOf(refused.getMessage());
            if (!why.startsWith(FULL)) {
                throw refused;
            }
            return new Visit(asNobody(host, uid, deadline, refused), Optional.of(why));
        }
    }

    private static BusConnection asNobody(Host host, long uid, Deadline deadline, IOException refused)
            throws IOException {
        if (uid != 0) {
            throw refused;
        }
        try {
            var connector = OtherUser.connector(bus(host), uid, OtherUser.NOBODY);
            return BusConnection.open(connector, OtherUser.NOBODY, deadline);
        } catch (IOException again) {
            refused.addSuppressed(again);
            throw refused;
        }
    }

    /**
     * A connection to the system bus.
     *
     * @param refused what it said when we came as ourselves; empty when it let us in
     */
    public record Visit(BusConnection bus, Optional<String> refused) implements Closeable {
        @Override
        public void close() throws IOException {
            bus.close();
        }
    }

    /** The system bus. */
    public static Connector bus(Host host) {
        return first(host, PATHS);
    }

    /** The socket on which PID 1 answers root without a bus. */
    public static Connector systemd(Host host) {
        return first(host, PRIVATE);
    }

    private static Connector first(Host host, List<String> places) {
        return deadline -> {
            for (String place : places) {
                var path = host.onNode(place);
                if (Files.exists(path)) {
                    return ChannelConnection.unix(path).open(deadline);
                }
            }
            throw new NotAskedException("no socket at " + places.getFirst());
        };
    }
}
