package io.nodethaw.bus;

import io.nodethaw.evidence.FactType;
import io.nodethaw.evidence.Foreign;
import java.time.Duration;
import java.util.Optional;

/**
 * One reply of systemd through the bus. One instance, with a sample for each question.
 *
 * @param serial of the reply: the counter of systemd's connection to the bus (sd-bus/bus-message.c, bus_message_seal)
 * @param owner unique name of that connection
 * @param at when it came, since the first was asked for; of a clock that nobody sets
 * @param version of systemd, in the reply that tells it
 */
public record BusSerial(long serial, String owner, Duration at, Optional<String> version) {
    public static final FactType<BusSerial> TYPE = new FactType<>("bus-serial", BusSerial.class);

    public BusSerial {
        version = version.map(Foreign::cut);
    }
}
