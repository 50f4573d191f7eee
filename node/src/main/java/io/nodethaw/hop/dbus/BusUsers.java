package io.nodethaw.hop.dbus;

import static java.util.stream.Collectors.groupingBy;

import io.nodethaw.collect.dbus.SystemBus;
import io.nodethaw.evidence.Descriptors;
import io.nodethaw.evidence.Key;
import io.nodethaw.evidence.ProcessTable;
import io.nodethaw.evidence.UnixSockets;
import io.nodethaw.wait.Edge;
import io.nodethaw.wait.EdgeSource;
import io.nodethaw.wait.NodeView;
import io.nodethaw.wait.Strength;
import io.nodethaw.wait.Vertex;
import io.nodethaw.wait.Wait;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** From us, whom the bus lets in no more, to the program that holds most of its connections. */
final class BusUsers implements EdgeSource {
    /** How dbus-daemon names the limit it is at (D-Bus Specification, org.freedesktop.DBus.Error.LimitsExceeded). */
    private static final String LIMIT = "LimitsExceeded";

    /**
     * A program with its connections to the bus.
     *
     * @param connections of each of its processes
     * @param all connections of everybody
     */
    record Users(String comm, Map<Integer, Integer> connections, int all) {
        int count() {
            return connections.values().stream().mapToInt(Integer::intValue).sum();
        }
    }

    /** What the bus said when it turned us away because there are too many connections of root. */
    static Optional<String> refused(NodeView view) {
        return view.evidence().seen(BusEcho.TYPE).flatMap(BusEcho::refused).filter(why -> why.contains(LIMIT));
    }

    /** The program that has more than half of all connections, once the bus lets no more in. */
    static Optional<Users> most(NodeView view) {
        if (refused(view).isEmpty()) {
            return Optional.empty();
        }
        var byProcess = new HashMap<Integer, Integer>();
        for (var path : SystemBus.PATHS) {
            view.socketsAt(path).stream()
                    .filter(socket -> socket.state() == UnixSockets.State.ESTABLISHED)
                    .flatMap(socket -> view.socketHolders(socket.peer()).stream())
                    .forEach(holder -> byProcess.merge(holder.pid(), 1, Integer::sum));
        }
        int all = byProcess.values().stream().mapToInt(Integer::intValue).sum();
        return byProcess.keySet().stream()
                .flatMap(pid -> view.process(pid).stream())
                .collect(groupingBy(ProcessTable.Entry::comm))
                .entrySet()
                .stream()
                .map(program -> users(program.getKey(), program.getValue(), byProcess, all))
                .max(Comparator.comparingInt(Users::count))
                .filter(users -> 2 * users.count() > all);
    }

    private static Users users(String comm, List<ProcessTable.Entry> processes, Map<Integer, Integer> all, int sum) {
        var own = new HashMap<Integer, Integer>();
        processes.forEach(process -> own.put(process.pid(), all.getOrDefault(process.pid(), 0)));
        return new Users(comm, own, sum);
    }

    /** One process needs to let go; of several any would do. */
    @Override
    public List<Edge> edges(NodeView view) {
        var edges = new ArrayList<Edge>();
        most(view).ifPresent(users -> {
            var strength = users.connections().size() == 1 ? Strength.NEEDS : Strength.ANY;
            var text = "the system bus lets root in no more: " + users.count() + " of its " + users.all()
                    + " connections are held by " + users.comm();
            users.connections().keySet().stream()
                    .sorted()
                    .flatMap(pid -> view.vertex(pid).stream())
                    .map(process -> Edge.of(
                            new Vertex.Ourselves(),
                            process,
                            strength,
                            Wait.PROBE,
                            text,
                            BusEcho.TYPE.key(),
                            UnixSockets.TYPE.key(),
                            Descriptors.TYPE.key(process.pid())))
                    .forEach(edges::add);
        });
        return edges;
    }

    @Override
    public Set<Key> wants(NodeView view, Set<Integer> frontier) {
        return Set.of();
    }
}
