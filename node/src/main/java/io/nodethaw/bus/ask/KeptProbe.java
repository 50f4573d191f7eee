package io.nodethaw.bus.ask;

import io.nodethaw.bus.BusNames;
import io.nodethaw.bus.KeptBytes;
import io.nodethaw.collect.Deadline;
import io.nodethaw.collect.wire.dbus.BusConnection;
import io.nodethaw.collect.wire.dbus.Message;
import io.nodethaw.collect.wire.dbus.MethodCall;
import io.nodethaw.collect.wire.dbus.Variant;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Asks the bus how much it keeps of each connection (dbus-daemon, bus/stats.c, GetConnectionStats). */
final class KeptProbe {
    private static final String PATH = "/org/freedesktop/DBus";
    private static final String STATS = "org.freedesktop.DBus.Debug.Stats";

    private KeptProbe() {}

    static KeptBytes ask(BusConnection bus, List<BusNames.Peer> peers, Deadline deadline) throws IOException {
        var kept = new ArrayList<KeptBytes.Kept>();
        var refused = new ArrayList<String>();
        var exchange = new Exchange(bus);
        for (var peer : peers) {
            var unique = peer.unique();
            if (unique.startsWith(":")) {
                exchange.add("", call(unique), reply -> {
                    if (reply.isError()) {
                        refused.add(reply.errorText());
                    } else {
                        kept(unique, reply).ifPresent(kept::add);
                    }
                });
            }
        }
        exchange.run(deadline);
        if (kept.isEmpty() && !refused.isEmpty()) { // one that has gone meanwhile is refused too
            throw new IOException(refused.getFirst());
        }
        return new KeptBytes(kept);
    }

    private static MethodCall call(String unique) {
        return MethodCall.method(BusConnection.BUS_NAME, PATH, STATS, "GetConnectionStats")
                .with("s", unique);
    }

    /** dbus-broker tells other things of a connection, and none of these. */
    private static Optional<KeptBytes.Kept> kept(String unique, Message reply) {
        if (reply.body().isEmpty() || !(reply.body().getFirst() instanceof Map<?, ?> told)) {
            return Optional.empty();
        }
        return bytes(told.get("OutgoingBytes"))
                .flatMap(outgoing -> bytes(told.get("IncomingBytes"))
                        .map(incoming -> new KeptBytes.Kept(unique, outgoing, incoming)));
    }

    private static Optional<Long> bytes(@Nullable Object value) {
        return value instanceof Variant(var _, var inner) && inner instanceof Long number
                ? Optional.of(number)
                : Optional.empty();
    }
}
