package io.nodethaw.collect;

import io.nodethaw.evidence.FactType;
import io.nodethaw.evidence.Key;
import java.io.IOException;

/**
 * One bounded question. It may block, and never judges.
 *
 * @param type the fact it yields
 * @param instance of that fact
 * @param ask asks the question; a {@link SilentException} becomes Silent, a {@link NotAskedException} NotAsked, any other
 *     exception Failed
 * @param alike true when there may be hundreds of this kind that are stuck in the same way: a few that do not answer stand for
 *     the rest
 */
public record Probe<T>(FactType<T> type, String instance, Ask<T> ask, boolean alike) {

    /** The asking itself. */
    @FunctionalInterface
    public interface Ask<T> {
        /** Asks, all steps within the deadline. */
        T ask(Deadline deadline) throws IOException;
    }

    /** A probe that is not one of many alike. */
    public Probe(FactType<T> type, String instance, Ask<T> ask) {
        this(type, instance, ask, false);
    }

    /** A probe for a fact that has only one instance. */
    public Probe(FactType<T> type, Ask<T> ask) {
        this(type, "", ask);
    }

    /** Which reading it yields. */
    public Key key() {
        return type.key(instance);
    }
}
