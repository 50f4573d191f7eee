package io.nodethaw.look;

import io.nodethaw.collect.Deadline;
import io.nodethaw.collect.Host;
import io.nodethaw.collect.Outcome;
import io.nodethaw.collect.Pending;
import io.nodethaw.collect.Probe;
import io.nodethaw.collect.Relay;
import io.nodethaw.collect.child.Lane;
import io.nodethaw.collect.child.Question;
import io.nodethaw.collect.child.Questions;
import io.nodethaw.collect.child.ReaderChild;
import io.nodethaw.collect.goroutines.GoroutineTask;
import io.nodethaw.collect.memory.CallTargets;
import io.nodethaw.collect.proc.OpenFiles;
import io.nodethaw.collect.proc.Proc;
import io.nodethaw.collect.socket.SocketFiles;
import io.nodethaw.collect.socket.Sockets;
import io.nodethaw.evidence.Descriptors;
import io.nodethaw.evidence.DiskStats;
import io.nodethaw.evidence.Evidence;
import io.nodethaw.evidence.FactType;
import io.nodethaw.evidence.FileLocks;
import io.nodethaw.evidence.Goroutines;
import io.nodethaw.evidence.Key;
import io.nodethaw.evidence.Machine;
import io.nodethaw.evidence.Namespaces;
import io.nodethaw.evidence.Pressure;
import io.nodethaw.evidence.ProcessTable;
import io.nodethaw.evidence.Reading;
import io.nodethaw.evidence.Sample;
import io.nodethaw.evidence.SocketFile;
import io.nodethaw.evidence.Status;
import io.nodethaw.evidence.Tasks;
import io.nodethaw.evidence.TcpSockets;
import io.nodethaw.evidence.UnixSockets;
import io.nodethaw.hop.Chain;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;

/**
 * Reads keys: what is safe in our own process, what may hang in the reader child, which starts with the first such key, or
 * in a thread that can be left behind.
 */
final class Readers {
    private final Host host;
    private final Proc proc;
    private final Sockets sockets;
    private final Chain chain;
    private final Supplier<ReaderChild> start;
    private final Map<String, Relay> relays = new HashMap<>();
    private final List<Out> out = new ArrayList<>();
    private Optional<ReaderChild> child = Optional.empty();
    private Set<Integer> daemons = Set.of();

    /** A question without an answer so far. */
    private record Out(Pending<?> pending, boolean large) {}

    Readers(Host host, Chain chain, Supplier<ReaderChild> start) {
        this.host = host;
        this.proc = new Proc(host);
        this.sockets = new Sockets(host);
        this.chain = chain;
        this.start = start;
    }

    /** Tells whose readings shall not wait for anybody else's. */
    void daemons(Set<Integer> pids) {
        daemons = Set.copyOf(pids);
    }

    /**
     * Reads these keys into the evidence. Those in the child wait for their answers to the deadline; without one they are
     * silent for the moment, and an answer that comes later is taken by {@link #late}.
     */
    void read(Collection<Key> keys, Deadline deadline, Evidence.Builder into) {
        var asked = new ArrayList<Out>();
        for (var key : keys) {
            question(key).ifPresent(question -> asked.add(ask(question)));
        }
        for (var key : keys) {
            table(key).ifPresent(table -> asked.add(new Out(start(table, deadline), false)));
        }
        var files = new OpenFiles(host);
        for (var key : keys) {
            own(key, files, into);
        }
        for (var one : asked) {
            await(one.pending(), deadline);
            put(one.pending(), deadline, into);
            if (one.pending().isOut()) {
                out.add(one);
            }
        }
    }

    private <T> Pending<T> start(Probe<T> table, Deadline deadline) {
        return relays.computeIfAbsent(table.type().name(), _ -> new Relay(host.clock()))
                .ask(table.type(), table.instance(), "read of " + table.key(), table.ask(), deadline.left());
    }

    private void await(Pending<?> asked, Deadline deadline) {
        var relay = relays.get(asked.type().name());
        if (relay != null) {
            relay.await(asked, deadline);
        }
    }

    private Out ask(Question<?> question) {
        var lane = lane(question.key());
        boolean large = lane == Lane.DAEMONS && question.type().equals(Goroutines.TYPE);
        return new Out(startChild().ask(question, lane), large);
    }

