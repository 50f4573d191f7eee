package io.nodethaw.file;

import java.io.BufferedInputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.FileSystemException;
import java.nio.file.Path;

/**
 * The child that writes one file. It may hang in a disk for ever and then be left behind; a thread of our own that hangs there would
 * keep our whole process from ending. Its input is the path, and pieces with their lengths up to one of length 0; without that the
 * file is not made. It answers with a byte once it runs, then with an empty text, or why it failed.
 */
public final class WriterChild {
    /** Its first byte. */
    static final int RUNS = 'r';

    private WriterChild() {}

    /** Writes the file and answers. */
    public static void run(InputStream in, OutputStream out) throws IOException {
        var answer = new DataOutputStream(out);
        answer.writeByte(RUNS);
        answer.flush();
        var input = new DataInputStream(new BufferedInputStream(in, 1 << 16));
        var path = Path.of(input.readUTF());
        try (var folder = OutputFolder.open(folder(path))) {
            folder.write(String.valueOf(path.getFileName()), file -> copy(input, file));
            answer.writeUTF("");
        } catch (IOException e) {
            answer.writeUTF(reason(e));
        }
        answer.flush();
    }

    private static Path folder(Path file) throws IOException {
        var folder = file.toAbsolutePath().getParent();
        if (folder == null) {
            throw new IOException("is no file");
        }
        return folder;
    }

    private static void copy(DataInputStream input, FileChannel file) throws IOException {
        for (int length = input.readInt(); length > 0; length = input.readInt()) {
            var piece = ByteBuffer.wrap(input.readNBytes(length));
            while (piece.hasRemaining()) {
                file.write(piece);
            }
        }
    }

    private static String reason(IOException e) {
        return e instanceof FileSystemException file && file.getReason() != null
                ? file.getReason()
                : e.getMessage() == null ? e.getClass().getSimpleName() : e.getMessage();
    }
}
