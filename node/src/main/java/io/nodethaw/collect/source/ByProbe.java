package io.nodethaw.collect.source;

import io.nodethaw.evidence.FactType;

/** A fact that the probe of a hop asks for. */
public record ByProbe<T>(FactType<T> type, String access) implements Source<T> {
    @Override
    public ReadingPlace place() {
        return ReadingPlace.PROBE;
    }

    @Override
    public void read(String instance, ReadingPlaces places) {
        // only its hop knows whom to ask
    }
}
