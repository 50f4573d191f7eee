package io.nodethaw.archive;

import java.io.BufferedInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.Arrays;
import java.util.regex.Pattern;

/** Goes through a file and all that it holds, in the order in which it lies there. */
public final class Unpacking {
    private static final int BUFFER = 1 << 16;

    /** How the libraries say that something is cut off. */
    private static final Pattern CUT = Pattern.compile("(?i)truncated|unexpected (?:end|eof)|premature end");

    private final Bounds bounds;
    private final Visitor visitor;
    private final Unfolded.Sum sum;
    private int files;

    private Unpacking(Bounds bounds, Visitor visitor, Unfolded.Sum sum) {
        this.bounds = bounds;
        this.visitor = visitor;
        this.sum = sum;
    }

    /**
     * Reads a stream to its end and shows the visitor each file in it: the stream itself where it is no archive.
     *
     * @param name of the file, as a person knows it
     * @throws IOException where the beginning of it cannot be read, so that there is nothing to show
     */
    public static void walk(String name, InputStream in, Bounds bounds, Visitor visitor) throws IOException {
        var file = new Meter(in);
        new Unpacking(bounds, visitor, new Unfolded.Sum(file)).look(name, file, false, 0);
    }

    private void look(String name, InputStream in, boolean within, int depth) throws IOException {
        var buffered = new BufferedInputStream(in, BUFFER);
        var packing = Packing.of(head(buffered));
        if (packing.isEmpty()) {
            visitor.file(name, new Content(buffered, within, depth > 0));
        } else if (depth == bounds.depth()) {
            throw new UnpackException(
                    "packed more than " + bounds.depth() + " times", "unpack it, and name what matters in it");
        } else if (packing.get().isArchive()) {
            archive(name, packing.get(), buffered, depth);
        } else {
            var packed = new Meter(buffered);
            try (var opened = Decompressors.open(packing.get(), packed)) {
                look(name, new Unfolded(opened, bounds, packed, sum), within, depth + 1);
            }
        }
    }

    /** The first bytes; the stream is then where it was. Of one that breaks off in them, those that there are. */
    private static byte[] head(BufferedInputStream in) throws IOException {
        in.mark(Packing.HEAD);
        byte[] head = new byte[Packing.HEAD];
        int length = 0;
        try {
            int read = 0;
            while (read >= 0 && length < head.length) {
                length += read;
                read = in.read(head, length, head.length - length);
            }
        } catch (IOException e) {
            if (length == 0) {
                throw e;
            }
        }
        in.reset();
        return Arrays.copyOf(head, length);
    }

    private void archive(String archive, Packing packing, InputStream in, int depth) {
        var packed = new Meter(in);
        try {
            var entries = packing == Packing.TAR ? new TarEntries(packed) : new ZipEntries(packed);
            var entry = entries.next();
            while (entry.isPresent()) {
                if (files == bounds.files()) {
                    throw new UnpackException("only its first " + bounds.files() + " files are looked at", "");
                }
                files++;
                entry(archive, entry.get(), new Unfolded(entries.content(), bounds, packed, sum), depth);
                entry = entries.next();
            }
        } catch (IOException e) {
            visitor.broken(archive, why(e));
        } catch (RuntimeException | LinkageError e) { // it may be packed in a way for which a library is not here
            visitor.broken(archive, why(Damage.of(e)));
        }
    }

    private void entry(String archive, Entry entry, InputStream content, int depth) throws IOException {
        var within = EntryName.within(entry.name());
        var name = archive + "/" + within.orElse(entry.name());
        if (within.isEmpty()) {
            visitor.leftOut(name, "its name leads out of the archive");
            return;
        }
        switch (entry.kind()) {
            case FOLDER -> {}
            case DEVICE -> visitor.leftOut(name, "a device");
            case LINK -> {
                if (EntryName.leadsOut(within.get(), entry.target())) {
                    visitor.leftOut(name, "a link out of the archive, not followed");
                }
            }
            case FILE -> {
                if (entry.refused().isPresent()) {
                    visitor.leftOut(name, entry.refused().get());
                } else {
                    file(name, content, depth);
                }
            }
        }
    }

    private void file(String name, InputStream content, int depth) throws IOException {
        try {
            look(name, content, true, depth + 1);
        } catch (IOException e) {
            visitor.leftOut(name, why(e));
        } catch (RuntimeException e) {
            visitor.leftOut(name, why(Damage.of(e)));
        }
        content.transferTo(OutputStream.nullOutputStream()); // within the bounds, which the library does not know
    }

    /** Why something cannot be unpacked, in words. */
    public static String why(IOException e) {
        return e instanceof EOFException
                        || CUT.matcher(String.valueOf(e.getMessage())).find()
                ? "cut off"
                : e instanceof UnpackException unpack && !unpack.next().isEmpty()
                        ? unpack.getMessage() + "; " + unpack.next()
                        : e.getMessage() == null ? e.getClass().getSimpleName() : e.getMessage();
    }
}
