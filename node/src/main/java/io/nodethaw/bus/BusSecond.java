package io.nodethaw.bus;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * What passed the bus in about a second.
 *
 * @param at its end
 * @param over how long it was
 * @param open number of calls that are not answered
 * @param oldest of them
 * @param unitsMade units of systemd that came; it tells that only where somebody has subscribed
 * @param unitsRemoved units that went
 * @param members those of which most messages were, "INTERFACE.MEMBER"
 * @param senders those who sent most
 * @param errors by name
 * @param missing what a recorded time had and the last seconds have not
 * @param systemdSerial of the last message that systemd sent, ever; empty where none was seen
 */
public record BusSecond(
        Instant at,
        Duration over,
        BusCounts counts,
        int open,
        Optional<OpenCall> oldest,
        long unitsMade,
        long unitsRemoved,
        List<Most> members,
        List<Most> senders,
        List<Most> errors,
        List<BusTraffic.Missing> missing,
        Optional<Long> systemdSerial) {
    public BusSecond {
        members = List.copyOf(members);
        senders = List.copyOf(senders);
        errors = List.copyOf(errors);
        missing = List.copyOf(missing);
    }

    /** How many messages something has; the one with most comes first. */
    public record Most(String name, long messages) {}
}
