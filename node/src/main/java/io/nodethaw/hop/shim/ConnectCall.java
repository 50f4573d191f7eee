package io.nodethaw.hop.shim;

import static java.util.stream.Collectors.joining;

import io.nodethaw.evidence.Goroutine;
import io.nodethaw.evidence.Goroutines;
import io.nodethaw.evidence.Key;
import io.nodethaw.hop.Addresses;
import io.nodethaw.hop.UnansweredSign;
import io.nodethaw.wait.NodeView;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * The goroutines that serve a Connect: while one is there its caller has no answer, also when the caller has left. A goroutine's
 * number is given once only, and ttrpc starts a goroutine for each call.
 */
final class ConnectCall implements UnansweredSign {
    /** The methods that {@code TaskService} asks by: of shims of runtime v2, and of v1. */
    private static final List<String> METHODS = List.of(").Connect", ").ShimInfo");

    /** More than this many calls at once are none of ours alone. */
    private static final int MOST = 32;

    @Override
    public String fact() {
        return ShimAnswer.TYPE.name();
    }

    @Override
    public Set<Key> wants(NodeView view, String instance) {
        return pid(view, instance).map(pid -> Set.of(Goroutines.TYPE.key(pid))).orElse(Set.of());
    }

    @Override
    public Optional<String> of(NodeView view, String instance) {
        var calls = calls(view, instance);
        return calls.isEmpty() || calls.size() > MOST
                ? Optional.empty()
                : Optional.of(calls.stream().sorted().map(String::valueOf).collect(joining(" ", "goroutines ", "")));
    }

    /** Each of them, since any may be ours. */
    @Override
    public boolean isStillThere(NodeView view, String instance, String then) {
        var now = calls(view, instance).stream().map(String::valueOf).toList();
        var before = List.of(then.split(" ", -1));
        return before.size() > 1 && now.containsAll(before.subList(1, before.size()));
    }

    private static List<Long> calls(NodeView view, String instance) {
        return pid(view, instance)
                .flatMap(pid -> view.evidence()
                        .reading(Goroutines.TYPE, Integer.toString(pid))
                        .seen())
                .map(all -> all.goroutines().stream()
                        .filter(ConnectCall::serves)
                        .map(Goroutine::id)
                        .toList())
                .orElse(List.of());
    }

    private static boolean serves(Goroutine goroutine) {
        return goroutine.frames().stream().anyMatch(frame -> METHODS.stream().anyMatch(frame.function()::endsWith));
    }

    private static Optional<Integer> pid(NodeView view, String instance) {
        return Addresses.shims(view).stream()
                .filter(shim -> shim.path().equals(instance))
                .map(shim -> shim.process().pid())
                .findFirst();
    }
}
