package io.nodethaw.evidence;

import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/**
 * What the configuration of dbus-daemon allows. One instance.
 *
 * @param connectionsPerUser its limit max_connections_per_user, whether a file sets it or not
 * @param set the limits that files set, in the order in which dbus-daemon reads them; empty in evidence of older versions
 */
public record BusLimits(long connectionsPerUser, List<Limit> set) {
    public static final FactType<BusLimits> TYPE = new FactType<>("bus-limits", BusLimits.class);

    /** Of one user. */
    public static final String CONNECTIONS_PER_USER = "max_connections_per_user";

    /** Of all users. */
    public static final String CONNECTIONS = "max_completed_connections";

    /** Of one connection. */
    public static final String MATCH_RULES = "max_match_rules_per_connection";

    /** Calls of one connection that have no reply yet; no question tells how many there are (bus/stats.c). */
    public static final String REPLIES = "max_replies_per_connection";

    /** Where no file names them (bus/config-parser.c, bus_config_parser_new; REPLIES since 1.6.24 and 1.8.8, before that 8192). */
    private static final Map<String, Long> USUAL =
            Map.of(CONNECTIONS_PER_USER, 256L, CONNECTIONS, 2048L, MATCH_RULES, 512L, REPLIES, 128L);

    public BusLimits {
        set = List.copyOf(set);
    }

    /** The limits where only this one is known. */
    public BusLimits(long connectionsPerUser) {
        this(connectionsPerUser, List.of());
    }

    /** A limit where no file names it. */
    public static long usual(String name) {
        return Objects.requireNonNull(USUAL.get(name), name);
    }

    /** What these limits come to. */
    public static BusLimits of(List<Limit> set) {
        return new BusLimits(
                set.stream()
                        .filter(limit -> limit.name().equals(CONNECTIONS_PER_USER))
                        .reduce((_, later) -> later)
                        .map(Limit::value)
                        .orElse(usual(CONNECTIONS_PER_USER)),
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
