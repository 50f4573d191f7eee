package io.nodethaw.collect.proc;

import static java.nio.charset.StandardCharsets.US_ASCII;

import io.nodethaw.collect.NotAskedException;
import io.nodethaw.collect.NotPermittedException;
import java.io.FileInputStream;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Arrays;

/**
 * Reads files of /proc and /sys whole, one after the other, into one buffer. Their size is not known before (stat says 0),
 * and most fit the first read. Used by one thread at a time.
 */
public final class KernelFile {
    /** The longest file; on a node that works none is longer: 100,000 lines of /proc/net/tcp are 15 MB. */
    private static final int LIMIT = 64 << 20;

    /** The longest file that is mostly blanks: what the kernel writes in a few seconds. */
    private static final int BLANK_LIMIT = 256 << 20;

    private static final byte[] BLANKS = " ".repeat(4096).getBytes(US_ASCII);

    private byte[] buffer;

    /** A reader with a first buffer of this many bytes; it grows as needed. */
    public KernelFile(int bytes) {
        this.buffer = new byte[bytes];
    }

    /**
     * Reads a file; the scan is good until the next read.
     *
     * @throws NotAskedException when there is no such file or process, or we may not read it
     */
    public Scan read(String path) throws IOException {
        try (var in = new FileInputStream(path)) {
            int length = 0;
            int count;
            while ((count = in.read(buffer, length, buffer.length - length)) > 0) {
                length += count;
                if (length == buffer.length) {
                    grow(path);
                }
            }
            return new Scan(buffer, length);
        } catch (IOException e) {
            throw explain(path, e);
        }
    }

    /**
     * Reads a file that the kernel makes in one piece, such as stat and status of a process (fs/seq_file.c, single_open). A read
     * that returns less than there was room for has returned all of it, so no second read is needed to find the end.
     */
    Scan readOnePiece(String path) throws IOException {
        try (var in = new FileInputStream(path)) {
            int length = Math.max(0, in.read(buffer));
            while (length == buffer.length) {
                grow(path);
                length += Math.max(0, in.read(buffer, length, buffer.length - length));
            }
            return new Scan(buffer, length);
        } catch (IOException e) {
            throw explain(path, e);
        }
    }

    /**
     * Reads a file with every run of blanks as one. A line of /proc/locks is indented by one blank for each waiter before it
     * (fs/locks.c, lock_get_status, since 5.0): 8,000 of them make 32 MB.
     */
    public Scan readSqueezed(String path) throws IOException {
        try (var in = new FileInputStream(path)) {
            var chunk = new byte[64 << 10];
            int length = 0;
            int count;
            int read = 0;
            while ((count = in.read(chunk)) > 0) {
                while (buffer.length - length < count) {
                    grow(path);
                }
                length = squeeze(chunk, count, length);
                read += count;
                if (read > BLANK_LIMIT) {
                    throw new IOException(path + ": more than " + BLANK_LIMIT + " bytes");
                }
            }
            return new Scan(buffer, length);
        } catch (IOException e) {
            throw explain(path, e);
        }
    }

    /** Appends a chunk at this place of the buffer, with each run of blanks as one; returns the end. */
    private int squeeze(byte[] chunk, int count, int at) {
        int end = at;
        int i = end > 0 && buffer[end - 1] == ' ' ? pastBlanks(chunk, 0, count) : 0;
        while (i < count) {
            byte next = chunk[i++];
            buffer[end++] = next;
            if (next == ' ') {
                i = pastBlanks(chunk, i, count);
            }
        }
        return end;
    }

    /** Many blanks are compared at once: nearly all that is read are such. */
    private static int pastBlanks(byte[] chunk, int from, int to) {
        int at = from;
        while (at < to) {
            int most = Math.min(BLANKS.length, to - at);
            int first = Arrays.mismatch(chunk, at, at + most, BLANKS, 0, most);
            if (first >= 0) {
                return at + first;
            }
            at += most;
        }
        return to;
    }

    /** Reads a file into bytes of its own. */
    public static byte[] bytes(String path) throws IOException {
        var file = new KernelFile(4096);
        var scan = file.read(path);
        return Arrays.copyOf(file.buffer, scan.length());
    }

    private void grow(String path) throws IOException {
        if (buffer.length >= LIMIT) {
            throw new IOException(path + ": more than " + LIMIT + " bytes");
        }
        buffer = Arrays.copyOf(buffer, buffer.length * 4);
    }

    /**
     * Says what a failed read means. FileInputStream gives the reason only as a text in the user's language, so the file is
     * opened once more with java.nio, whose exceptions tell the reasons apart.
     */
    static IOException explain(String path, IOException failure) {
        if (!(failure instanceof FileNotFoundException)) {
            return explainRead(path, failure);
        }
        try (var _ = Files.newByteChannel(Path.of(path))) {
            return new IOException(path + ": " + failure.getMessage(), failure);
        } catch (IOException again) {
            return explainOpen(path, again);
        }
    }

    /** Says what a failed open means, by the class of the exception from java.nio.file. */
    static IOException explainOpen(String path, IOException failure) {
        if (failure instanceof NoSuchFileException) {
            return new NotAskedException("no " + path);
        }
        if (failure instanceof AccessDeniedException) {
            return NotPermittedException.toRead(path);
        }
        return explainRead(path, failure);
    }

    private static IOException explainRead(String path, IOException failure) {
        var text = String.valueOf(failure.getMessage());
        if (text.contains("No such process")) { // ESRCH: it ended between open and read
            return new NotAskedException("no " + path);
        }
        if (text.contains("not permitted") || text.contains("denied")) { // EPERM, EACCES of read: ptrace access check
            return NotPermittedException.toRead(path);
        }
        if (text.contains("not supported")) { // EOPNOTSUPP: /proc/pressure with PSI switched off
            return new NotAskedException("this kernel does not support " + path);
        }
        return new IOException(path + ": " + text, failure);
    }
}
