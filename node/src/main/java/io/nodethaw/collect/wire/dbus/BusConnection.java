package io.nodethaw.collect.wire.dbus;

import io.nodethaw.collect.Connection;
import io.nodethaw.collect.Connector;
import io.nodethaw.collect.Deadline;
import io.nodethaw.collect.SilentException;
import java.io.Closeable;
import java.io.IOException;
import java.nio.ByteOrder;

/**
 * A connection to a message bus, or to one peer. Used by one thread at a time. Error replies are messages, not exceptions.
 *
 * <p>A step without an answer is named in the {@link SilentException}: "connect", "auth", "Hello", "send Ping of
 * org.freedesktop.systemd1", "reply to Ping of org.freedesktop.systemd1", "message to ourselves".
 */
public final class BusConnection implements Closeable {
    /** Name, path and interface of the bus itself. */
    public static final String BUS_NAME = "org.freedesktop.DBus";

    private static final String BUS_PATH = "/org/freedesktop/DBus";
    private static final String OUR_PATH = "/io/nodethaw";
    private static final String OUR_INTERFACE = "io.nodethaw";

    private final Connection connection;
    private final MessageStream messages;
    private String uniqueName = "";
    private long lastSerial;
    private boolean cut;

    private BusConnection(Connection connection) {
        this.connection = connection;
        this.messages = new MessageStream(connection);
    }

    /** Connects to a message bus as the given user id, and says Hello. */
    public static BusConnection open(Connector connector, long uid, Deadline deadline) throws IOException {
        var bus = openPrivate(connector, uid, deadline);
        try {
            long serial = bus.send(MethodCall.method(BUS_NAME, BUS_PATH, BUS_NAME, "Hello"), deadline, "Hello");
            bus.uniqueName = bus.reply(serial, deadline, "Hello").value(0, String.class);
            return bus;
        } catch (IOException e) {
            bus.close();
            throw e;
        }
    }

    /** Connects to one peer without a bus between, such as systemd behind /run/systemd/private: nobody says Hello. */
    public static BusConnection openPrivate(Connector connector, long uid, Deadline deadline) throws IOException {
        var connection = connector.open(deadline);
        try {
            Authentication.perform(connection, uid, deadline);
            return new BusConnection(connection);
        } catch (IOException e) {
            connection.close();
            throw e;
        }
    }

    /** Our name on the bus, ":1.42"; empty peer to peer. */
    public String uniqueName() {
        return uniqueName;
    }

    /** Sends a call and waits for its reply; other messages that come meanwhile are dropped. */
    public Message call(MethodCall call, Deadline deadline) throws IOException {
        return reply(send(call, deadline), deadline, "reply to " + call.title());
    }

    /** A call to the bus itself: GetNameOwner, GetConnectionUnixProcessID. */
    public Message callBus(String member, String argument, Deadline deadline) throws IOException {
        return call(MethodCall.method(BUS_NAME, BUS_PATH, BUS_NAME, member).with("s", argument), deadline);
    }

    /** Sends without waiting for a reply; yields the serial. */
    public long send(MethodCall call, Deadline deadline) throws IOException {
        return send(call, deadline, "send " + call.title());
    }

    /** The reply to a call that was sent; also one that comes after an earlier wait for it was given up. */
    public Message reply(long serial, Deadline deadline, String stage) throws IOException {
        while (true) {
            var message = receive(deadline, stage);
            if (message.answers(serial)) {
                return message;
            }
        }
    }

    /** The next message of any kind. */
    public Message receive(Deadline deadline, String stage) throws IOException {
        if (deadline.passed()) {
            throw new SilentException(stage, deadline.waited());
        }
        return messages.next(deadline, stage);
    }

    /**
     * Sends a signal to our own name and waits until the bus has brought it: the bus passes messages on. A signal, because the
     * usual policy of the system bus refuses calls to names that nobody has allowed.
     */
    public Message echo(Deadline deadline) throws IOException {
        String stage = "message to ourselves";
        long serial = send(MethodCall.signal(uniqueName, OUR_PATH, OUR_INTERFACE, "Echo"), deadline, stage);
        while (true) {
            var message = receive(deadline, stage);
            if (message.type() == Message.Type.SIGNAL
                    && message.serial() == serial
                    && message.sender().equals(uniqueName)) {
                return message;
            }
        }
    }

    /** Drops what has come and was not read, without waiting for more. */
    public void drop() throws IOException {
        messages.drop();
    }

    /** The bytes that come from now on, for those who read messages in another way; nothing may be sent any more. */
    public RawMessages raw() {
        return new RawMessages(connection, messages.left());
    }

    private long send(MethodCall call, Deadline deadline, String stage) throws IOException {
        if (cut) {
            throw new IOException("an earlier message was sent only in part");
        }
        var bytes = MessageEncoder.encode(call.message(++lastSerial), ByteOrder.nativeOrder());
        int length = bytes.remaining();
        try {
            connection.write(bytes, deadline, stage);
        } finally {
            cut = bytes.hasRemaining() && bytes.remaining() < length;
        }
        return lastSerial;
    }

    @Override
    public void close() throws IOException {
        connection.close();
    }
}
