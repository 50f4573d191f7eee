package io.nodethaw.hop.systemd;

import io.nodethaw.collect.Deadline;
import io.nodethaw.collect.NotAskedException;
import io.nodethaw.collect.wire.dbus.BusConnection;
import io.nodethaw.collect.wire.dbus.Message;
import io.nodethaw.collect.wire.dbus.MethodCall;
import io.nodethaw.collect.wire.dbus.SystemBus;
import io.nodethaw.collect.wire.dbus.Variant;
import io.nodethaw.remedy.Canary;
import io.nodethaw.remedy.NodeAccess;
import io.nodethaw.remedy.PidNamespaces;
import io.nodethaw.remedy.RefusedStartException;
import io.nodethaw.remedy.Trial;
import java.io.File;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * A transient scope with one process, which we start; made over the bus by the same call that runc makes for a container
 * (StartTransientUnit, then the signal JobRemoved; libcontainer/cgroups/systemd).
 */
final class ScopeCanary implements Canary {
    /**
     * It took 0.17 to 0.71 s in the runs by which {@link Trial#LIMIT} was chosen, and nothing has to be removed after it: less than half of
     * what runtimes have.
     */
    private static final Duration LIMIT = Duration.ofSeconds(10);

    private static final String MATCH = "type='signal',sender='" + SystemdProbe.NAME + "',interface='"
            + SystemdProbe.MANAGER + "',member='JobRemoved'";

    /**
     * Errors of systemd itself: its own, those of system calls (sd-bus, bus-error.c), and the general ones that it uses. Others are those
     * of dbus-daemon, or a lack of rights.
     */
    private static final Pattern SYSTEMD_SAYS = Pattern.compile(
            "org\\.freedesktop\\.systemd1\\..*|System\\.Error\\.(?!ESRCH|EPERM|EACCES).*|org\\.freedesktop\\.DBus\\.Error\\.(Failed|NoMemory)");

    @Override
    public String name() {
        return "a scope through the bus";
    }

    @Override
    public Duration limit() {
        return LIMIT;
    }

    @Override
    public Optional<String> removal(String trial) {
        return Optional.empty(); // a scope ends with its process, which is our child
    }

    @Override
    public String start(NodeAccess access, Trial trial) throws IOException {
        var other = PidNamespaces.read(access.host()).same().refusal();
        if (other.isPresent()) {
            throw new NotAskedException("systemd could take another process for ours: " + other.get());
        }
        var process = new ProcessBuilder(access.idle())
                .directory(new File("/"))
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .redirectError(ProcessBuilder.Redirect.DISCARD)
                .start();
        try (var bus = trial.step("connection to the bus", limit -> connected(access, limit))) {
            var scope = trial.name() + ".scope";
            job(bus, trial, start(scope, process.pid()));
            job(bus, trial, manager("StopUnit").with("ss", scope, "fail"));
            return scope + " started and stopped in " + trial.waited().toMillis() + " ms";
        } finally {
            process.destroyForcibly(); // needs nobody but the kernel
        }
    }

    private static MethodCall start(String scope, long pid) {
        var properties = List.of(
                List.of("Description", Variant.of("nodethaw proves that scopes start")),
                List.of("DefaultDependencies", Variant.of(false)),
                List.of("PIDs", new Variant("au", List.of(pid))));
        return manager("StartTransientUnit").with("ssa(sv)a(sa(sv))", scope, "fail", properties, List.of());
    }

    private static MethodCall manager(String member) {
        return MethodCall.method(SystemdProbe.NAME, SystemdProbe.PATH, SystemdProbe.MANAGER, member);
    }

    private static BusConnection connected(NodeAccess access, Deadline limit) throws IOException {
        var bus = BusConnection.open(SystemBus.bus(access.host()), access.uid(), limit);
        try {
            answered(bus.callBus("AddMatch", MATCH, limit));
            return bus;
        } catch (IOException | RuntimeException e) {
            bus.close();
            throw e;
        }
    }

    /** Sends a call that creates a job, and waits for its reply and for the end of the job. */
    private static void job(BusConnection bus, Trial trial, MethodCall call) throws IOException {
        var job = trial.step(call.member(), limit -> {
            long serial = bus.send(call, limit);
            return answered(bus.reply(serial, limit, "reply to " + call.member()))
                    .value(0, String.class);
        });
        trial.step("job of " + call.member(), limit -> ended(bus, job, limit));
    }

    /** Waits for the end of the job. */
    private static String ended(BusConnection bus, String job, Deadline limit) throws IOException {
        while (true) {
            var message = bus.receive(limit, "end of its job");
            if (message.type() == Message.Type.SIGNAL
                    && message.member().equals("JobRemoved")
                    && message.value(1, String.class).equals(job)) {
                var result = message.value(3, String.class);
                if (!result.equals("done")) {
                    var told = "its job ended with: " + result;
                    throw result.equals("canceled") ? new IOException(told) : new RefusedStartException(told);
                }
                return result;
            }
        }
    }

    private static Message answered(Message reply) throws IOException {
        if (!reply.isError()) {
            return reply;
        }
        throw SYSTEMD_SAYS.matcher(reply.errorName()).matches()
                ? new RefusedStartException(reply.errorText())
                : new IOException(reply.errorText());
    }
}
