package io.nodethaw.wait.go;

import io.nodethaw.evidence.Goroutine;
import io.nodethaw.wait.NodeView;
import java.util.Comparator;
import java.util.List;

/**
 * The calls between processes whose goroutines are looked at together: who calls, and which goroutine of another process serves
 * it.
 */
public final class CallsBetween {
    private CallsBetween() {}

    /**
     * A call and who serves it, as far as that is known.
     *
     * @param from name of the process that calls
     * @param method with its protocol: "Create (gRPC)"
     * @param to name of the process that serves
     * @param of the number of such pairs, when they were joined by age; 1 when it is the only one
     */
    public record ServedCall(String from, long caller, String method, String to, long handler, int of) {
        /** What a person reads. */
        public String text() {
            return from + " goroutine " + caller + " in " + method + "  inferred  " + to + " goroutine " + handler
                    + (of <= 1 ? " (the only one)" : " (by age, of " + of + ")");
        }
    }

    /** The calls between processes that are known from dumps. */
    public static List<ServedCall> of(NodeView view) {
        var joins = GoJoins.of(view);
        return Dumped.all(view).stream()
                .flatMap(pid -> joins.of(pid).stream()
                        .sorted(Comparator.comparing(join -> join.call().goroutine(), GoMethods.OLDEST_FIRST)))
                .flatMap(join -> join.handler().map(handler -> call(view, join, handler)).stream())
                .toList();
    }

    private static ServedCall call(NodeView view, GoJoin join, Goroutine handler) {
        return new ServedCall(
                view.name(join.call().pid()),
                join.call().goroutine().id(),
                join.call().method() + " (" + join.call().protocol().name() + ")",
                view.name(join.server().pid()),
                handler.id(),
                join.among());
    }
}
