package io.nodethaw.wait.go;

import io.nodethaw.evidence.FrameTables.Protocol;
import io.nodethaw.evidence.Goroutine;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Calls between the goroutines of several dumps. A dump tells no connection, so who serves a call is inferred: from the method, and
 * where several are in it, from the order of their ages. Where the numbers differ nobody is named.
 */
public final class DumpJoins {
    private static final Comparator<Goroutine> OLDEST_FIRST =
            Comparator.comparingInt(Goroutine::minutes).reversed().thenComparingLong(Goroutine::id);

    private DumpJoins() {}

    /**
     * A call and who probably serves it.
     *
     * @param from name of the dump with the caller
     * @param method with its protocol: "Create (gRPC)"
     * @param to name of the dump with the handler
     * @param of how many pairs it is one of: 1 is the only one, of more the order tells which
     */
    public record Join(String from, long caller, String method, String to, long handler, int of) {
        /** What a person reads. */
        public String text() {
            return from + " goroutine " + caller + " in " + method + "  inferred  " + to + " goroutine " + handler
                    + (of == 1 ? " (the only one)" : " (by age, of " + of + ")");
        }
    }

    private record Method(String from, Protocol protocol, String name) {}

    /** The calls of these dumps, by their names. */
    public static List<Join> of(Map<String, List<Goroutine>> dumps) {
        var calls = new LinkedHashMap<Method, List<Goroutine>>();
        dumps.forEach((name, goroutines) -> goroutines.stream()
                .sorted(OLDEST_FIRST)
                .forEach(goroutine -> KnownFrames.protocols()
                        .forEach(protocol -> KnownFrames.method(goroutine, protocol)
                                .filter(method -> !KnownFrames.isEndless(method))
                                .ifPresent(method -> calls.computeIfAbsent(
                                                new Method(name, protocol, method), _ -> new ArrayList<>())
                                        .add(goroutine)))));
        var joins = new ArrayList<Join>();
        calls.forEach((method, callers) -> server(dumps, method).ifPresent(to -> {
            var handlers = handlers(dumps.getOrDefault(to, List.of()), method);
            for (int i = 0; i < callers.size() && callers.size() == handlers.size(); i++) {
                joins.add(new Join(
                        method.from(),
                        callers.get(i).id(),
                        method.name() + " (" + method.protocol().name() + ")",
                        to,
                        handlers.get(i).id(),
                        callers.size()));
            }
        }));
        return joins;
    }

    /** The one other dump in which the method is served. */
    private static Optional<String> server(Map<String, List<Goroutine>> dumps, Method method) {
        var serving = dumps.keySet().stream()
                .filter(name -> !name.equals(method.from()))
                .filter(name ->
                        !handlers(dumps.getOrDefault(name, List.of()), method).isEmpty())
                .toList();
        return serving.size() == 1 ? Optional.of(serving.getFirst()) : Optional.empty();
    }

    private static List<Goroutine> handlers(List<Goroutine> goroutines, Method method) {
        return method.protocol().namesMethod()
                ? goroutines.stream()
                        .filter(goroutine -> KnownFrames.serves(goroutine, method.protocol(), method.name()))
                        .sorted(OLDEST_FIRST)
                        .toList()
                : List.of();
    }
}
