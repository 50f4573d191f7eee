package io.nodethaw.collect.memory;

import io.nodethaw.collect.Connector;
import io.nodethaw.collect.Deadline;
import io.nodethaw.collect.wire.dbus.BusConnection;
import io.nodethaw.collect.wire.dbus.MethodCall;
import java.io.Closeable;
import java.io.IOException;

/**
 * A private connection to systemd whose counter at systemd's end we know, so that the field can be recognised in memory.
 * systemd has received more messages on it than it has sent, so that these two counters differ. It must stay open while memory
 * is read.
 */
public final class MarkedConnection implements Closeable {
    private static final String PATH = "/org/freedesktop/systemd1";

    /** Signals that systemd reads and ignores. */
    private static final int UNANSWERED = 3;

    /** Calls that systemd answers: a number that lengths and flags rarely have. */
    private static final int ANSWERED = 11;

    private final BusConnection connection;
    private final long mark;

    private MarkedConnection(BusConnection connection, long mark) {
        this.connection = connection;
        this.mark = mark;
    }

    /** Connects to systemd's private socket as the given user id, and makes systemd count. */
    public static MarkedConnection open(Connector systemd, long uid, Deadline deadline) throws IOException {
        var connection = BusConnection.openPrivate(systemd, uid, deadline);
        try {
            for (int i = 0; i < UNANSWERED; i++) {
                connection.send(MethodCall.signal("", "/io/nodethaw", "io.nodethaw", "Mark"), deadline);
            }
            long mark = 0;
            for (int i = 0; i < ANSWERED; i++) {
                mark = connection
                        .call(MethodCall.method("", PATH, "org.freedesktop.DBus.Peer", "Ping"), deadline)
                        .serial();
            }
            return new MarkedConnection(connection, mark);
        } catch (IOException e) {
            connection.close();
            throw e;
        }
    }

    /** Serial of the last message that systemd sent on it. */
    public long mark() {
        return mark;
    }

    @Override
    public void close() throws IOException {
        connection.close();
    }
}
