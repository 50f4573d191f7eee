package io.nodethaw.bus;

import io.nodethaw.evidence.FactType;
import java.util.List;
import java.util.Optional;

/** The limits that the configuration of the system bus sets. One instance. */
public record BusSettings(List<Limit> limits) {
    public static final FactType<BusSettings> TYPE = new FactType<>("bus-settings", BusSettings.class);

    public BusSettings {
        limits = List.copyOf(limits);
    }

    /**
     * One limit.
     *
     * @param name as dbus-daemon(1) has it: "max_connections_per_user"
     * @param file that sets it; of several the one that is read last counts
     */
    public record Limit(String name, long value, String file) {}

    /** The limit with this name; empty where no file sets it. */
    public Optional<Limit> limit(String name) {
        return limits.reversed().stream()
                .filter(limit -> limit.name().equals(name))
                .findFirst();
    }
}
