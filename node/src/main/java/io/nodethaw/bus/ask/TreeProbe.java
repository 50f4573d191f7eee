package io.nodethaw.bus.ask;

import io.nodethaw.bus.BusNames;
import io.nodethaw.bus.BusTrees;
import io.nodethaw.collect.Deadline;
import io.nodethaw.collect.SilentException;
import io.nodethaw.collect.wire.dbus.BusConnection;
import io.nodethaw.collect.wire.dbus.Message;
import io.nodethaw.collect.wire.dbus.MethodCall;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/** Asks the owners of some names for their objects, all at the same time: who is silent holds up nobody else. */
final class TreeProbe {
    /** The most objects of one name that are asked for: each is a message for its owner. */
    static final int MOST = 2000;

    private final Exchange exchange;
    private final Deadline deadline;
    private final List<Walk> walks = new ArrayList<>();

    private TreeProbe(BusConnection bus, Deadline deadline) {
        this.exchange = new Exchange(bus);
        this.deadline = deadline;
    }

    /** Asks until all have answered, or time is up. */
    static BusTrees ask(BusConnection bus, List<BusNames.Owned> names, Deadline deadline) throws IOException {
        var probe = new TreeProbe(bus, deadline);
        for (var name : names) {
            probe.walks.add(probe.new Walk(name));
        }
        probe.walks.forEach(walk -> walk.ask("/"));
        try {
            probe.exchange.run(deadline);
        } catch (SilentException e) {
            return probe.told(); // what the others told counts
        }
        return probe.told();
    }

    private BusTrees told() {
        return new BusTrees(walks.stream().map(Walk::told).toList());
    }

    /** The way through the objects of one name. */
    private final class Walk {
        private final BusNames.Owned name;
        private final Set<String> known = new HashSet<>();
        private final Set<String> described = new TreeSet<>();
        private final List<BusTrees.Refusal> failed = new ArrayList<>();
        private int left;
        private Duration last = Duration.ZERO;

        Walk(BusNames.Owned name) {
            this.name = name;
        }

        void ask(String path) {
            if (!known.add(path)) {
                return;
            }
            if (known.size() > MOST) {
                left++;
                return;
            }
            var call = MethodCall.method(name.name(), path, "org.freedesktop.DBus.Introspectable", "Introspect");
            exchange.add(name.name(), call, reply -> take(path, reply));
        }

        private void take(String path, Message reply) {
            last = deadline.waited();
            if (reply.isError()) {
                failed.add(new BusTrees.Refusal(path, reply.errorText()));
            } else if (reply.body().isEmpty() || !(reply.body().getFirst() instanceof String text)) {
                failed.add(new BusTrees.Refusal(path, "its description is no text"));
            } else {
                described.add(path);
                Introspection.below(path, text, 2 * MOST).forEach(this::ask);
            }
        }

        BusTrees.Branch told() {
            int unsent = exchange.unsent(name.name());
            return new BusTrees.Branch(
                    name.name(),
                    name.owner(),
                    List.copyOf(described),
                    failed,
                    exchange.unanswered(name.name()),
                    unsent + left,
                    last);
        }
    }
}
