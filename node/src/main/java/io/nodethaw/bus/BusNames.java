package io.nodethaw.bus;

import io.nodethaw.evidence.FactType;
import java.util.List;
import java.util.Optional;

/**
 * Who is on the bus, as the bus itself says. One instance.
 *
 * @param names well-known names that have an owner, the bus's own among them
 * @param peers connections, ours among them
 * @param activatable names that a call could start a service for
 * @param ours our own unique name
 * @param complete false when time was up before the bus had told all
 */
public record BusNames(List<Owned> names, List<Peer> peers, List<String> activatable, String ours, boolean complete) {
    public static final FactType<BusNames> TYPE = new FactType<>("bus-names", BusNames.class);

    public BusNames {
        names = List.copyOf(names);
        peers = List.copyOf(peers);
        activatable = List.copyOf(activatable);
    }

    /**
     * A well-known name.
     *
     * @param owner unique name of the connection that owns it; the bus owns its own name itself
     */
    public record Owned(String name, String owner) {}

    /**
     * A connection.
     *
     * @param unique ":1.42"; the bus itself has its well-known name here
     * @param pid of the process that connected, where the bus tells it
     * @param uid of the user that it connected as
     */
    public record Peer(String unique, Optional<Integer> pid, Optional<Long> uid) {}

    /** The owner of a name; a unique name stands for itself. */
    public Optional<String> owner(String name) {
        return name.startsWith(":")
                ? peers.stream().map(Peer::unique).filter(name::equals).findFirst()
                : names.stream()
                        .filter(owned -> owned.name().equals(name))
                        .map(Owned::owner)
                        .findFirst();
    }

    /** The connection with this unique name. */
    public Optional<Peer> peer(String unique) {
        return peers.stream().filter(peer -> peer.unique().equals(unique)).findFirst();
    }
}
