package io.nodethaw.collect;

import io.nodethaw.evidence.FactType;
import io.nodethaw.evidence.Key;
import java.io.IOException;

/**
 * One bounded question. It may block, and never judges.
 *
 * @param type the fact it yields
 * @param instance of that fact
 * @param ask puts the question; a {@link SilentException} becomes Silent, a {@link NotAskedException} NotAsked, any other
 *     exception Failed
 * @param alike true where there may be hundreds of its kind that are stuck in the same way: a few that do not answer stand for
 *     the rest
 */
public record Probe<T>(FactType<T> type, String instance, Ask<T> ask, boolean alike) {

    /** The asking itself. */
    @FunctionalInterface
    public interface Ask<T> {
        /** Asks, all steps within the deadline. */
        T ask(Deadline deadline) throws IOException;
    }

    /** A probe of its own kind. */
    public Probe(FactType<T> type, String instance, Ask<T> ask) {
        this(type, instance, ask, false);
    }

    /** A probe of the only instance. */
    public Probe(FactType<T> type, Ask<T> ask) {
        this(type, "", ask);
    }

    /** Which reading it yields. */
    public Key key() {
        return type.key(instance);
    }
}
