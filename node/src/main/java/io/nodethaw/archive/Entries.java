package io.nodethaw.archive;

import java.io.IOException;
import java.io.InputStream;
import java.util.Optional;

/** The entries of an archive, one after the other. */
interface Entries {
    /** The next entry; empty at the end. The stream then has its content. */
    Optional<Entry> next() throws IOException;

    /** The content of the entry that came last. */
    InputStream content();
}
