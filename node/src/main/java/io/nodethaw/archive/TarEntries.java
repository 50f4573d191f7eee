package io.nodethaw.archive;

import java.io.IOException;
import java.io.InputStream;
import java.util.Optional;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveInputStream;
import org.apache.commons.compress.archivers.tar.TarConstants;

/** The entries of a tar archive, old or new. */
final class TarEntries implements Entries {
    private final TarArchiveInputStream in;

    TarEntries(InputStream in) {
        this.in = new TarArchiveInputStream(
                in, TarConstants.DEFAULT_BLKSIZE, TarConstants.DEFAULT_RCDSIZE, "UTF-8", true);
    }

    @Override
    public Optional<Entry> next() throws IOException {
        var entry = in.getNextEntry();
        return entry == null ? Optional.empty() : Optional.of(of(entry));
    }

    private Entry of(TarArchiveEntry entry) {
        var kind = entry.isDirectory()
                ? Entry.Kind.FOLDER
                : entry.isSymbolicLink() || entry.isLink()
                        ? Entry.Kind.LINK
                        : entry.isCharacterDevice() || entry.isBlockDevice() || entry.isFIFO()
                                ? Entry.Kind.DEVICE
                                : Entry.Kind.FILE;
        // The target of a hard link is named from the root of the archive, that of a symbolic one from its own folder.
        var target = entry.isLink() ? "/" + entry.getLinkName() : entry.getLinkName();
        return new Entry(
                entry.getName(),
                kind,
                kind == Entry.Kind.LINK ? target : "",
                in.canReadEntryData(entry) ? Optional.empty() : Optional.of("packed in a way that is not read"));
    }

    @Override
    public InputStream content() {
        return in;
    }
}
