package io.nodethaw.remedy;

import io.nodethaw.collect.Deadline;
import io.nodethaw.collect.Host;
import io.nodethaw.collect.child.Question;
import io.nodethaw.collect.child.ReaderChild;
import io.nodethaw.evidence.Reading;
import java.time.Duration;
import java.util.List;
import java.util.function.Supplier;

/**
 * The node at hand, as acts and canaries come by it.
 *
 * @param uid our own, for authentication
 * @param idle command of a process that does nothing and ends when its input ends
 * @param child starts a reader child, for what may hang
 */
public record NodeAccess(Host host, long uid, List<String> idle, Supplier<ReaderChild> child) {
    /** For what is read in the reader child, its start included. */
    private static final Duration READING = Duration.ofSeconds(2);

    public NodeAccess {
        idle = List.copyOf(idle);
    }

    /** Reads what may hang, in a child that is left behind then. */
    public <T> Reading<T> read(Question<T> question) {
        var reader = child.get();
        try {
            return reader.ask(question).await(Deadline.in(READING)).reading();
        } finally {
            reader.leave();
        }
    }
}
