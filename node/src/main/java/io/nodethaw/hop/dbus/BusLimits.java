package io.nodethaw.hop.dbus;

import io.nodethaw.evidence.FactType;

/**
 * What the configuration of dbus-daemon allows. One instance.
 *
 * @param connectionsPerUser its limit max_connections_per_user
 */
public record BusLimits(long connectionsPerUser) {
    public static final FactType<BusLimits> TYPE = new FactType<>("bus-limits", BusLimits.class);
}
