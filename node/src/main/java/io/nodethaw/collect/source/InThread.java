package io.nodethaw.collect.source;

import io.nodethaw.collect.Deadline;
import io.nodethaw.evidence.FactType;
import java.io.IOException;

/** A fact that is read in a thread of this program that can be left behind. */
public record InThread<T>(FactType<T> type, String access, Reader<T> reader) implements Source<T> {
    /** How to read an instance. */
    @FunctionalInterface
    public interface Reader<T> {
        /** Reads it. It may hang in spite of the deadline. */
        T read(String instance, Deadline deadline) throws IOException;
    }

    @Override
    public ReadingPlace place() {
        return ReadingPlace.THREAD;
    }

    @Override
    public void read(String instance, ReadingPlaces places) {
        places.thread(type, instance, deadline -> reader.read(instance, deadline));
    }
}
