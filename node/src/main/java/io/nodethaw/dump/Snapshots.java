package io.nodethaw.dump;

import java.util.List;

/** The dumps of a file, in order, and what could not be read. */
public record Snapshots(List<Snapshot> dumps, Problems problems) {
    public Snapshots {
        dumps = List.copyOf(dumps);
    }
}
