package io.nodethaw.bus.monitor;

import io.nodethaw.bus.BusTraffic;
import io.nodethaw.collect.Deadline;
import io.nodethaw.collect.Host;
import io.nodethaw.collect.wire.dbus.BusConnection;
import io.nodethaw.collect.wire.dbus.Message;
import io.nodethaw.collect.wire.dbus.MessageHead;
import io.nodethaw.collect.wire.dbus.MethodCall;
import io.nodethaw.collect.wire.dbus.SystemBus;
import java.io.Closeable;
import java.io.IOException;
import java.time.Duration;
import java.util.Optional;

/**
 * A signal that we send to ourselves over a connection of its own, to see when it comes in the stream that we watch: what comes before it
 * is what the bus keeps for us. At most one is on its way. Used by one thread.
 */
final class Pulse implements Closeable {
    private static final String INTERFACE = "io.nodethaw";
    private static final String MEMBER = "Pulse";
    private static final String PATH = "/io/nodethaw";

    /** So often one is sent, where the one before has come. */
    private static final Duration EVERY = Duration.ofMillis(250);

    /** How long sending one may take: it is some hundred bytes, and the socket is empty. */
    private static final Duration SENDING = Duration.ofMillis(50);

    /**
     * A quarter of what dbus-daemon keeps for one connection, 127 MiB (bus/config-parser.c, max_outgoing_bytes). For a monitor it knows no
     * limit (bus/connection.c, bus_transaction_capture): it would keep all there is until memory runs out.
     */
    static final long MOST = 32L << 20;

    /** What has not come in this time is late where more came before it than a socket holds: then the bus keeps it. Our own limit. */
    private static final Duration LATE = Duration.ofSeconds(3);

    /** More than twice of what a socket holds (net.core.wmem_default, 208 KiB). */
    private static final long MUCH = 512 << 10;

    private final Host host;
    private final BusConnection bus;
    private Deadline since;
    private long serial;
    private long before;
    private boolean seen;
    private boolean broken;
    private BusTraffic.Lag most = new BusTraffic.Lag(Duration.ZERO, 0);

    private Pulse(Host host, BusConnection bus) {
        this.host = host;
        this.bus = bus;
        this.since = host.deadline(Duration.ZERO);
    }

    /** Connects; the monitor has to begin after that. */
    static Pulse open(Host host, long uid, Deadline deadline) throws IOException {
        return new Pulse(host, SystemBus.visit(host, uid, deadline).bus());
    }

    /** The unique name of its connection. */
    String name() {
        return bus.uniqueName();
    }

    /** True for such a signal, also that of another program of ours: it says nothing of the bus, and does not count. */
    static boolean is(MessageHead head) {
        return head.type() == Message.Type.SIGNAL
                && head.member().equals(MEMBER)
                && head.interfaceName().equals(INTERFACE)
                && head.sender().equals(head.destination());
    }

    /**
     * Sends one, where it is time.
     *
     * @param taken how many bytes of the stream were taken by now
     */
    void beat(long taken) {
        if (broken || serial != 0 || seen && since.waited().compareTo(EVERY) < 0) {
            return;
        }
        try {
            bus.drop(); // those before have come back to us
            since = host.deadline(Duration.ZERO);
            before = taken;
            serial = bus.send(MethodCall.signal(name(), PATH, INTERFACE, MEMBER), host.deadline(SENDING));
        } catch (IOException e) {
            broken = true; // then nothing more is measured
        }
    }

    /** Such a signal has come; it may be another program's. */
    void came(MessageHead head, long taken) {
        if (serial != 0 && head.serial() == serial && head.sender().equals(name())) {
            serial = 0;
            seen = true;
            measured(taken);
        }
    }

    private void measured(long taken) {
        var age = since.waited();
        most = new BusTraffic.Lag(
                age.compareTo(most.age()) > 0 ? age : most.age(), Math.max(taken - before, most.bytes()));
    }

    /** True when one has come: without that it is not known whether this bus lets them pass. */
    boolean tells() {
        return seen && !broken;
    }

    /** What is behind, in words, where that is more than may be; {@link #tells()} is true. */
    Optional<String> behind(long taken) {
        if (serial == 0) {
            return Optional.empty();
        }
        long bytes = taken - before;
        boolean late = since.waited().compareTo(LATE) > 0 && bytes > MUCH;
        if (bytes <= MOST && !late) {
            return Optional.empty();
        }
        measured(taken);
        return Optional.of("a message of its own has not come for "
                + since.waited().toMillis() + " ms, and " + (bytes >> 10) + " KiB came before it");
    }

    /** The most that was behind; empty where that was not measured. */
    Optional<BusTraffic.Lag> most() {
        return seen ? Optional.of(most) : Optional.empty();
    }

    @Override
    public void close() throws IOException {
        bus.close();
    }
}
