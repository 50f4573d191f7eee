package io.nodethaw.archive;

import io.nodethaw.archive.zstd.ZstdStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.Optional;
import org.apache.commons.compress.archivers.zip.ZipArchiveEntry;
import org.apache.commons.compress.archivers.zip.ZipArchiveInputStream;

/** The entries of a zip archive, in the order in which they lie in it. */
final class ZipEntries implements Entries {
    private final ZipArchiveInputStream in;

    ZipEntries(InputStream in) {
        // False: a stored entry whose length follows it would have to be kept in memory.
        this.in = new ZipArchiveInputStream(in, "UTF-8", true, false) {
            @Override
            protected InputStream createZstdInputStream(InputStream packed) {
                return new ZstdStream(packed);
            }
        };
    }

    @Override
    public Optional<Entry> next() throws IOException {
        var entry = in.getNextEntry();
        return entry == null ? Optional.empty() : Optional.of(of(entry));
    }

    private Entry of(ZipArchiveEntry entry) {
        var refused = entry.getGeneralPurposeBit().usesEncryption()
                ? Optional.of("encrypted")
                : in.canReadEntryData(entry)
                        ? Optional.<String>empty()
                        : Optional.of("packed in a way that is not read");
        return new Entry(entry.getName(), entry.isDirectory() ? Entry.Kind.FOLDER : Entry.Kind.FILE, "", refused);
    }

    @Override
    public InputStream content() {
        return in;
    }
}
