package io.nodethaw.archive;

import io.nodethaw.archive.zstd.ZstdStream;
import java.io.IOException;
import java.io.InputStream;
import org.apache.commons.compress.compressors.bzip2.BZip2CompressorInputStream;
import org.apache.commons.compress.compressors.lz4.FramedLZ4CompressorInputStream;
import org.tukaani.xz.XZInputStream;

/** Opens what the JDK cannot. In a class of its own, because the JVM loads the libraries to check this code. */
final class RarePackings {
    /** The most memory that xz may take, in KiB: its strongest preset needs 65 MiB (xz(1), -9). */
    private static final int XZ_KIB = 96 << 10;

    private RarePackings() {}

    static InputStream open(Packing packing, InputStream in) throws IOException {
        return switch (packing) {
            case BZIP2 -> new BZip2CompressorInputStream(in, true);
            case XZ -> new XZInputStream(in, XZ_KIB);
            case LZ4 -> new FramedLZ4CompressorInputStream(in, true);
            case ZSTD -> new ZstdStream(in);
            case GZIP, TAR, ZIP -> throw new IllegalArgumentException(packing + " is opened elsewhere");
        };
    }
}
