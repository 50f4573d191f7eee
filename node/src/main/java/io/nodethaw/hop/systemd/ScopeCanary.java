package io.nodethaw.hop.systemd;

import io.nodethaw.collect.Deadline;
import io.nodethaw.collect.wire.dbus.BusConnection;
import io.nodethaw.collect.wire.dbus.Message;
import io.nodethaw.collect.wire.dbus.MethodCall;
import io.nodethaw.collect.wire.dbus.SystemBus;
import io.nodethaw.collect.wire.dbus.Variant;
import io.nodethaw.remedy.Canary;
import io.nodethaw.remedy.NodeAccess;
import java.io.File;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * A transient scope with one process, which we start; made over the bus by the same call that runc makes for a container
 * (StartTransientUnit, then the signal JobRemoved; libcontainer/cgroups/systemd).
 */
final class ScopeCanary implements Canary {
    private static final String MATCH = "type='signal',sender='" + SystemdProbe.NAME + "',interface='"
            + SystemdProbe.MANAGER + "',member='JobRemoved'";

    @Override
    public String name() {
        return "a scope through the bus";
    }

    @Override
    public Duration limit() {
        return Duration.ofSeconds(10);
    }

    @Override
    public Optional<String> removal(String trial) {
        return Optional.empty(); // a scope ends with its process, which is our child
    }

    @Override
    public String start(NodeAccess access, String trial, Deadline deadline) throws IOException {
        var process = new ProcessBuilder(access.idle())
                .directory(new File("/"))
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .redirectError(ProcessBuilder.Redirect.DISCARD)
                .start();
        try (var bus = BusConnection.open(SystemBus.bus(access.host()), access.uid(), deadline)) {
            answered(bus.callBus("AddMatch", MATCH, deadline));
            var scope = trial + ".scope";
            job(bus, "start of " + scope, start(scope, process.pid()), deadline);
            job(bus, "stop of " + scope, manager("StopUnit").with("ss", scope, "fail"), deadline);
            return scope + " started and stopped in " + deadline.waited().toMillis() + " ms";
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

    /** Sends a call that creates a job, and waits for its reply and for the end of the job. */
    private static void job(BusConnection bus, String what, MethodCall call, Deadline deadline) throws IOException {
        long serial = bus.send(call, deadline);
        var job = answered(bus.reply(serial, deadline, "reply to " + call.member()))
                .value(0, String.class);
        while (true) {
            var message = bus.receive(deadline, "end of the job of the " + what);
            if (message.type() == Message.Type.SIGNAL
                    && message.member().equals("JobRemoved")
                    && message.value(1, String.class).equals(job)) {
                var result = message.value(3, String.class);
                if (!result.equals("done")) {
                    throw new IOException(what + ": " + result);
                }
                return;
            }
        }
    }

    private static Message answered(Message reply) throws IOException {
        if (reply.isError()) {
            throw new IOException(reply.errorText());
        }
        return reply;
    }
}
