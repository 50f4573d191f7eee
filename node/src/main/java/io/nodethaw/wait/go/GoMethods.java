package io.nodethaw.wait.go;

import io.nodethaw.evidence.FrameTables.Protocol;
import io.nodethaw.evidence.Goroutine;
import io.nodethaw.wait.NodeView;
import io.nodethaw.wait.NodeView.OpenFile;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Finds who serves a call when no connection was read, as in dumps: by the method. When one process serves the method, that one
 * is asked, provided that it serves it as often as it is called. When several do, such as shims, each of them is asked if there
 * are as many calls as goroutines that serve them; which call belongs to which cannot be told then. Otherwise nobody is named.
 */
final class GoMethods {
    /** The order in which people read them. Among similar calls the oldest is taken to be served by the oldest goroutine. */
    static final Comparator<Goroutine> OLDEST_FIRST =
            Comparator.comparingInt(Goroutine::minutes).reversed().thenComparingLong(Goroutine::id);

    private record Method(String protocol, String name) {}

    private record Handler(int pid, Goroutine goroutine) {}

    private final List<Integer> processes;
    private final GoServices services;
    private final Map<Method, List<GoCall>> calls = new HashMap<>();
    private final Map<Method, List<GoJoin>> joins = new HashMap<>();

    GoMethods(NodeView view, GoServices services) {
        this.processes = Dumped.all(view);
        this.services = services;
        for (int pid : processes) {
            for (var call : services.calls(pid)) {
                calls.computeIfAbsent(method(call), _ -> new ArrayList<>()).add(call);
            }
        }
    }

    private static Method method(GoCall call) {
        return new Method(call.protocol().name(), call.method());
    }

    /** Where a call went; also empty when the goroutines of its process do not come from a dump. */
    Optional<GoJoin> join(GoCall call) {
        var alike = calls.getOrDefault(method(call), List.of());
        return joins.computeIfAbsent(method(call), _ -> joinAll(alike)).stream()
                .filter(join -> join.call().equals(call))
                .findFirst();
    }

    private List<GoJoin> joinAll(List<GoCall> alike) {
        if (alike.isEmpty()) {
            return List.of();
        }
        var handlers = handlers(alike.getFirst());
        var clients = alike.stream().map(GoCall::pid).distinct().toList();
        var servers = handlers.stream().map(Handler::pid).distinct().toList();
        boolean even = handlers.size() == alike.size() && clients.size() == 1;
        boolean inside = servers.stream().anyMatch(clients::contains);
        if (inside || servers.isEmpty() || handlers.size() < alike.size() || servers.size() > 1 && !even) {
            return List.of();
        }
        var callers = alike.stream()
                .sorted(Comparator.comparing(GoCall::goroutine, OLDEST_FIRST))
                .toList();
        var joined = new ArrayList<GoJoin>();
        for (int i = 0; i < callers.size(); i++) {
            var handler = handlers.get(i);
            boolean paired = even && (servers.size() == 1 || alike.size() == 1);
            joined.add(new GoJoin(
                    callers.get(i),
                    new OpenFile(callers.get(i).pid(), -1),
                    new OpenFile(handler.pid(), -1),
                    paired ? Optional.of(handler.goroutine()) : Optional.empty(),
                    false,
                    alike.size()));
        }
        return joined;
    }

    /** The goroutines that serve the method of this call, the oldest first. */
    private List<Handler> handlers(GoCall call) {
        return processes.stream()
                .filter(pid -> pid != call.pid())
                .flatMap(pid -> services.goroutines(pid).stream()
                        .filter(goroutine -> serves(goroutine, call.protocol(), call.method()))
                        .map(goroutine -> new Handler(pid, goroutine)))
                .sorted(Comparator.comparing(Handler::goroutine, OLDEST_FIRST))
                .toList();
    }

    /**
     * True when a goroutine is seen to serve the method. A request to a server that the tables do not know could be any method,
     * so it does not count here.
     */
    private static boolean serves(Goroutine goroutine, Protocol protocol, String method) {
        boolean known = protocol.namesMethod()
                || Optional.ofNullable(protocol.served().get(method))
                        .filter(function -> KnownFrames.has(goroutine, function))
                        .isPresent();
        return known && KnownFrames.serves(goroutine, protocol, method);
    }
}
