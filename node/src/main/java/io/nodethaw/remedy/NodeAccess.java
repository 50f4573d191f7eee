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
 * How acts and canaries reach the node.
 *
 * @param uid our own, for authentication
 * @param idle command of a process that does nothing and ends when its input ends
 * @param child starts a reader child, for what may hang
 */
public record NodeAccess(Host host, long uid, List<String> idle, Supplier<ReaderChild> child) {
    /** Limit of a reading in the reader child, including its start. */
    private static final Duration READING = Duration.ofSeconds(2);

    public NodeAccess {
        idle = List.copyOf(idle);
    }

    /** Reads something that may hang, in a child that is left behind if it does. */
    public <T> Reading<T> read(Question<T> question) {
        var reader = child.get();
        try {
            return reader.ask(question).await(Deadline.in(READING)).reading();
        } finally {
            reader.leave();
        }
    }
}
