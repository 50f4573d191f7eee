package io.nodethaw.wait.go;

import io.nodethaw.evidence.FrameTables.Protocol;
import io.nodethaw.evidence.Goroutine;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * The goroutines that serve one method in a process, by the connection that the request came on and the container it is about.
 */
final class GoHandlers {
    private final Map<Integer, List<Goroutine>> byConnection = new HashMap<>();
    private final Map<Integer, Map<String, List<Goroutine>>> byContainer = new HashMap<>();
    private final Map<String, List<Goroutine>> wherever = new HashMap<>();
    private int count;

    GoHandlers(List<Goroutine> goroutines, ConnectionReaders readers, Protocol protocol, String method) {
        for (var goroutine : goroutines) {
            if (KnownFrames.serves(goroutine, protocol, method)) {
                count++;
                KnownFrames.container(goroutine)
                        .ifPresent(id -> wherever.computeIfAbsent(id, _ -> new ArrayList<>())
                                .add(goroutine));
                readers.closest(goroutine).ifPresent(reader -> add(goroutine, reader.fd()));
            }
        }
    }

    private void add(Goroutine goroutine, int fd) {
        byConnection.computeIfAbsent(fd, _ -> new ArrayList<>()).add(goroutine);
        KnownFrames.container(goroutine)
                .ifPresent(id -> byContainer
                        .computeIfAbsent(fd, _ -> new HashMap<>())
                        .computeIfAbsent(id, _ -> new ArrayList<>())
                        .add(goroutine));
    }

    /** The one whose request came on this connection and is about this container. */
    Optional<Goroutine> about(int fd, String container) {
        return only(byContainer.getOrDefault(fd, Map.of()).getOrDefault(container, List.of()));
    }

    /** The one whose request is about this container, on whatever connection it came; empty when there are several. */
    Optional<Goroutine> about(String container) {
        return only(wherever.getOrDefault(container, List.of()));
    }

    /** How many serve the method. */
    int count() {
        return count;
    }

    /** The containers that the requests on this connection are about. */
    Set<String> containers(int fd) {
        return byContainer.getOrDefault(fd, Map.of()).keySet();
    }

    /** The one whose request came on this connection; empty when there are several. */
    Optional<Goroutine> only(int fd) {
        return only(byConnection.getOrDefault(fd, List.of()));
    }

    private static Optional<Goroutine> only(List<Goroutine> found) {
        return found.size() == 1 ? Optional.of(found.getFirst()) : Optional.empty();
    }
}
