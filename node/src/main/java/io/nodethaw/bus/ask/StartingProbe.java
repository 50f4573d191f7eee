package io.nodethaw.bus.ask;

import io.nodethaw.bus.StartingServices;
import io.nodethaw.collect.Deadline;
import io.nodethaw.collect.Host;
import io.nodethaw.collect.MonotonicStamp;
import io.nodethaw.collect.NotPermittedException;
import io.nodethaw.collect.Probe;
import io.nodethaw.collect.wire.dbus.BusConnection;
import io.nodethaw.collect.wire.dbus.MethodCall;
import io.nodethaw.collect.wire.dbus.SystemBus;
import io.nodethaw.collect.wire.dbus.Variant;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Asks systemd, on its private socket, which services it is starting that are to take a name on the bus. */
final class StartingProbe {
    /** The most jobs that are asked about, each with two questions; at boot there are hundreds. */
    static final int MOST = 20;

    /** Jobs that end in a start (org.freedesktop.systemd1(5), the types of jobs). */
    private static final Set<String> STARTS = Set.of("start", "restart");

    /** Fields of a job in the answer of ListJobs. */
    private static final int UNIT = 1;

    private static final int TYPE = 2;
    private static final int STATE = 3;
    private static final int PATH = 5;
    private static final int FIELDS = 6;

    private final BusConnection peer;
    private final Deadline deadline;

    private StartingProbe(BusConnection peer, Deadline deadline) {
        this.peer = peer;
        this.deadline = deadline;
    }

    static Probe<StartingServices> privately(Host host, long uid) {
        return new Probe<>(StartingServices.TYPE, deadline -> {
            if (uid != 0) {
                throw NotPermittedException.of("systemd tells its jobs to root only");
            }
            try (var peer = BusConnection.openPrivate(SystemBus.systemd(host), uid, deadline)) {
                return new StartingProbe(peer, deadline).ask();
            }
        });
    }

    private StartingServices ask() throws IOException {
        var found = new ArrayList<StartingServices.Service>();
        int asked = 0;
        for (var one : peer.call(SystemdCalls.jobs(""), deadline).value(0, List.class)) {
            if (one instanceof List<?> job && isStart(job) && asked++ < MOST) {
                service(job).ifPresent(found::add);
            }
        }
        return new StartingServices(found);
    }

    private static boolean isStart(List<?> job) {
        return job.size() == FIELDS
                && STARTS.contains(text(job, TYPE))
                && text(job, STATE).equals("running")
                && text(job, UNIT).endsWith(".service");
    }

    private Optional<StartingServices.Service> service(List<?> job) throws IOException {
        var path = text(job, PATH);
        var name = get(path, "org.freedesktop.systemd1.Service", "BusName", String.class);
        if (name.filter(one -> !one.isEmpty()).isEmpty()) {
            return Optional.empty();
        }
        var since = get(path, "org.freedesktop.systemd1.Unit", "InactiveExitTimestampMonotonic", Long.class);
        return Optional.of(new StartingServices.Service(
                name.get(), text(job, UNIT), since.filter(stamp -> stamp > 0).map(MonotonicStamp::age)));
    }

    private <T> Optional<T> get(String path, String type, String property, Class<T> expected) throws IOException {
        var call = MethodCall.method("", path, "org.freedesktop.DBus.Properties", "Get")
                .with("ss", type, property);
        var reply = peer.call(call, deadline);
        return reply.isError()
                ? Optional.empty()
                : Optional.of(reply.value(0, Variant.class).value())
                        .filter(expected::isInstance)
                        .map(expected::cast);
    }

    private static String text(List<?> fields, int index) {
        return String.valueOf(fields.get(index));
    }
}
