package io.nodethaw.collect.source;

import io.nodethaw.collect.Probe;
import io.nodethaw.collect.child.Question;
import io.nodethaw.evidence.FactType;
import java.io.IOException;

/** The places where a source can have its fact read. Only {@link #own} waits until it is read. */
public interface ReadingPlaces {
    /** Reads something that never hangs. */
    @FunctionalInterface
    interface Reader<T> {
        /** Reads it; an exception becomes the reading that it stands for. */
        T read() throws IOException;
    }

    /** In the thread that asks. */
    <T> void own(FactType<T> type, String instance, Reader<T> reader);

    /** In a thread that can be left behind. */
    <T> void thread(FactType<T> type, String instance, Probe.Ask<T> question);

    /** In the reader child. */
    <T> void child(Question<T> question);
}
