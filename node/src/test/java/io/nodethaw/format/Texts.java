package io.nodethaw.format;

import java.io.BufferedInputStream;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;

/** Texts as a file would hold them, for tests. */
public final class Texts {
    private Texts() {}

    /** What these finders find in it; goroutines are not looked for. */
    public static Piece read(String text, Finder... finders) throws IOException {
        return new TextFile(new NoDumps(), () -> List.of(finders))
                .read(new ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8)), "x");
    }

    /** True when one of these finders knows it. */
    public static boolean recognises(String text, Finder... finders) throws IOException {
        return new TextFile(new NoDumps(), () -> List.of(finders))
                .recognises(Head.of(
                        new BufferedInputStream(new ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8)))));
    }

    private static final class NoDumps implements FileFormat {
        @Override
        public String what() {
            return "nothing";
        }

        @Override
        public boolean recognises(Head head) {
            return false;
        }

        @Override
        public Piece read(InputStream in, String file) throws IOException {
            throw new FileFormatException("no goroutines in it", "");
        }
    }
}
