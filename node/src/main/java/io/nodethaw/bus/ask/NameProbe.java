package io.nodethaw.bus.ask;

import io.nodethaw.bus.BusNames;
import io.nodethaw.collect.Deadline;
import io.nodethaw.collect.SilentException;
import io.nodethaw.collect.wire.dbus.BusConnection;
import io.nodethaw.collect.wire.dbus.Message;
import io.nodethaw.collect.wire.dbus.MethodCall;
import io.nodethaw.collect.wire.dbus.Variant;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Asks the bus who is on it. It answers all of this itself: nobody else gets a message. */
final class NameProbe {
    private static final String PATH = "/org/freedesktop/DBus";
    private static final String UNKNOWN_METHOD = "org.freedesktop.DBus.Error.UnknownMethod";

    private final Exchange exchange;
    private final String ours;
    private final Map<String, String> owners = new TreeMap<>();
    private final Map<String, BusNames.Peer> peers = new HashMap<>();
    private List<String> all = List.of();
    private List<String> activatable = List.of();

    private NameProbe(BusConnection bus) {
        this.exchange = new Exchange(bus);
        this.ours = bus.uniqueName();
    }

    /** Asks over this connection. When time is up, what was told until then counts. */
    static BusNames ask(BusConnection bus, Deadline deadline) throws IOException {
        var probe = new NameProbe(bus);
        boolean complete = true;
        probe.exchange.add("", call("ListNames"), probe::listed);
        probe.exchange.add("", call("ListActivatableNames"), reply -> probe.activatable = names(reply));
        try {
            probe.exchange.run(deadline);
        } catch (SilentException e) {
            if (probe.all.isEmpty()) {
                throw e;
            }
            complete = false;
        }
        return probe.told(complete);
    }

    static MethodCall call(String member) {
        return MethodCall.method(BusConnection.BUS_NAME, PATH, BusConnection.BUS_NAME, member);
    }

    private void listed(Message reply) {
        all = names(reply);
        for (var name : all) {
            if (!name.startsWith(":") && !name.equals(BusConnection.BUS_NAME)) {
                exchange.add("", call("GetNameOwner").with("s", name), owner -> put(name, owner));
            } else {
                peer(name);
            }
        }
        if (all.contains(BusConnection.BUS_NAME)) {
            owners.put(BusConnection.BUS_NAME, BusConnection.BUS_NAME);
        }
    }

    /** A name that has lost its owner meanwhile is none any more. */
    private void put(String name, Message owner) {
        if (!owner.isError() && !owner.body().isEmpty() && owner.body().getFirst() instanceof String unique) {
            owners.put(name, unique);
        }
    }

    private void peer(String unique) {
        exchange.add("", call("GetConnectionCredentials").with("s", unique), reply -> {
            if (reply.errorName().equals(UNKNOWN_METHOD)) { // came with dbus 1.7
                older(unique);
            } else if (!reply.isError()
                    && !reply.body().isEmpty()
                    && reply.body().getFirst() instanceof Map<?, ?> told) {
                put(unique, number(told.get("ProcessID")), number(told.get("UnixUserID")));
            }
        });
    }

    private void older(String unique) {
        exchange.add("", call("GetConnectionUnixProcessID").with("s", unique), reply -> {
            var pid = first(reply);
            put(unique, pid, Optional.empty());
            exchange.add("", call("GetConnectionUnixUser").with("s", unique), user -> put(unique, pid, first(user)));
        });
    }

    private static Optional<Long> first(Message reply) {
        return reply.isError() || reply.body().isEmpty()
                ? Optional.empty()
                : number(reply.body().getFirst());
    }

    private static Optional<Long> number(@Nullable Object value) {
        var plain = value instanceof Variant(var _, var inner) ? inner : value;
        return plain instanceof Long number ? Optional.of(number) : Optional.empty();
    }

    private void put(String unique, Optional<Long> pid, Optional<Long> uid) {
        var known =
                pid.filter(number -> number > 0 && number <= Integer.MAX_VALUE).map(Long::intValue);
        peers.put(unique, new BusNames.Peer(unique, known, uid));
    }

    private static List<String> names(Message reply) {
        var names = new ArrayList<String>();
        if (!reply.isError() && !reply.body().isEmpty() && reply.body().getFirst() instanceof List<?> all) {
            all.forEach(name -> names.add(String.valueOf(name)));
        }
        return names;
    }

    private BusNames told(boolean complete) {
        var names = owners.entrySet().stream()
                .map(entry -> new BusNames.Owned(entry.getKey(), entry.getValue()))
                .toList();
        var known = all.stream()
                .flatMap(name -> Optional.ofNullable(peers.get(name)).stream())
                .toList();
        return new BusNames(names, known, activatable, ours, complete);
    }
}
