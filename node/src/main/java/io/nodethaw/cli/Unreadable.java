package io.nodethaw.cli;

import io.nodethaw.archive.UnpackException;
import java.io.EOFException;
import java.io.IOException;
import java.nio.file.FileSystemException;

/** What is said of a packed file that cannot be unpacked. */
final class Unreadable {
    private static final String AGAIN = "fetch it again, complete and still compressed";

    private Unreadable() {}

    /** True where the file can be read, and what stands in it is the matter. */
    static boolean isOfContent(IOException why) {
        return !(why instanceof FileSystemException) && !isDisk(why);
    }

    /** A disk that cannot read: the words of errno EIO (man 3 errno), and others of read(2). */
    private static boolean isDisk(IOException why) {
        return String.valueOf(why.getMessage())
                .matches("Input/output error|Is a directory|Stale file handle|.*denied.*");
    }

    static Failure content(IOException why, String file) {
        return switch (why) {
            case UnpackException unpack ->
                Failure.noAnswer("cannot be read: " + unpack.getMessage(), file, unpack.next());
            case EOFException cut -> Failure.noAnswer("cannot be read: " + InputFile.reason(cut), file, AGAIN);
            default -> Failure.noAnswer("cannot be read: " + InputFile.reason(why), file, AGAIN);
        };
    }
}
