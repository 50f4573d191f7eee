package io.nodethaw.archive.zstd;

import com.code_intelligence.jazzer.junit.FuzzTest;
import java.io.ByteArrayInputStream;
import java.io.IOException;

/** Any bytes end as a frame or as damage. */
class ZstdFuzzTest {
    private static final byte[] MAGIC = {0x28, (byte) 0xb5, 0x2f, (byte) 0xfd};
    private static final long MOST = 64 << 20;

    @FuzzTest
    void anyBytesEnd(byte[] bytes) {
        byte[] packed = new byte[MAGIC.length + bytes.length];
        System.arraycopy(MAGIC, 0, packed, 0, MAGIC.length);
        System.arraycopy(bytes, 0, packed, MAGIC.length, bytes.length);
        byte[] part = new byte[1 << 16];
        long all = 0;
        try (var in = new ZstdStream(new ByteArrayInputStream(packed))) {
            for (int read = in.read(part, 0, part.length);
                    read >= 0 && all < MOST;
                    read = in.read(part, 0, part.length)) {
                all += read;
            }
        } catch (IOException | IndexOutOfBoundsException e) {
            // damaged: Unpacking says so in words
        }
    }
}
