package io.nodethaw.cli;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.function.Consumer;

/** Shows how much of what somebody brought is read, a few times a second. */
final class ReadProgress {
    private static final long EVERY_NANOS = 250_000_000;

    private final Consumer<String> show;
    private String name = "";
    private long bytes;
    private long files;
    private long shown = System.nanoTime();

    /** @param show shows a text in place of the one before */
    ReadProgress(Consumer<String> show) {
        this.show = show;
    }

    /** A stream like this one, whose bytes are counted. */
    InputStream watching(String of, InputStream in) {
        name = of;
        return new FilterInputStream(in) {
            @Override
            public int read() throws IOException {
                int next = super.read();
                count(next < 0 ? 0 : 1);
                return next;
            }

            @Override
            public int read(byte[] into, int offset, int length) throws IOException {
                int read = super.read(into, offset, length);
                count(Math.max(0, read));
                return read;
            }
        };
    }

    /** One more file is read. */
    void file() {
        files++;
    }

    private void count(long more) {
        bytes += more;
        long now = System.nanoTime();
        if (now - shown > EVERY_NANOS) {
            shown = now;
            show.accept("reading " + name + ": " + (bytes >> 20) + " MB" + (files > 1 ? ", " + files + " files" : ""));
        }
    }
}
