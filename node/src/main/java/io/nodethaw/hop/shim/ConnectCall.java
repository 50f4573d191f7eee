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
 * The goroutines that serve a Connect call. While such a goroutine exists, its caller has no answer, even if the caller is
 * gone. Go never uses the id of a goroutine again, and ttrpc starts a goroutine for each call.
 */
final class ConnectCall implements UnansweredSign {
    /** The methods that {@code TaskService} calls: for shims of runtime v2, and of v1. */
    private static final List<String> METHODS = List.of(").Connect", ").ShimInfo");

    /** The most calls: when there are more at once, they cannot all be ours. */
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

    /** True when all of them are still there, because any of them may be ours. */
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
