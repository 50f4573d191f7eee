package io.nodethaw.bus.ask;

import io.nodethaw.bus.BusDaemon;
import io.nodethaw.collect.Asker;
import io.nodethaw.collect.Deadline;
import io.nodethaw.collect.Host;
import io.nodethaw.collect.NotAskedException;
import io.nodethaw.collect.Probe;
import io.nodethaw.collect.proc.Proc;
import io.nodethaw.collect.wire.dbus.BusConnection;
import io.nodethaw.collect.wire.dbus.SystemBus;
import io.nodethaw.evidence.BusSerial;
import io.nodethaw.evidence.Evidence;
import io.nodethaw.evidence.Machine;
import io.nodethaw.evidence.ProcessTable;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** Watches systemd's message counter: one question after the other over one connection, a few in all, because each answer uses a serial. */
public final class SerialWatch {
    /** Pieces of the time: enough to see whether messages come evenly. */
    private static final int PIECES = 10;

    /** The shortest piece. */
    private static final Duration LEAST = Duration.ofMillis(100);

    private final Host host;
    private final long uid;

    /** @param uid our own, for authentication */
    public SerialWatch(Host host, long uid) {
        this.host = host;
        this.uid = uid;
    }

    /**
     * Watches it for some time; ends when it does not answer.
     *
     * @param limit of each question
     */
    public Evidence watch(Duration limit, Duration time) throws InterruptedException {
        var into = new Evidence.Builder(host.clock().instant());
        var asker = new Asker(host);
        var proc = new Proc(host);
        Own.read(host, Machine.TYPE, "", _ -> proc.machine(), into);
        Own.read(host, ProcessTable.TYPE, "", _ -> proc.processes(), into);
        var replies = new Replies();
        asker.ask(
                List.of(new Probe<>(BusDaemon.TYPE, this::daemon), SystemdCalls.privately(host, uid), replies.next()),
                limit,
                into);
        try {
            int pieces = Math.clamp(time.dividedBy(LEAST), 1, PIECES);
            var since = host.deadline(time);
            for (int i = 1; i <= pieces && answered(into); i++) {
                host.ticker()
                        .pause(positive(time.multipliedBy(i).dividedBy(pieces).minus(since.waited())));
                asker.ask(List.of(replies.next()), limit, into);
            }
        } finally {
            replies.end(answered(into));
        }
        return into.build();
    }

    private static boolean answered(Evidence.Builder sofar) {
        return sofar.build().reading(BusSerial.TYPE).seen().isPresent();
    }

    private Duration now() {
        return Duration.ofNanos(host.ticker().nanos());
    }

    private static Duration positive(Duration time) {
        return time.isNegative() ? Duration.ZERO : time;
    }

    /** The bus knows of every connection whose process it is, also of itself. */
    private BusDaemon daemon(Deadline deadline) throws IOException {
        try (var visit = SystemBus.visit(host, uid, deadline)) {
            long pid = visit.bus()
                    .callBus("GetConnectionUnixProcessID", BusConnection.BUS_NAME, deadline)
                    .value(0, Long.class);
            return new BusDaemon(Math.toIntExact(pid));
        }
    }

    /** Makes sure that the name has an owner: a call to a name without one would tell of activation only. */
    private static void owned(BusConnection bus, Deadline deadline) throws IOException {
        var owner = bus.callBus("GetNameOwner", SystemdCalls.NAME, deadline);
        if (owner.errorName().equals("org.freedesktop.DBus.Error.NameHasNoOwner")) {
            throw new NotAskedException("nobody owns " + SystemdCalls.NAME);
        }
        owner.value(0, String.class);
    }

    /**
     * One connection for all questions. A question without an answer is left behind with it; then no other follows, and its thread closes
     * the connection when it gives up.
     */
    private final class Replies {
        private Optional<BusConnection> bus = Optional.empty();

        Probe<BusSerial> next() {
            return new Probe<>(BusSerial.TYPE, deadline -> {
                boolean told = false;
                try {
                    var serial = bus.isEmpty() ? first(deadline) : ping(bus.get(), deadline);
                    told = true;
                    return serial;
                } finally {
                    if (!told) {
                        close();
                    }
                }
            });
        }

        /** The first reply tells the version as well; where that is refused, as a Ping is not, it is a Ping. */
        private BusSerial first(Deadline deadline) throws IOException {
            var connection = SystemBus.visit(host, uid, deadline).bus();
            bus = Optional.of(connection);
            owned(connection, deadline);
            var reply = connection.call(SystemdCalls.version(SystemdCalls.NAME), deadline);
            return reply.isError()
                    ? ping(connection, deadline)
                    : new BusSerial(reply.serial(), reply.sender(), now(), Optional.of(SystemdCalls.text(reply)));
        }

        /** Closes the connection where the last question was answered; else it is that question's to close. */
        void end(boolean answered) {
            if (answered) {
                close();
            }
        }

        private void close() {
            try {
                if (bus.isPresent()) {
                    bus.get().close();
                }
            } catch (IOException e) {
                return; // nothing more was wanted of it
            }
        }

        private BusSerial ping(BusConnection connection, Deadline deadline) throws IOException {
            var reply = connection.call(SystemdCalls.ping(SystemdCalls.NAME), deadline);
            if (reply.isError()) {
                throw new IOException(reply.errorText());
            }
            return new BusSerial(reply.serial(), reply.sender(), now(), Optional.empty());
        }
    }
}
