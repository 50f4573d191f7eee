package io.nodethaw.evidence;

import java.time.Duration;
import java.util.Optional;

/**
 * One reply of systemd through the bus: how many messages it has sent there. One instance, with a sample for each question, and each
 * reply is one more message.
 *
 * @param serial of the reply: the counter of systemd's connection to the bus (sd-bus/bus-message.c, bus_message_seal)
 * @param owner unique name of that connection
 * @param at when it came, on a clock that nobody sets
 * @param version of systemd, in the reply that tells it
 */
public record BusSerial(long serial, String owner, Duration at, Optional<String> version) {
    public static final FactType<BusSerial> TYPE = new FactType<>("bus-serial", BusSerial.class);

    /** The largest serial: 32 bits (D-Bus Specification, Header); bus_message_seal refuses more. */
    public static final long LAST = 0xffffffffL;

    public BusSerial {
        owner = Foreign.cut(owner);
        version = version.map(Foreign::cut);
    }
}
