package io.nodethaw.bus.monitor;

import io.nodethaw.bus.BusSecond;
import io.nodethaw.bus.BusTraffic;
import io.nodethaw.collect.wire.dbus.MessageFormatException;
import io.nodethaw.collect.wire.dbus.MessageHead;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;

/** Counts the messages of one time, second by second. Used by one thread. */
final class Counting {
    private final MessageHead head = new MessageHead();
    private final Traffic traffic;
    private final Optional<Baseline> baseline;
    private final Consumer<BusSecond> each;
    private final Baseline.Recent recent = new Baseline.Recent();
    private Map<String, Long> before = new HashMap<>();
    private Optional<BusTraffic.Compared> compared = Optional.empty();
    private final Pulses pulses;
    private long malformed;

    /** Is told of signals that a monitor of ours sends to itself. */
    interface Pulses {
        /** The head is only lent. */
        void came(MessageHead head);
    }

    /** The same for what was recorded, in which such signals tell nothing. */
    Counting(Names names, Optional<Baseline> baseline, Consumer<BusSecond> each) {
        this(names, baseline, each, _ -> {});
    }

    /** @param each gets what each second had; it must not block */
    Counting(Names names, Optional<Baseline> baseline, Consumer<BusSecond> each, Pulses pulses) {
        this.pulses = pulses;
        this.traffic = new Traffic(names, baseline.map(Baseline::names).orElse(Set.of()));
        this.baseline = baseline;
        this.each = each;
    }

    /** Counts a message; one that breaks the rules is counted as such, and what a monitor sends to itself not at all. */
    void add(byte[] bytes, int start, int there, long nanos) {
        try {
            head.read(bytes, start, start + there);
            if (Pulse.is(head)) {
                pulses.came(head);
            } else {
                traffic.add(head, nanos);
            }
        } catch (MessageFormatException e) {
            malformed++;
        }
    }

    /** Ends a second; yields what came in it, by member. */
    Map<String, Long> second(Instant at, Duration over, long nanos) {
        var now = traffic.counted();
        var fresh = new HashMap<String, Long>();
        now.forEach((name, count) -> {
            long more = count - before.getOrDefault(name, 0L);
            if (more > 0) {
                fresh.put(name, more);
            }
        });
        before = now;
        recent.add(fresh);
        compared = baseline.map(recorded -> recorded.compare(recent));
        each.accept(traffic.second(
                at, over, nanos, compared.map(BusTraffic.Compared::missing).orElse(List.of())));
        return fresh;
    }

    /**
     * All of it, and how many were no messages.
     *
     * @param behind the most that was not taken yet
     * @param cut why it ended before its time; empty where it did not
     */
    BusTraffic all(Instant at, Duration over, long nanos, Optional<BusTraffic.Lag> behind, String cut) {
        return traffic.all(
                at,
                over,
                nanos,
                malformed,
                behind,
                compared.or(() -> baseline.map(recorded -> recorded.compare(recent))),
                cut.isEmpty() && malformed > 0 && traffic.isEmpty()
                        ? "none of " + malformed + " packets is a message of D-Bus"
                        : cut);
    }
}
