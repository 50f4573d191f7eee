package io.nodethaw.collect.source;

import io.nodethaw.evidence.FactType;
import java.io.IOException;

/** A fact that is safe to read in the look's own thread. */
public record Own<T>(FactType<T> type, String access, Reader<T> reader) implements Source<T> {
    /** How to read an instance. */
    @FunctionalInterface
    public interface Reader<T> {
        /** An instance that is none is an exception, as is a file that is not there. */
        T read(String instance) throws IOException;
    }

    /** One whose instance is a pid. */
    public static <T> Own<T> ofProcess(FactType<T> type, String access, OfProcess<T> reader) {
        return new Own<>(type, access, instance -> reader.read(Integer.parseInt(instance)));
    }

    /** How to read it of a process. */
    @FunctionalInterface
    public interface OfProcess<T> {
        /** A process that is gone is an exception. */
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
