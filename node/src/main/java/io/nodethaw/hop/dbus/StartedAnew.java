package io.nodethaw.hop.dbus;

import io.nodethaw.evidence.ProcessTable;
import io.nodethaw.hop.Addresses;
import io.nodethaw.wait.NodeView;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * A bus that was started long after the runtimes of this node. Whoever was connected to the one before has lost it; who that was cannot
 * be told, because the kernel tells neither path nor peer of a connection whose other end is gone (net/unix/diag.c, sk_diag_dump_peer).
 */
final class StartedAnew {
    /** A node that boots starts the bus first, or some seconds later: our own limit. */
    private static final Duration BOOT = Duration.ofSeconds(10);

    private StartedAnew() {}

    /** In words; empty where the bus is the older one, or their ages were not read. */
    static Optional<String> note(NodeView view) {
        var bus = Addresses.bus(view).flatMap(process -> view.process(process.pid()));
        var since = bus.flatMap(view::age);
        var oldest = runtimes(view).max(Comparator.comparing(one -> age(view, one)));
        if (since.isEmpty() || oldest.isEmpty()) {
            return Optional.empty();
        }
        var later = age(view, oldest.get()).minus(since.get());
        return later.compareTo(BOOT) < 0
                ? Optional.empty()
                : Optional.of(view.name(bus.get().pid()) + " was started " + span(later) + " after "
                        + view.name(oldest.get().pid())
                        + ": who was connected to one before may be off the bus (nodethaw bus list)");
    }

    private static Stream<ProcessTable.Entry> runtimes(NodeView view) {
        return Stream.of(Addresses.DOCKER, Addresses.CONTAINERD, Addresses.CRI)
                .flatMap(List::stream)
                .flatMap(path -> Addresses.acceptor(view, path).stream())
                .flatMap(process -> view.process(process.pid()).stream());
    }

    private static Duration age(NodeView view, ProcessTable.Entry process) {
        return view.age(process).orElse(Duration.ZERO);
    }

    /** As exact as a person needs it. */
    private static String span(Duration time) {
        if (time.toDays() >= 2) {
            return time.toDays() + " days";
        }
        if (time.toHours() >= 2) {
            return time.toHours() + " h";
        }
        return time.toMinutes() >= 2 ? time.toMinutes() + " min" : time.toSeconds() + " s";
    }
}
