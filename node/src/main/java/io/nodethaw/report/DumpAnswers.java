package io.nodethaw.report;

import io.nodethaw.wait.NodeView;
import io.nodethaw.wait.Vertex;
import io.nodethaw.wait.go.Dumped;
import io.nodethaw.wait.go.LockChain;
import io.nodethaw.wait.go.Occupation;
import io.nodethaw.wait.go.ReadLocks;
import java.util.List;
import java.util.Optional;

/**
 * What the dumps in files show of locks, process by process, in the words of {@code nodethaw stacks}: whose program it is does not
 * matter to that.
 */
final class DumpAnswers {
    private final NodeView view;

    DumpAnswers(NodeView view) {
        this.view = view;
    }

    /** "dockerd: deadlock: goroutine 4 needs goroutine 5 needs goroutine 4", first of those with a deadlock. */
    List<String> all() {
        var pids = Dumped.all(view);
        return pids.stream()
                .sorted((one, other) -> Boolean.compare(hasRing(other), hasRing(one)))
                .flatMap(pid -> about(pid).stream())
                .toList();
    }

    /** The same, only those with a deadlock. */
    List<String> rings() {
        return Dumped.all(view).stream()
                .filter(this::hasRing)
                .flatMap(pid -> about(pid).stream())
                .toList();
    }

    /** The same for the process of a goroutine. */
    Optional<String> of(Vertex vertex) {
        return vertex instanceof Vertex.Goroutine(int pid, long _, long _)
                        && Dumped.all(view).contains(pid)
                ? about(pid)
                : Optional.empty();
    }

    private boolean hasRing(int pid) {
        return !ReadLocks.of(view, pid).deadlocks().isEmpty();
    }

    private Optional<String> about(int pid) {
        var locks = ReadLocks.of(view, pid);
        var chain = LockChain.longest(locks, locks, ReadLocks.goroutines(view, pid));
        return LockWords.answer(locks, chain, Extent.ALL).map(answer -> Printable.of(view.name(pid)) + ": " + answer);
    }

    /**
     * What is to be said where only frames were brought, without the states of their goroutines: whose they are, and that nothing below
     * is known.
     */
    static Optional<String> untold(NodeView view) {
        return Dumped.all(view).stream()
                .filter(pid -> ReadLocks.goroutines(view, pid).stream().anyMatch(goroutine -> goroutine.id() < 0))
                .findFirst()
                .map(pid -> "undetermined below " + Printable.of(view.name(pid))
                        + ": frames without states do not tell it");
    }

    /** What a goroutine waits for, in a few words: "waits for a mutex, whose holder is not seen", "is in [IO wait]". */
    static Optional<String> waits(NodeView view, Vertex vertex) {
        if (!(vertex instanceof Vertex.Goroutine(int pid, long _, long id))) {
            return Optional.empty();
        }
        var lock = ReadLocks.of(view, pid).locks().stream()
                .filter(it -> it.isExclusive() && it.waiters().contains(id))
                .findFirst();
        return lock.map(it -> "waits for a " + it.kind().words() + ", " + it.doubt())
                .or(() -> ReadLocks.goroutines(view, pid).stream()
                        .filter(goroutine -> goroutine.id() == id)
                        .findFirst()
                        .map(goroutine -> {
                            var what = Occupation.of(goroutine).what();
                            return what.isEmpty() ? "is in [" + goroutine.state() + "]" : "waits for " + what;
                        }));
    }
}
