package io.nodethaw.archive;

import com.code_intelligence.jazzer.junit.FuzzTest;
import java.io.ByteArrayInputStream;
import java.io.IOException;

/** Archives come from strangers: any bytes end within the bounds, with an IOException at most. */
class UnpackingFuzzTest {
    private static final Bounds BOUNDS = new Bounds(1 << 20, 400, 1 << 18, 100, 4);

    @FuzzTest
    void anyArchiveEnds(byte[] bytes) {
        long[] seen = {0};
        try {
            Unpacking.walk("x", new ByteArrayInputStream(bytes), BOUNDS, new Visitor() {
                @Override
                public void file(String name, Content content) {
                    byte[] part = new byte[8192];
                    for (int read = content.read(part, 0, part.length);
                            read >= 0;
                            read = content.read(part, 0, part.length)) {
                        seen[0] += read;
                    }
                }

                @Override
                public void leftOut(String name, String why) {}

                @Override
                public void broken(String archive, String why) {}
            });
        } catch (IOException e) {
            // its beginning is damaged
        }
        if (seen[0] > BOUNDS.total()) {
            throw new AssertionError("more than the bounds: " + seen[0]);
        }
    }
}
