package io.nodethaw.hop.systemd;

import io.nodethaw.collect.Deadline;
import io.nodethaw.collect.Host;
import io.nodethaw.collect.SilentException;
import io.nodethaw.collect.wire.dbus.BusConnection;
import io.nodethaw.collect.wire.dbus.MethodCall;
import io.nodethaw.collect.wire.dbus.SystemBus;
import io.nodethaw.remedy.RefusedException;
import java.io.IOException;
import java.time.Duration;

/**
 * Talks to the manager of systemd.
 *
 * @param uid our own, for authentication
 */
record Manager(Host host, long uid) {
    /** Limit of one answer. */
    private static final Duration LIMIT = Duration.ofSeconds(1);

    /** Limit until the connection ends: PID 1 first writes its state, which took 0.14 s with 60 units (measured). */
    private static final Duration REEXECUTE = Duration.ofSeconds(10);

    /** systemd could not be reached: nothing was sent. */
    static final class NotToldException extends IOException {
        private static final long serialVersionUID = 1;

        NotToldException(IOException cause) {
            super(String.valueOf(cause.getMessage()), cause);
        }
    }

    /**
     * Calls Reexecute on the private socket. There is never a reply: on success systemd closes all connections.
     *
     * @return how long it took until the connection ended
     * @throws NotToldException when nothing reached systemd
     * @throws RefusedException when it answered with an error
     * @throws SilentException when it took the call and the connection stayed open
     */
    Duration reexecute() throws IOException {
        var deadline = Deadline.in(REEXECUTE);
        try (var peer = open(deadline)) {
            long serial = send(peer, deadline);
            try {
                var reply = peer.reply(serial, deadline, "Reexecute");
                if (reply.isError()) {
                    throw new RefusedException(reply.errorText());
                }
            } catch (RefusedException | SilentException e) {
                throw e;
            } catch (IOException end) {
                return deadline.waited(); // end of the stream, or a reset
            }
            return deadline.waited();
        }
    }

    private BusConnection open(Deadline deadline) throws NotToldException {
        try {
            return BusConnection.openPrivate(SystemBus.systemd(host), uid, deadline);
        } catch (IOException e) {
            throw new NotToldException(e);
        }
    }

    private static long send(BusConnection peer, Deadline deadline) throws NotToldException {
        try {
            return peer.send(MethodCall.method("", SystemdProbe.PATH, SystemdProbe.MANAGER, "Reexecute"), deadline);
        } catch (IOException e) {
            throw new NotToldException(e);
        }
    }

    /** True when it owns its name and answers a Ping both through the bus and on its private socket. */
    boolean answers() {
        return answersOnBus() && answersPrivately();
    }

    private boolean answersOnBus() {
        var deadline = Deadline.in(LIMIT);
        try (var visit = SystemBus.visit(host, uid, deadline)) {
            return !visit.bus()
                            .callBus("GetNameOwner", SystemdProbe.NAME, deadline)
                            .isError()
                    && ping(visit.bus(), SystemdProbe.NAME, deadline);
        } catch (IOException e) {
            return false;
        }
    }

    private boolean answersPrivately() {
        var deadline = Deadline.in(LIMIT);
        try (var peer = BusConnection.openPrivate(SystemBus.systemd(host), uid, deadline)) {
            return ping(peer, "", deadline);
        } catch (IOException e) {
            return false;
        }
    }

    private static boolean ping(BusConnection bus, String to, Deadline deadline) throws IOException {
        return !bus.call(MethodCall.method(to, SystemdProbe.PATH, "org.freedesktop.DBus.Peer", "Ping"), deadline)
                .isError();
    }
}
