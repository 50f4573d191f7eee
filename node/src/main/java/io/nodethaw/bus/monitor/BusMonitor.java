package io.nodethaw.bus.monitor;

import io.nodethaw.bus.BusSecond;
import io.nodethaw.bus.BusTraffic;
import io.nodethaw.collect.Deadline;
import io.nodethaw.collect.Host;
import io.nodethaw.collect.SilentException;
import io.nodethaw.collect.wire.dbus.BusConnection;
import io.nodethaw.collect.wire.dbus.MessageFormatException;
import io.nodethaw.collect.wire.dbus.MethodCall;
import io.nodethaw.collect.wire.dbus.RawMessages;
import io.nodethaw.collect.wire.dbus.SystemBus;
import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;

/**
 * Watches all messages of the bus. It takes them at once; where it does not keep up, the bus would keep them for it, so it leaves before
 * the bus is in trouble. Used by one thread.
 */
public final class BusMonitor {
    /** How often it sees whether it has taken all that was there: until it has, messages do not gather. */
    private static final Duration LOOK = Duration.ofMillis(100);

    /** How long it may go on without having taken all that is there, as far as nothing tells more ({@link Pulse}). */
    private static final Duration BEHIND = Duration.ofSeconds(3);

    private static final Duration SECOND = Duration.ofSeconds(1);

    /** How long it waits for messages before it looks at the time. */
    private static final Duration MOMENT = Duration.ofMillis(100);

    /**
     * How long it lets messages gather after a read that brought few: at 50,000 a second some fifty, while a socket holds several hundred
     * (net.core.wmem_default). To be woken for each one costs more than all else that is done to it.
     */
    private static final Duration GATHER = Duration.ofMillis(1);

    /** More than this is not few. */
    private static final int FEW = 64 << 10;

    private final Host host;
    private final Settings settings;
    private final Counting counting;
    private final MessageCutter cutter = new MessageCutter();
    private final Optional<PcapWriter> record;
    private final Optional<Pulse> pulse;
    private final Deadline passed;
    private final Instant began;
    private Duration lastSecond = Duration.ZERO;
    private Duration caughtUp = Duration.ZERO;
    private Optional<Duration> trying = Optional.empty();
    private long behind;
    private long taken;
    private long nanos;
    private long micros;

    /**
     * What is wanted.
     *
     * @param time after which it ends; empty for never
     * @param record gets a recording in pcap; empty for none
     * @param baseline a recording of a time that was well; empty for none
     * @param stopped true once it is to end
     */
    public record Settings(
            Optional<Duration> time,
            Optional<OutputStream> record,
            Optional<InputStream> baseline,
            BooleanSupplier stopped) {}

    private BusMonitor(
            Host host,
            Settings settings,
            Names names,
            Optional<Baseline> usual,
            Consumer<BusSecond> each,
            Optional<Pulse> pulse) {
        this.host = host;
        this.settings = settings;
        this.pulse = pulse;
        this.counting = new Counting(names, usual, each, head -> pulse.ifPresent(own -> own.came(head, taken)));
        this.record = settings.record().map(PcapWriter::new);
        this.began = host.clock().instant();
        this.passed = host.deadline(Duration.ZERO);
    }

    /**
     * Watches the bus until its time is over.
     *
     * @param uid our own; root, as the bus wants it
     * @param limit until the bus lets us watch
     * @param names who is on the bus
     * @param each gets what each second had; it must not block
     */
    static BusTraffic watch(
            Host host, long uid, Duration limit, Settings settings, Names names, Consumer<BusSecond> each)
            throws IOException {
        var baseline = settings.baseline();
        var usual = baseline.isEmpty() ? Optional.<Baseline>empty() : Optional.of(Replay.baseline(baseline.get()));
        var deadline = host.deadline(limit);
        try (var bus = SystemBus.visit(host, uid, deadline).bus();
                var pulse = pulse(host, uid, deadline)) {
            names.told(bus.uniqueName(), "this command");
            var become = MethodCall.method(
                            BusConnection.BUS_NAME,
                            "/org/freedesktop/DBus",
                            "org.freedesktop.DBus.Monitoring",
                            "BecomeMonitor")
                    .with("asu", List.of(), 0L);
            var reply = bus.call(become, deadline);
            if (reply.isError()) {
                throw new IOException(reply.errorText());
            }
            return new BusMonitor(host, settings, names, usual, each, pulse.own()).run(bus.raw());
        }
    }

