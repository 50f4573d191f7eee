package io.nodethaw.format;

import java.io.IOException;
import java.io.InputStream;

/** One kind of file: how it is known, and how its facts are read. Anybody may have made the file. */
public interface FileFormat {
    /** What such a file is, as a person would say it: "a goroutine dump". */
    String what();

    /** True when a file that begins so is one. Its name does not count: people rename and collectors cut names. */
    boolean recognises(Head head);

    /**
     * Reads a file to its end, in bounded memory, and keeps what was good of a damaged one.
     *
     * @param file as it was named to us, for origins and messages
     * @throws FileFormatException when nothing of it can be used
     */
    Piece read(InputStream in, String file) throws IOException;
}
