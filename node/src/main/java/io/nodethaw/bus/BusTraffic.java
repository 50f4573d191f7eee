package io.nodethaw.bus;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * What passed the bus while it was watched.
 *
 * @param at when it began
 * @param over how long
 * @param senders those who sent most first
 * @param sendersLeftOut messages whose senders are not among them, since too many others were on the bus at once
 * @param members most first
 * @param errors by name, most first
 * @param open calls that were not answered, the oldest first
 * @param forgotten calls that were no longer kept, because there were too many
 * @param units of systemd that came and went
 * @param malformed what came and broke the rules of D-Bus, so that it could not be counted
 * @param behind the most that the bus had for us and we had not taken; empty where that was not measured
 * @param compared with a recorded time; empty where none was given
 * @param end why it ended before its time; empty where it did not
 */
public record BusTraffic(
        Instant at,
        Duration over,
        BusCounts counts,
        List<Sender> senders,
        long sendersLeftOut,
        List<Member> members,
        List<BusSecond.Most> errors,
        List<OpenCall> open,
        long forgotten,
        List<UnitKind> units,
        long malformed,
        Optional<Lag> behind,
        Optional<Compared> compared,
        String end) {
    public BusTraffic {
        senders = List.copyOf(senders);
        members = List.copyOf(members);
        errors = List.copyOf(errors);
        open = List.copyOf(open);
        units = List.copyOf(units);
    }

    /**
     * How far we were behind the bus.
     *
     * @param age how long after it was sent a message of our own came
     * @param bytes of other messages that came before it
     */
    public record Lag(Duration age, long bytes) {}

    /**
     * The last seconds beside a recorded time.
     *
     * @param over how long was looked at
     * @param often kinds of messages that come often enough in the recording for their absence to tell
     * @param missing those of them that did not come
     * @param why nothing could be compared; empty where it could
     */
    public record Compared(Duration over, int often, List<Missing> missing, String why) {
        public Compared {
            missing = List.copyOf(missing);
        }
    }

    /**
     * Who sent.
     *
     * @param connection unique name
     * @param who in words: "systemd 1"; empty where the bus does not tell
     * @param serial of its last message: how many it has sent since it connected; empty for the bus itself, which gives its messages
     *     numbers of each receiver (dbus-daemon) or none (dbus-broker)
     * @param skipped numbers of messages that were not seen, though those around them were; empty for the bus itself
     */
    public record Sender(
            String connection, String who, long messages, long bytes, Optional<Long> serial, Optional<Long> skipped) {}

    /** Messages of one member of an interface: calls of a method, or signals. */
    public record Member(String interfaceName, String member, long messages) {}

    /** Units of one kind: "scope". */
    public record UnitKind(String kind, long made, long removed) {}

    /**
     * Messages that should have come.
     *
     * @param name "INTERFACE.MEMBER of SENDER"
     * @param seen how many came
     * @param usual how many come in such a time
     * @param least how many came at least in each such part of the recorded time
     * @param over how long was looked at
     */
    public record Missing(String name, long seen, double usual, long least, Duration over) {}
}
