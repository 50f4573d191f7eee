package io.nodethaw.wait;

import io.nodethaw.evidence.FrameTables.Protocol;
import io.nodethaw.evidence.Goroutine;
import io.nodethaw.evidence.Goroutine.Blocked;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;

/**
 * Which connection a goroutine works on: a goroutine that reads a connection and those that use it have the connection's
 * objects on their stacks, which those of the other connections do not have.
 */
final class GoHandler {
    private GoHandler() {}

    /** The open file that this goroutine waits to read, when it is one of those that read connections. */
    static Optional<Integer> reads(Goroutine goroutine, List<String> readers) {
        return KnownFrames.has(goroutine, readers)
                        && goroutine.blocked().orElse(null) instanceof Blocked.OnDescriptor(int fd, boolean writing)
                        && !writing
                ? Optional.of(fd)
                : Optional.empty();
    }

    /** The one among these whose addresses a goroutine has, more of them than of any other's; the only one if there is one. */
    static Optional<Goroutine> closest(Goroutine goroutine, List<Goroutine> candidates) {
        if (candidates.size() <= 1) {
            return candidates.stream().findFirst();
        }
        var best = candidates.stream()
                .sorted(Comparator.comparingInt((Goroutine other) -> common(goroutine, other, candidates))
                        .reversed())
                .toList();
        int first = common(goroutine, best.get(0), candidates);
        int second = common(goroutine, best.get(1), candidates);
        return first > second ? Optional.of(best.getFirst()) : Optional.empty();
    }

    /** Addresses on both stacks that no other of the candidates has. */
    private static int common(Goroutine goroutine, Goroutine other, List<Goroutine> candidates) {
        var shared = new HashSet<>(goroutine.shared());
        shared.retainAll(other.shared());
        candidates.stream()
                .filter(candidate -> candidate.id() != other.id())
                .forEach(candidate -> candidate.shared().forEach(shared::remove));
        return shared.size();
    }

    /** True for one that serves this method: its own function, or the stub that calls it ("_Tasks_Create_Handler"). */
    static boolean serves(Goroutine goroutine, Protocol protocol, String method) {
        return KnownFrames.has(goroutine, protocol.handlers())
                && (!protocol.namesMethod() || isNamed(goroutine, method));
    }

    private static boolean isNamed(Goroutine goroutine, String method) {
        return goroutine.frames().stream().anyMatch(frame -> {
            var name = KnownFrames.shortName(frame.function());
            return name.equals(method) || name.endsWith("_" + method + "_Handler");
        });
    }
}
