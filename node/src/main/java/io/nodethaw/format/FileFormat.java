package io.nodethaw.format;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;

/** One kind of file: how it is recognised, and how its facts are read. The file may come from anybody. */
public interface FileFormat {
    /** What such a file is, as a person would say it: "a goroutine dump". */
    String what();

    /**
     * True when a file that begins like this is of this kind. Its name does not count: people rename files, and collectors
     * shorten names.
     */
    boolean recognises(Head head);

    /**
     * Reads a file to its end, in bounded memory; of a damaged file it keeps what can be read.
     *
     * @param file as it was named to us, for origins and messages
     * @throws FileFormatException when nothing of it can be used
     */
    Piece read(InputStream in, String file) throws IOException;

    /**
     * The same for a file that lies there as it is, for formats that must be read by offset.
     *
     * @param in its bytes from the first one on
     */
    default Piece read(Path path, InputStream in, String file) throws IOException {
        return read(in, file);
    }
}
