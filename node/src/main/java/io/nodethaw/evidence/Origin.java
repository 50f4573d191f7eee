package io.nodethaw.evidence;

import java.time.Instant;

/** Where a sample comes from: a look at the node, or a file that somebody brought from it. */
public sealed interface Origin {
    /**
     * A look at the node, be it now or when the evidence was saved.
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
     * A file that does not tell when it was true.
     *
     * @param file as it was named to us
     * @param line where it stands in it, from 1
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

    /** What a person reads behind what was read: "2026-01-02T03:04:05Z", "dockerd.txt:17". */
    String text();
}
