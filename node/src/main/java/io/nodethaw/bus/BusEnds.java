package io.nodethaw.bus;

import io.nodethaw.evidence.FactType;
import java.util.List;
import java.util.Optional;

/**
 * The bus connections of one process, as the kernel's table of sockets shows them; the instance is the pid. Which of them has which
 * name on the bus cannot be seen.
 *
 * @param ends one for each connection
 */
public record BusEnds(List<End> ends) {
    public static final FactType<BusEnds> TYPE = FactType.ofProcess("bus-ends", BusEnds.class);

    public BusEnds {
        ends = List.copyOf(ends);
    }

    /**
     * One connection.
     *
     * @param unread bytes that the process has not read
     * @param unsent bytes that the bus has not read
     */
    public record End(long unread, long unsent) {}

    /** Bytes that the process has not read. */
    public long unread() {
        return ends.stream().mapToLong(End::unread).sum();
    }

    /** Bytes of the process that the bus has not read. */
    public long unsent() {
        return ends.stream().mapToLong(End::unsent).sum();
    }

    /** Empty where the process has no connection in sight: then nothing is known of its queues. */
    public Optional<BusEnds> known() {
        return ends.isEmpty() ? Optional.empty() : Optional.of(this);
    }
}
