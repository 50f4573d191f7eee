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
    private long malformed;

    /** @param each gets what each second had; it must not block */
    Counting(Names names, Optional<Baseline> baseline, Consumer<BusSecond> each) {
        this.traffic = new Traffic(names, baseline.map(Baseline::names).orElse(Set.of()));
        this.baseline = baseline;
        this.each = each;
    }

    /** Counts a message; one that breaks the rules is counted as such. */
    void add(byte[] bytes, int start, int there, long nanos) {
        try {
            head.read(bytes, start, start + there);
            traffic.add(head, nanos);
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
     * @param cut why it ended before its time; empty where it did not
     */
    BusTraffic all(Instant at, Duration over, long nanos, String cut) {
        var broken = malformed == 0 ? "" : malformed + " packets are no messages of D-Bus";
        var end = cut.isEmpty() || broken.isEmpty() ? cut + broken : cut + ", " + broken;
        return traffic.all(at, over, nanos, compared.or(() -> baseline.map(recorded -> recorded.compare(recent))), end);
    }
}
