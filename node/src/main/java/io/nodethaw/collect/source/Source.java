package io.nodethaw.collect.source;

import io.nodethaw.evidence.FactType;

/** The one place that knows how a fact is read. */
public interface Source<T> {
    /** The fact. */
    FactType<T> type();

    /** Where it may be read. */
    ReadingPlace place();

    /** What is touched on the node, and when, for docs/operating.md: "{@code /proc/PID/status} of each PID 1". */
    String access();

    /** The same for one pass over many instances: what counts across them begins anew. */
    default Source<T> anew() {
        return this;
    }

    /** Has it read; an instance that names nothing to read is passed over. */
    void read(String instance, ReadingPlaces places);
}
