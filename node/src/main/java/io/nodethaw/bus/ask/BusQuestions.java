package io.nodethaw.bus.ask;

import io.nodethaw.bus.AskingTime;
import io.nodethaw.bus.BusEnds;
import io.nodethaw.bus.BusNames;
import io.nodethaw.bus.BusTrees;
import io.nodethaw.bus.KeptBytes;
import io.nodethaw.bus.MatchRules;
import io.nodethaw.collect.Asker;
import io.nodethaw.collect.Deadline;
import io.nodethaw.collect.Host;
import io.nodethaw.collect.Pending;
import io.nodethaw.collect.Probe;
import io.nodethaw.collect.proc.OpenFiles;
import io.nodethaw.collect.proc.Proc;
import io.nodethaw.collect.socket.Sockets;
import io.nodethaw.collect.wire.dbus.BusConnection;
import io.nodethaw.collect.wire.dbus.SystemBus;
import io.nodethaw.evidence.Evidence;
import io.nodethaw.evidence.FactType;
import io.nodethaw.evidence.Machine;
import io.nodethaw.evidence.ProcessTable;
import io.nodethaw.evidence.UnixSockets;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** Asks the bus and its clients, each once. */
public final class BusQuestions {
    /** Limit of reading the kernel's table of sockets, which takes some milliseconds. */
    private static final Duration SOCKETS = Duration.ofMillis(300);

    /** A probe that gives up at its limit says what got no answer; this is how long we wait for it to say so. */
    private static final Duration GRACE = Duration.ofMillis(100);

    private final Host host;
    private final long uid;
    private final Asker asker;

    /** @param uid our own, for authentication */
    public BusQuestions(Host host, long uid) {
        this.host = host;
        this.uid = uid;
        this.asker = new Asker(host);
    }

    /**
     * The objects of names, and what is needed to know of owners that are silent.
     *
     * @param wanted names; empty for all well-known ones
     * @param limit within which the bus tells its names, and then each owner all its objects
     */
    public Evidence trees(List<String> wanted, Duration limit) {
        var into = new Evidence.Builder(host.clock().instant());
        var watch = new Stopwatch(host);
        var names = names(limit, watch, into);
        names.ifPresent(known -> trees(known, wanted, limit, watch, into));
        into.seen(AskingTime.TYPE, "", watch.time());
        return into.build();
    }

    private void trees(BusNames names, List<String> wanted, Duration limit, Stopwatch watch, Evidence.Builder into) {
        var asked = chosen(names, wanted);
        var probes = new ArrayList<Probe<?>>();
        probes.add(visiting(BusTrees.TYPE, (bus, deadline) -> TreeProbe.ask(bus, asked, deadline)));
        if (asked.stream().anyMatch(name -> name.name().equals(SystemdCalls.NAME))) {
            probes.add(SystemdCalls.privately(host, uid));
        }
        if (mayBeStarting(names, wanted)) {
            probes.add(StartingProbe.privately(host, uid));
        }
        askWhileLooking(probes.stream().<Probe<?>>map(watch::of).toList(), limit, into);
        var silent = into.build().seen(BusTrees.TYPE).map(BusTrees::branches).orElse(List.of()).stream()
                .filter(branch -> branch.silent() > 0)
                .map(BusTrees.Branch::owner)
                .collect(Collectors.toSet());
        if (!silent.isEmpty()) {
            processes(into);
            ends(names, silent, into);
        }
    }

    /**
     * Asks, and looks at processes and sockets while the answers are due. What is seen after that counts; but a first look takes longest,
     * and who is silent leaves time for it.
     */
    private void askWhileLooking(List<Probe<?>> probes, Duration limit, Evidence.Builder into) {
        var deadline = host.deadline(limit.plus(GRACE));
        var asked = new ArrayList<Pending<?>>();
        for (var probe : probes) {
            asked.add(asker.start(probe, limit));
        }
        processes(into);
        sockets(into);
        for (var pending : asked) {
            put(pending, deadline, into);
        }
    }

    private static <T> void put(Pending<T> asked, Deadline deadline, Evidence.Builder into) {
        into.put(asked.type(), asked.instance(), asked.await(deadline));
    }

    private Optional<UnixSockets> sockets(Evidence.Builder into) {
        asker.ask(List.of(new Probe<>(UnixSockets.TYPE, new Sockets(host)::unix)), SOCKETS, into);
        return into.build()
                .latest(UnixSockets.TYPE, "")
                .flatMap(sample -> sample.reading().seen());
    }

    /** Who is on the bus, and what the kernel and the bus tell of each. */
    public Evidence clients(Duration limit) {
        var into = new Evidence.Builder(host.clock().instant());
        var names = names(limit, new Stopwatch(host), into);
        if (names.isEmpty()) {
            return into.build();
        }
        processes(into);
        asker.ask(
                List.of(
                        visiting(MatchRules.TYPE, RulesProbe::ask),
                        visiting(
                                KeptBytes.TYPE,
                                (bus, deadline) ->
                                        KeptProbe.ask(bus, names.get().peers(), deadline))),
                limit,
                into);
        ends(
                names.get(),
                names.get().peers().stream().map(BusNames.Peer::unique).collect(Collectors.toSet()),
                into);
        return into.build();
    }

    /** The names on the bus, and whose they are. */
    public Evidence names(Duration limit) {
        var into = new Evidence.Builder(host.clock().instant());
        names(limit, new Stopwatch(host), into);
        return into.build();
    }

    private Optional<BusNames> names(Duration limit, Stopwatch watch, Evidence.Builder into) {
        asker.ask(List.of(watch.of(visiting(BusNames.TYPE, NameProbe::ask))), limit, into);
        return into.build().seen(BusNames.TYPE);
    }

    /** A question over a connection of its own. */
    @FunctionalInterface
    private interface Asked<T> {
        T over(BusConnection bus, Deadline deadline) throws IOException;
    }

    private <T> Probe<T> visiting(FactType<T> type, Asked<T> question) {
        return new Probe<>(type, deadline -> {
            try (var visit = SystemBus.visit(host, uid, deadline)) {
                return question.over(visit.bus(), deadline);
            }
        });
    }

    private static List<BusNames.Owned> chosen(BusNames names, List<String> wanted) {
        return wanted.isEmpty()
                ? names.names()
                : wanted.stream()
                        .distinct()
                        .flatMap(name -> names.owner(name).map(owner -> new BusNames.Owned(name, owner)).stream())
                        .toList();
    }

    /** True where a name has no owner, and would get one by a service that a call to it starts. */
    private static boolean mayBeStarting(BusNames names, List<String> wanted) {
        return names.activatable().stream()
                .filter(name -> wanted.isEmpty() || wanted.contains(name))
                .anyMatch(name -> names.owner(name).isEmpty());
    }

    private void processes(Evidence.Builder into) {
        var proc = new Proc(host);
        Own.read(host, Machine.TYPE, "", _ -> proc.machine(), into);
        Own.read(host, ProcessTable.TYPE, "", _ -> proc.processes(), into);
    }

    /** The queues of the connections of these owners' processes. */
    private void ends(BusNames names, Set<String> owners, Evidence.Builder into) {
        var sockets = sockets(into);
        if (sockets.isEmpty()) {
            return;
        }
        var table = new BusSockets(sockets.get());
        var files = new OpenFiles(host);
        owners.stream()
                .flatMap(owner -> names.peer(owner).flatMap(BusNames.Peer::pid).stream())
                .distinct()
                .forEach(
                        pid -> Own.read(host, BusEnds.TYPE, Integer.toString(pid), _ -> table.of(files.of(pid)), into));
    }
}
