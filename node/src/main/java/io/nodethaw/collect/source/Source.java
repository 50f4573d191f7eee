package io.nodethaw.collect.source;

import io.nodethaw.evidence.FactType;

/** The one place that knows how a fact is read. */
public interface Source<T> {
    /** The fact. */
    FactType<T> type();

    /** Where it may be read. */
    ReadingPlace place();

    /** What is touched on the node and when, as docs/operating.md lists it: "{@code /proc/PID/status} of each PID 1". */
    String access();

    /** The source for one pass over many instances: common limits begin anew. */
    default Source<T> anew() {
        return this;
    }

    /** Has it read in one of the places; does nothing when the instance names nothing to read. */
    void read(String instance, ReadingPlaces places);
}
