package io.nodethaw.evidence;

import java.time.Instant;

/** Where a sample comes from: a look at the node, or a file that somebody brought from it. */
public sealed interface Origin {
    /**
     * A look at the node, now or when the evidence was saved.
     *
     * @param asked when the question was put
     * @param answered when the answer came, or when we stopped waiting for it
     */
    record Live(Instant asked, Instant answered) implements Origin {
        @Override
        public String text() {
            return answered.toString();
        }
    }

    /**
     * A file, which does not tell the time of what it says.
     *
     * @param file as it was named to us
     * @param line number of the line in the file, from 1
     */
    record InFile(String file, long line) implements Origin {
        public InFile {
            file = Foreign.cut(file);
            if (line < 1) {
                throw new IllegalArgumentException("line " + line + " of " + file);
            }
        }

        @Override
        public String text() {
            return file + ":" + line;
        }
    }

    /** The origin in words, as it follows a reading: "2026-01-02T03:04:05Z", "dockerd.txt:17". */
    String text();
}
