package io.nodethaw.cli;

import java.io.BufferedOutputStream;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.util.Optional;

/** Standard output that keeps the reason why it could not be written: a PrintStream only keeps that it failed. */
final class Stdout extends OutputStream {
    /** EPIPE in the words of the C library: {@code nodethaw | head -1} is no error. */
    private static final String READER_GONE = "Broken pipe";

    private final OutputStream out = new BufferedOutputStream(new FileOutputStream(FileDescriptor.out));
    private Optional<String> failure = Optional.empty();

    /** Why something could not be written; empty when all was written, or the reader has gone away. */
    Optional<String> failure() {
        return failure;
    }

    @Override
    public void write(int one) throws IOException {
        write(new byte[] {(byte) one}, 0, 1);
    }

    @Override
    public void write(byte[] bytes, int from, int length) throws IOException {
        try {
            out.write(bytes, from, length);
        } catch (IOException e) {
            throw noted(e);
        }
    }

    @Override
    public void flush() throws IOException {
        try {
            out.flush();
        } catch (IOException e) {
            throw noted(e);
        }
    }

    private IOException noted(IOException e) {
        var why = String.valueOf(e.getMessage());
        if (!why.contains(READER_GONE)) {
            failure = Optional.of(why);
        }
        return e;
    }
}
