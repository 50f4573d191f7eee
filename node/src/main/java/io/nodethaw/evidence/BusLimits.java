package io.nodethaw.evidence;

import java.util.List;
import java.util.Optional;

/**
 * What the configuration of dbus-daemon allows. One instance.
 *
 * @param connectionsPerUser its limit max_connections_per_user, whether a file sets it or not
 * @param set the limits that files set, in the order in which dbus-daemon reads them; empty in evidence of older versions
 */
public record BusLimits(long connectionsPerUser, List<Limit> set) {
    public static final FactType<BusLimits> TYPE = new FactType<>("bus-limits", BusLimits.class);

    /** The name of the limit that runs out. */
    public static final String CONNECTIONS_PER_USER = "max_connections_per_user";

    /** max_connections_per_user where no file names it (bus/config-parser.c, bus_config_parser_new). */
    private static final long USUAL = 256;

    public BusLimits {
        set = List.copyOf(set);
    }

    /** The limits where only this one is known. */
    public BusLimits(long connectionsPerUser) {
        this(connectionsPerUser, List.of());
    }

    /** What these limits come to. */
    public static BusLimits of(List<Limit> set) {
        return new BusLimits(
                set.stream()
                        .filter(limit -> limit.name().equals(CONNECTIONS_PER_USER))
                        .reduce((_, later) -> later)
                        .map(Limit::value)
                        .orElse(USUAL),
                set);
    }

    /**
     * One limit.
     *
     * @param name as dbus-daemon(1) has it: "max_connections_per_user"
     * @param file that sets it; of several the one that is read last counts
     */
    public record Limit(String name, long value, String file) {
        public Limit {
            name = Foreign.cut(name);
            file = Foreign.cut(file);
        }
    }

    /** The limit with this name; empty where no file sets it. */
    public Optional<Limit> limit(String name) {
        return set.reversed().stream()
                .filter(limit -> limit.name().equals(name))
                .findFirst();
    }
}
