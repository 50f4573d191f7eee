package io.nodethaw.level;

import io.nodethaw.collect.Deadline;
import io.nodethaw.collect.Host;
import io.nodethaw.collect.proc.Proc;
import io.nodethaw.collect.socket.Signals;
import io.nodethaw.collect.wire.dbus.BusConnection;
import io.nodethaw.collect.wire.dbus.Message;
import io.nodethaw.collect.wire.dbus.MethodCall;
import io.nodethaw.collect.wire.dbus.SystemBus;
import io.nodethaw.collect.wire.dbus.Variant;
import io.nodethaw.evidence.ProcessTable;
import java.io.Closeable;
import java.io.IOException;
import java.util.Optional;

/** Reads and sets what PID 1 logs, over its private socket. Used by one thread. */
final class InitLevel implements Closeable {
    private static final long ROOT = 0;

    private static final String PATH = "/org/freedesktop/systemd1";
    private static final String MANAGER = "org.freedesktop.systemd1.Manager";
    private static final String PROPERTIES = "org.freedesktop.DBus.Properties";

    /** SIGRTMIN of glibc (signal(7)); systemd(1) counts from it. */
    private static final int SIGRTMIN = 34;

    private static final int TO_DEBUG = SIGRTMIN + 22;
    private static final int FROM_DEBUG = SIGRTMIN + 23;

    private final BusConnection systemd;

    private InitLevel(BusConnection systemd) {
        this.systemd = systemd;
    }

    /** Connects to the private socket. */
    static InitLevel open(Host host, Deadline deadline) throws IOException {
        return new InitLevel(BusConnection.openPrivate(SystemBus.systemd(host), ROOT, deadline));
    }

    /** What it logs now. */
    LogSettings read(Deadline deadline) throws IOException {
        return new LogSettings(
                property("LogLevel", deadline)
                        .orElseThrow(() -> new IOException("systemd does not tell its log level")),
                property("LogTarget", deadline));
    }

    private Optional<String> property(String name, Deadline deadline) throws IOException {
        var reply = systemd.call(MethodCall.method("", PATH, PROPERTIES, "Get").with("ss", MANAGER, name), deadline);
        return reply.isError()
                ? Optional.empty()
                : Optional.of(reply.value(0, Variant.class).value())
                        .filter(String.class::isInstance)
                        .map(String.class::cast);
    }

    /**
     * Sets it. A target that systemd refuses stays as it is.
     *
     * @throws RefusedException when systemd answers to the level with an error
     */
    void write(LogSettings settings, Deadline deadline) throws IOException {
        set("LogLevel", settings.level(), deadline);
        if (settings.target().isPresent()) {
            try {
                set("LogTarget", settings.target().get(), deadline);
            } catch (RefusedException stays) { // the level is set all the same, and can be put back; a signal could not
            }
        }
    }

    private void set(String name, String value, Deadline deadline) throws IOException {
        Message reply = systemd.call(
                MethodCall.method("", PATH, PROPERTIES, "Set").with("ssv", MANAGER, name, Variant.of(value)), deadline);
        if (reply.isError()) {
            throw new RefusedException(reply.errorText());
        }
    }

    /** Has it look for a unit that does not exist: it tells those who watch its units that this one comes and goes. */
    void stir(Deadline deadline) throws IOException {
        systemd.call(MethodCall.method("", PATH, MANAGER, "LoadUnit").with("s", "nodethaw-nothing.target"), deadline);
    }

    /** Sets the level by a signal, where the socket refuses that: to debug. */
    static void raiseBySignal(Host host) throws IOException {
        signal(host, TO_DEBUG);
    }

    /**
     * Sets the level by a signal: since 239 to what is configured, before that to info, whatever it was before (src/core/manager.c,
     * manager_dispatch_signal_fd).
     */
    static void lowerBySignal(Host host) throws IOException {
        signal(host, FROM_DEBUG);
    }

    private static void signal(Host host, int number) throws IOException {
        long ticks = startTicks(host);
        new Signals(host).send(ProcessTable.INIT, ticks, number);
    }

    /** When PID 1 started, in clock ticks after boot. */
    static long startTicks(Host host) throws IOException {
        return new Proc(host)
                .process(ProcessTable.INIT)
                .startTicks()
                .orElseThrow(() -> new IOException("the start time of PID 1 is not told"));
    }

    @Override
    public void close() throws IOException {
        systemd.close();
    }
}
