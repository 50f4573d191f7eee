package io.nodethaw.evidence;

import java.util.List;

/**
 * Evidence from a file.
 *
 * @param tool what wrote it
 * @param notes one line about each part of the file that could not be used
 * @param whole false when the file breaks off before its end, or a reading of a known fact could not be used
 */
public record LoadedEvidence(Evidence evidence, String tool, List<String> notes, boolean whole) {
    public LoadedEvidence {
        notes = List.copyOf(notes);
    }
}
