package io.nodethaw.collect.source;

import io.nodethaw.evidence.FactType;

/** A fact that the probe of a hop asks for. */
public record Asked<T>(FactType<T> type, String access) implements Source<T> {
    @Override
    public Place place() {
        return Place.PROBE;
    }

    @Override
    public void read(String instance, Places places) {
        // only its hop knows whom to ask
    }
}