    /** Where there is none, the bus may be watched all the same. */
    private record Open(Optional<Pulse> own) implements Closeable {
        @Override
        public void close() throws IOException {
            if (own.isPresent()) {
                own.get().close();
            }
        }
    }

    private static Open pulse(Host host, long uid, Deadline deadline) {
        try {
            return new Open(Optional.of(Pulse.open(host, uid, deadline)));
        } catch (IOException refused) {
            return new Open(Optional.empty());
        }
    }

    private BusTraffic run(RawMessages messages) throws IOException {
        String end;
        try {
            end = read(messages);
        } catch (MessageFormatException e) {
            end = "left the bus: what it sent is no message (" + e.getMessage()
                    + "), so that nobody can tell where the next one begins; what came before is counted"
                    + (record.isPresent() ? " and recorded" : "");
        } catch (IOException e) {
            end = String.valueOf(e.getMessage());
        }
        tick(true);
        if (record.isPresent()) {
            try {
                record.get().end();
            } catch (IOException e) {
                end = end.isEmpty() ? "the recording: " + e.getMessage() : end;
            }
        }
        return counting.all(began, passed.waited(), host.ticker().nanos(), pulse.flatMap(Pulse::most), end);
    }

    /** Reads until the time is over; yields why it ended before that. */
    private String read(RawMessages messages) throws IOException {
        while (!settings.stopped().getAsBoolean() && !isOver()) {
            pulse.ifPresent(own -> own.beat(taken));
            boolean looks = passed.waited().minus(caughtUp).compareTo(LOOK) > 0;
            int count = read(messages, looks ? Duration.ZERO : MOMENT);
            if (count < 0) {
                return "the bus has closed the connection";
            }
            if (count > 0) {
                nanos = host.ticker().nanos();
                var now = host.clock().instant();
                micros = now.getEpochSecond() * 1_000_000 + now.getNano() / 1000;
                cutter.take(count, this::take);
            }
            var behind = behind(count, looks);
            if (behind.isPresent()) {
                return "left the bus: messages come faster than they can be taken here, and the bus would have to keep them"
                        + behind.get();
            }
            tick(false);
            if (!looks && count > 0 && count < FEW && !gather()) {
                return "interrupted";
            }
        }
        return "";
    }

    /** Reads what is there; yields 0 when nothing comes within this time. */
    private int read(RawMessages messages, Duration wait) throws IOException {
        int room = cutter.room();
        try {
            return messages.read(cutter.bytes(), cutter.end(), room, host.deadline(wait));
        } catch (SilentException nothing) {
            return 0;
        }
    }

    private boolean gather() {
        try {
            host.ticker().pause(GATHER);
            return true;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    private void take(byte[] bytes, int start, int there, int length) throws IOException {
        counting.add(bytes, start, there, nanos);
        taken += length;
        if (record.isPresent()) {
            record.get().add(micros, bytes, start, there, length);
        }
    }

    private boolean isOver() {
        return settings.time()
                .filter(time -> passed.waited().compareTo(time) >= 0)
                .isPresent();
    }

    /** Why it must not go on, in words; empty where it may. */
    private Optional<String> behind(int count, boolean looks) {
        if (pulse.filter(Pulse::tells).isPresent()) {
            caughtUp = count == 0 ? passed.waited() : caughtUp;
            return pulse.flatMap(own -> own.behind(taken)).map(words -> " (" + words + ")");
        }
        return isBehind(count, looks) ? Optional.of("") : Optional.empty();
    }

    /** The socket holds too little for its length to tell: that nothing is left in it shows that the bus keeps nothing for us. */
    private boolean isBehind(int count, boolean looks) {
        var now = passed.waited();
        if (count == 0) {
            caughtUp = now;
            trying = Optional.empty();
            behind = 0;
            return false;
        }
        behind += count;
        if (looks && trying.isEmpty()) {
            trying = Optional.of(now);
        }
        return behind > Pulse.MOST
                || trying.filter(since -> now.minus(since).compareTo(BEHIND) > 0)
                        .isPresent();
    }

    /** Ends a second when it is over, or in the end. */
    private void tick(boolean last) throws IOException {
        var now = passed.waited();
        var over = now.minus(lastSecond);
        if (over.compareTo(SECOND) >= 0 || last && over.toMillis() > 0) {
            lastSecond = now;
            counting.second(host.clock().instant(), over, host.ticker().nanos());
            if (record.isPresent() && !last) {
                record.get().flush();
            }
        }
    }
}
