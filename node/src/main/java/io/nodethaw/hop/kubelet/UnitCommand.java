package io.nodethaw.hop.kubelet;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.nodethaw.collect.Deadline;
import io.nodethaw.collect.Host;
import io.nodethaw.collect.NotAskedException;
import io.nodethaw.collect.wire.dbus.BusConnection;
import io.nodethaw.collect.wire.dbus.MethodCall;
import io.nodethaw.collect.wire.dbus.SystemBus;
import io.nodethaw.collect.wire.dbus.Variant;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The command of kubelet's unit, as systemd tells it, with its variables and the files that set them; and the files that it names.
 * Nothing is read of the process.
 */
final class UnitCommand {
    private static final String MANAGER = "/org/freedesktop/systemd1";
    private static final String SERVICE = "org.freedesktop.systemd1.Service";

    /** Configuration files have some kB, a kubeconfig with its certificates too. */
    private static final int LONGEST = 1 << 20;

    private final Host host;
    private final long uid;

    /** @param uid our own, for authentication */
    UnitCommand(Host host, long uid) {
        this.host = host;
        this.uid = uid;
    }

    /** Its words. */
    List<String> words(String unit, Deadline deadline) throws IOException {
        try (var peer = BusConnection.openPrivate(SystemBus.systemd(host), uid, deadline)) {
            var service = path(peer, unit, deadline);
            var variables = new UnitVariables();
            texts(get(peer, service, "Environment", deadline)).forEach(variables::assign);
            for (var file : fields(peer, service, "EnvironmentFiles", 0, deadline)) {
                variables.file(text(String.valueOf(file)));
            }
            var command = new ArrayList<String>();
            for (var words : fields(peer, service, "ExecStart", 1, deadline)) {
                command.clear(); // of several commands the last one is the daemon
                command.addAll(variables.expanded(texts(words)));
            }
            return command;
        }
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
    String text(String path) throws IOException {
        var file = path.startsWith("/") ? Optional.of(host.onNode(path)) : Optional.<Path>empty();
        if (file.filter(Files::isRegularFile).isEmpty()) {
            return "";
        }
        try (var in = Files.newInputStream(file.get())) {
            return new String(in.readNBytes(LONGEST), UTF_8);
        }
    }
}
