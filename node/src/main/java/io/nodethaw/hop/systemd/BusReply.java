package io.nodethaw.hop.systemd;

import io.nodethaw.evidence.FactType;

/**
 * systemd's reply to a Ping through the bus. One instance.
 *
 * @param serial of the reply: the cookie of systemd's connection to the bus (sd-bus/bus-message.c)
 */
public record BusReply(long serial) {
    public static final FactType<BusReply> TYPE = new FactType<>("systemd-bus", BusReply.class);
}
