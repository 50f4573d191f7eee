package io.nodethaw.bus;

import io.nodethaw.evidence.FactType;
import java.util.List;
import java.util.Optional;

/**
 * How much the bus itself keeps of each connection, beyond what lies in its socket, as it tells root where it is built to (Debug.Stats).
 * One instance.
 */
public record KeptBytes(List<Kept> all) {
    public static final FactType<KeptBytes> TYPE = new FactType<>("bus-kept-bytes", KeptBytes.class);

    public KeptBytes {
        all = List.copyOf(all);
    }

    /**
     * What it keeps of one connection (dbus/dbus-connection.c, dbus_connection_get_stats).
     *
     * @param forIt bytes of messages that this client has not taken
     * @param fromIt bytes that it has sent, and that the bus has not passed on
     */
    public record Kept(String unique, long forIt, long fromIt) {}

    /** What is kept of a connection; empty for one that was not there. */
    public Optional<Kept> of(String unique) {
        return all.stream().filter(kept -> kept.unique().equals(unique)).findFirst();
    }
}
