package io.nodethaw.archive;

import java.util.Optional;

/**
 * One entry of an archive.
 *
 * @param refused why its content is not read; empty for a file whose content follows
 */
record Entry(String name, Kind kind, String target, Optional<String> refused) {
    /** What an entry is. */
    enum Kind {
        FILE,
        FOLDER,
        LINK,
        DEVICE
    }
}
