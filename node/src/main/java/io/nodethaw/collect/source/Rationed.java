package io.nodethaw.collect.source;

import io.nodethaw.evidence.FactType;
import java.util.function.Supplier;

/**
 * A fact that is safe to read in the look's own thread, of so many instances that there is a ration for all together.
 *
 * @param readers makes a reader with a ration of its own
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

    /** With a ration for this one. */
    @Override
    public void read(String instance, ReadingPlaces places) {
        anew().read(instance, places);
    }
}
