package io.nodethaw.hop.systemd;

import io.nodethaw.evidence.FactType;

/**
 * How many messages systemd has sent over its connection to the bus, as its reply to a Ping there tells. One instance; each reading
 * adds one message.
 *
 * @param serial of the reply: the cookie of that connection (sd-bus/bus-message.c)
 */
public record MessageCount(long serial) {
    public static final FactType<MessageCount> TYPE = new FactType<>("systemd-messages", MessageCount.class);
}