    /**
     * Takes the answers that came late, waiting for those still out to the deadline; true when there were any.
     *
     * @param large deadline for the goroutines of the chain's daemons: there may be tens of thousands
     */
    boolean late(Deadline deadline, Deadline large, Evidence.Builder into) {
        var waiting = List.copyOf(out);
        for (var one : waiting) {
            one.pending().await(one.large() && deadline.left().compareTo(large.left()) < 0 ? large : deadline);
            if (!one.pending().isOut() && out.remove(one)) {
                put(one.pending(), deadline, into);
            }
        }
        return out.size() < waiting.size();
    }

    private static <T> void put(Pending<T> asked, Deadline deadline, Evidence.Builder into) {
        into.put(asked.type(), asked.instance(), asked.await(deadline));
    }

    /** Starts the reader child ahead of its first question, since starting takes a moment. */
    ReaderChild startChild() {
        if (child.isEmpty()) {
            child = Optional.of(start.get());
        }
        return child.get();
    }

    /** Lets the child go, with whatever it hangs in. */
    void leave() {
        child.ifPresent(ReaderChild::leave);
    }

    /** Whom it is about; what a hop asks in its own words is about its daemon. */
    Lane lane(Key key) {
        boolean file = Questions.of(key).isPresent();
        boolean memory = CallTargets.question(key).isPresent()
                || GoroutineTask.question(key).isPresent();
        if (!file && !memory) {
            return Lane.INIT;
        }
        int slash = key.instance().indexOf('/');
        var pid = slash < 0 ? key.instance() : key.instance().substring(0, slash);
        if (pid.isEmpty() || pid.equals("1")) {
            return Lane.INIT;
        }
        return daemons.contains(Integer.parseInt(pid)) ? Lane.DAEMONS : file ? Lane.FILES : Lane.MEMORY;
    }

    private Optional<Question<?>> question(Key key) {
        return Questions.of(key)
                .or(() -> CallTargets.question(key))
                .or(() -> GoroutineTask.question(key))
                .or(() -> chain.hops().stream()
                        .flatMap(hop -> hop.question(key).stream())
                        .findFirst());
    }

    /**
     * What is asked in a thread of its own. Tables of sockets: the first question to a kernel that has sock_diag as modules makes
     * it load one from the disk, which may hang. Files by their path, which may lead over any mount.
     */
    private Optional<Probe<?>> table(Key key) {
        return switch (key.fact()) {
            case "unix-sockets" -> Optional.of(new Probe<>(UnixSockets.TYPE, sockets::unix));
            case "tcp-sockets" -> Optional.of(new Probe<>(TcpSockets.TYPE, sockets::tcp));
            case "socket-file" -> Optional.of(new Probe<>(SocketFile.TYPE, key.instance(), _ -> file(key)));
            default -> Optional.empty();
        };
    }

    private void own(Key key, OpenFiles files, Evidence.Builder into) {
        switch (key.fact()) {
            case "machine" -> put(Machine.TYPE, key, into, proc::machine);
            case "processes" -> put(ProcessTable.TYPE, key, into, proc::processes);
            case "status" -> put(Status.TYPE, key, into, () -> proc.status(pid(key)));
            case "tasks" -> put(Tasks.TYPE, key, into, () -> proc.tasks(pid(key)));
            case "descriptors" -> put(Descriptors.TYPE, key, into, () -> files.of(pid(key)));
            case "namespaces" -> put(Namespaces.TYPE, key, into, () -> proc.namespaces(pid(key)));
            case "file-locks" -> put(FileLocks.TYPE, key, into, proc::fileLocks);
            case "disk-stats" -> put(DiskStats.TYPE, key, into, proc::diskStats);
            case "pressure" -> put(Pressure.TYPE, key, into, proc::pressure);
            default -> {}
        }
    }

    private SocketFile file(Key key) throws IOException {
        return SocketFiles.read(host, key.instance());
    }

    private static int pid(Key key) {
        return Integer.parseInt(key.instance());
    }

    @FunctionalInterface
    private interface Reader<T> {
        T read() throws IOException;
    }

    private <T> void put(FactType<T> type, Key key, Evidence.Builder into, Reader<T> reader) {
        var asked = host.clock().instant();
        Reading<T> reading;
        try {
            reading = new Reading.Seen<>(reader.read());
        } catch (IOException | RuntimeException e) {
            reading = Outcome.of(e);
        }
        into.put(type, key.instance(), new Sample<>(reading, asked, host.clock().instant()));
    }
}
