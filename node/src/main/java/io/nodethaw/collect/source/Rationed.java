package io.nodethaw.collect.source;

import io.nodethaw.evidence.FactType;
import java.util.function.Supplier;

/**
 * A fact that is safe to read in the look's own thread, but with so many instances that there is a common limit for all of
 * them.
 *
 * @param readers makes a reader with a limit of its own
 */
public record Rationed<T>(FactType<T> type, String access, Supplier<Own.OfProcess<T>> readers) implements Source<T> {
    @Override
    public ReadingPlace place() {
        return ReadingPlace.OWN;
    }

    @Override
    public Source<T> anew() {
        return Own.ofProcess(type, access, readers.get());
    }

    /** Reads one instance with a limit for it alone. */
    @Override
    public void read(String instance, ReadingPlaces places) {
        anew().read(instance, places);
    }
}
