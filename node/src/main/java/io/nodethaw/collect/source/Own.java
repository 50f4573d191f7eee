package io.nodethaw.collect.source;

import io.nodethaw.evidence.FactType;
import java.io.IOException;

/** A fact that is safe to read in the look's own thread. */
public record Own<T>(FactType<T> type, String access, Reader<T> reader) implements Source<T> {
    /** How to read an instance. */
    @FunctionalInterface
    public interface Reader<T> {
        /** Reads it; throws when there is no such instance or no such file. */
        T read(String instance) throws IOException;
    }

    /** A source whose instances are pids. */
    public static <T> Own<T> ofProcess(FactType<T> type, String access, OfProcess<T> reader) {
        return new Own<>(type, access, instance -> reader.read(Integer.parseInt(instance)));
    }

    /** How to read the fact about a process. */
    @FunctionalInterface
    public interface OfProcess<T> {
        /** Reads it; throws when the process is gone. */
        T read(int pid) throws IOException;
    }

    @Override
    public ReadingPlace place() {
        return ReadingPlace.OWN;
    }

    @Override
    public void read(String instance, ReadingPlaces places) {
        places.own(type, instance, () -> reader.read(instance));
    }
}
