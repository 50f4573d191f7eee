package io.nodethaw.hop.kubelet;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.nodethaw.collect.Deadline;
import io.nodethaw.collect.Host;
import io.nodethaw.collect.NotAskedException;
import io.nodethaw.collect.wire.dbus.BusConnection;
import io.nodethaw.collect.wire.dbus.MethodCall;
import io.nodethaw.collect.wire.dbus.SystemBus;
import io.nodethaw.collect.wire.dbus.Variant;
import io.nodethaw.evidence.RuntimeEndpoint;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Finds out which runtime kubelet is told to use: systemd tells the command of its unit, with its variables and the files that set
 * them; what the command does not say may stand in the configuration file that it names. Nothing is read of the process, and of the
 * files nothing else is kept.
 */
final class EndpointProbe {
    private static final String MANAGER = "/org/freedesktop/systemd1";
    private static final String SERVICE = "org.freedesktop.systemd1.Service";

    /** Flags of kubelet (cmd/kubelet/app/options/options.go); k3s and RKE2 have the first one too. */
    private static final String ENDPOINT = "--container-runtime-endpoint";

    private static final String CONFIG = "--config";

    /** Configuration files have some kB. */
    private static final int LONGEST = 1 << 20;

    private final Host host;
    private final long uid;

    EndpointProbe(Host host, long uid) {
        this.host = host;
        this.uid = uid;
    }

    /** @param unit of the kubelet that runs */
    RuntimeEndpoint ask(String unit, Deadline deadline) throws IOException {
        try (var peer = BusConnection.openPrivate(SystemBus.systemd(host), uid, deadline)) {
            var service = path(peer, unit, deadline);
            var variables = new UnitVariables();
            strings(peer, service, "Environment", deadline).forEach(variables::assign);
            for (var file : fields(peer, service, "EnvironmentFiles", 0, deadline)) {
                variables.file(text(String.valueOf(file)));
            }
            var command = new ArrayList<String>();
            for (var words : fields(peer, service, "ExecStart", 1, deadline)) {
                command.clear(); // of several commands the last one is the daemon
                command.addAll(variables.expanded(texts(words)));
            }
            return of(unit, command);
        }
    }

    private RuntimeEndpoint of(String unit, List<String> command) throws IOException {
        var flag = Flags.value(command, ENDPOINT);
        var file = Flags.value(command, CONFIG).filter(path -> path.startsWith("/"));
        if (flag.isPresent() || file.isEmpty()) {
            return new RuntimeEndpoint(flag, unit);
        }
        var written = Flags.configured(text(file.get()));
        return new RuntimeEndpoint(written, file.get());
    }

    /** The path of a unit that is loaded; it is not loaded for us. */
    private static String path(BusConnection peer, String unit, Deadline deadline) throws IOException {
        var reply = peer.call(
                MethodCall.method("", MANAGER, "org.freedesktop.systemd1.Manager", "GetUnit")
                        .with("s", unit),
                deadline);
        if (reply.isError()) {
            throw new NotAskedException(reply.errorText());
        }
        return reply.value(0, String.class);
    }

    private static List<String> strings(BusConnection peer, String service, String property, Deadline deadline)
            throws IOException {
        return texts(get(peer, service, property, deadline));
    }

    /** One field of each of the structures in a property. */
    private static List<Object> fields(
            BusConnection peer, String service, String property, int field, Deadline deadline) throws IOException {
        var all = new ArrayList<>();
        for (var structure : get(peer, service, property, deadline)) {
            if (structure instanceof List<?> parts && parts.size() > field) {
                all.add(parts.get(field));
            }
        }
        return all;
    }

    private static List<?> get(BusConnection peer, String service, String property, Deadline deadline)
            throws IOException {
        var reply = peer.call(
                MethodCall.method("", service, "org.freedesktop.DBus.Properties", "Get")
                        .with("ss", SERVICE, property),
                deadline);
        return !reply.isError() && reply.value(0, Variant.class).value() instanceof List<?> list ? list : List.of();
    }

    private static List<String> texts(Object list) {
        return list instanceof List<?> items
                ? items.stream().map(String::valueOf).toList()
                : List.of();
    }

    /** A file of the node; empty where there is none, as a unit may leave it open, or where it is no plain file. */
    private String text(String path) throws IOException {
        var file = path.startsWith("/") ? Optional.of(host.onNode(path)) : Optional.<Path>empty();
        if (file.filter(Files::isRegularFile).isEmpty()) {
            return "";
        }
        try (var in = Files.newInputStream(file.get())) {
            return new String(in.readNBytes(LONGEST), UTF_8);
        }
    }
}
