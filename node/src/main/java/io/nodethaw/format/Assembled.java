package io.nodethaw.format;

import io.nodethaw.evidence.Evidence;
import java.util.List;

/**
 * Pieces of one node at one moment, as evidence.
 *
 * @param files names of the files it was put together from, sorted, without those that were left out
 * @param notes one line about each part that could not be used, and each file that was left out
 * @param whole false when a part of a file could not be read
 */
public record Assembled(List<String> files, Evidence evidence, List<String> notes, boolean whole) {
    public Assembled {
        files = List.copyOf(files);
        notes = List.copyOf(notes);
    }
}
