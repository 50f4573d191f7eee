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

    /** Any bytes are read to their end and become evidence of files, or are refused with one line. */
    public static void survives(byte[] bytes, Finder... finders) throws IOException {
        var format = new TextFile(new NoDumps(), () -> List.of(finders));
        Piece piece;
        try {
            piece = format.read(new ByteArrayInputStream(bytes), "x");
        } catch (FileFormatException e) {
            return;
        }
        for (var node : Assembly.of(List.of(piece))) {
            if (!node.evidence().isFromFiles()) {
                throw new AssertionError("not from a file: " + piece);
            }
        }
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
