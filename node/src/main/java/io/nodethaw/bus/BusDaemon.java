package io.nodethaw.bus;

import io.nodethaw.evidence.FactType;

/** The process that serves the bus, as it says itself. One instance. */
public record BusDaemon(int pid) {
    public static final FactType<BusDaemon> TYPE = new FactType<>("bus-daemon", BusDaemon.class);
}
