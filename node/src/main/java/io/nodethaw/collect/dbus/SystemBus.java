package io.nodethaw.collect.dbus;

import io.nodethaw.collect.ChannelConnection;
import io.nodethaw.collect.Connector;
import io.nodethaw.collect.Host;
import io.nodethaw.collect.NotAskedException;
import java.nio.file.Files;
import java.util.List;

/** Where the system bus and systemd's private socket listen. Absent sockets end in a {@link NotAskedException}. */
public final class SystemBus {
    /** D-Bus Specification, "Well-known Message Bus Instances"; the older place for systems where /run is not used. */
    public static final List<String> PATHS = List.of("/run/dbus/system_bus_socket", "/var/run/dbus/system_bus_socket");

    /** systemd, src/core/dbus.c bus_init_private. */
    private static final List<String> PRIVATE = List.of("/run/systemd/private");

    private SystemBus() {}

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
                var path = host.file(place);
                if (Files.exists(path)) {
                    return ChannelConnection.unix(path).open(deadline);
                }
            }
            throw new NotAskedException("no socket at " + places.getFirst());
        };
    }
}
