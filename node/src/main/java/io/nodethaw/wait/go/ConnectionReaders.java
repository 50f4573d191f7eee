package io.nodethaw.wait.go;

import static java.util.stream.Collectors.toSet;

import io.nodethaw.evidence.FunctionNames;
import io.nodethaw.evidence.Goroutine;
import io.nodethaw.evidence.Goroutine.Blocked;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * The goroutines of a process that read its connections of one kind. Both the reader of a connection and a goroutine that uses
 * it have the objects of that connection on their stacks; goroutines of other connections do not. Where a connection also has a goroutine
 * that writes, the objects on its stack count too.
 */
final class ConnectionReaders {
    /** A goroutine that waits to read an open file. */
    record Reader(Goroutine goroutine, int fd) {}

    private final List<Reader> readers;

    /** Each address with the only reader that has it; empty when several readers have it. */
    private final Map<Long, Optional<Reader>> owners = new HashMap<>();

    /** The goroutines that wait at files of none of the readers. */
    private final List<Goroutine> others;

    /** The addresses that those have; empty until they are needed, which is seldom. */
    private final Set<Long> elsewhere = new HashSet<>();

    private ConnectionReaders(List<Reader> readers, List<Goroutine> writers, List<Goroutine> others) {
        this.readers = readers;
        this.others = others;
        readers.forEach(reader -> own(reader, reader.goroutine()));
        var byReader = new IdentityHashMap<Reader, List<Goroutine>>();
        writers.forEach(writer -> mostInCommon(writer)
                .ifPresent(reader ->
                        byReader.computeIfAbsent(reader, _ -> new ArrayList<>()).add(writer)));
        byReader.forEach((reader, its) -> {
            if (its.size() == 1) {
                own(reader, its.getFirst());
            }
        });
    }

    private void own(Reader reader, Goroutine goroutine) {
        new HashSet<>(goroutine.shared())
                .forEach(address -> owners.merge(
                        address, Optional.of(reader), (known, _) -> known.filter(owner -> owner.fd() == reader.fd())));
    }

    /** The readers among these goroutines: those in one of these functions, each with the goroutine that writes there, if there is one. */
    static ConnectionReaders of(List<Goroutine> goroutines, FunctionNames functions, FunctionNames writing) {
        var readers = goroutines.stream()
                .flatMap(goroutine -> fd(goroutine)
                        .filter(_ -> KnownFrames.has(goroutine, functions))
                        .map(fd -> new Reader(goroutine, fd))
                        .stream())
                .toList();
        var files = readers.stream().map(Reader::fd).collect(toSet());
        return new ConnectionReaders(
                readers,
                goroutines.stream()
                        .filter(goroutine -> KnownFrames.has(goroutine, writing))
                        .toList(),
                goroutines.stream()
                        .filter(goroutine ->
                                fd(goroutine).filter(fd -> !files.contains(fd)).isPresent())
                        .toList());
    }

    private static Optional<Integer> fd(Goroutine goroutine) {
        return goroutine.blocked().orElse(null) instanceof Blocked.OnDescriptor(int fd, boolean writing) && !writing
                ? Optional.of(fd)
                : Optional.empty();
    }

    List<Reader> all() {
        return readers;
    }

    /**
     * The reader of the connection that a goroutine uses: the one that has the channel it waits on, otherwise the one that
     * shares more addresses with it than any other, because many words may be left over from earlier calls. When there is only
     * one reader, that one.
     */
    Optional<Reader> closest(Goroutine goroutine) {
        if (readers.size() <= 1) {
            return readers.stream().findFirst();
        }
        return waitedFor(goroutine).or(() -> mostInCommon(goroutine));
    }

    private Optional<Reader> waitedFor(Goroutine goroutine) {
        if (!(goroutine.blocked().orElse(null) instanceof Blocked.OnChannels(var channels))) {
            return Optional.empty();
        }
        var found = channels.stream()
                .flatMap(channel -> owners.getOrDefault(channel.address(), Optional.empty()).stream())
                .distinct()
                .toList();
        return found.size() == 1 ? Optional.of(found.getFirst()) : Optional.empty();
    }

    /** Where two have the same number in common, what somebody at another file has as well is no sign of a connection. */
    private Optional<Reader> mostInCommon(Goroutine goroutine) {
        var shared = new HashSet<>(goroutine.shared());
        var best = best(shared);
        if (best.size() > 1) {
            shared.removeAll(elsewhere());
            best = best(shared);
        }
        return best.size() == 1 ? Optional.of(best.getFirst()) : Optional.empty();
    }

    private List<Reader> best(Set<Long> addresses) {
        var common = new IdentityHashMap<Reader, Integer>();
        for (long address : addresses) {
            owners.getOrDefault(address, Optional.empty()).ifPresent(reader -> common.merge(reader, 1, Integer::sum));
        }
        int most = common.values().stream().max(Integer::compare).orElse(0);
        return common.entrySet().stream()
                .filter(count -> count.getValue() == most)
                .map(Map.Entry::getKey)
                .toList();
    }

    private Set<Long> elsewhere() {
        if (elsewhere.isEmpty()) {
            others.forEach(other -> elsewhere.addAll(other.shared()));
        }
        return elsewhere;
    }
}
