package io.nodethaw.archive;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.util.zip.GZIPOutputStream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveOutputStream;
import org.apache.commons.compress.compressors.bzip2.BZip2CompressorOutputStream;
import org.apache.commons.compress.compressors.lz4.FramedLZ4CompressorOutputStream;
import org.tukaani.xz.LZMA2Options;
import org.tukaani.xz.XZOutputStream;

/** Packs texts, as people do. */
public final class Packed {
    private Packed() {}

    private interface Packer {
        OutputStream around(OutputStream out) throws IOException;
    }

    private static byte[] by(Packer packer, byte[] content) {
        var out = new ByteArrayOutputStream();
        try (var packed = packer.around(out)) {
            packed.write(content);
        } catch (IOException e) {
            throw new AssertionError(e);
        }
        return out.toByteArray();
    }

    public static byte[] gzip(byte[] content) {
        return by(GZIPOutputStream::new, content);
    }

    public static byte[] bzip2(byte[] content) {
        return by(BZip2CompressorOutputStream::new, content);
    }

    public static byte[] xz(byte[] content) {
        return by(out -> new XZOutputStream(out, new LZMA2Options(0)), content);
    }

    public static byte[] lz4(byte[] content) {
        return by(FramedLZ4CompressorOutputStream::new, content);
    }

    /** @param entries name, content, name, content */
    public static byte[] zip(Object... entries) {
        var out = new ByteArrayOutputStream();
        try (var zip = new ZipOutputStream(out, UTF_8)) {
            for (int i = 0; i < entries.length; i += 2) {
                zip.putNextEntry(new ZipEntry((String) entries[i]));
                zip.write(bytes(entries[i + 1]));
            }
        } catch (IOException e) {
            throw new AssertionError(e);
        }
        return out.toByteArray();
    }

    /** @param entries name, content, name, content; a content that begins with "-> " is a link */
    public static byte[] tar(Object... entries) {
        var out = new ByteArrayOutputStream();
        try (var tar = new TarArchiveOutputStream(out, "UTF-8")) {
            tar.setLongFileMode(TarArchiveOutputStream.LONGFILE_GNU);
            for (int i = 0; i < entries.length; i += 2) {
                entry(tar, (String) entries[i], bytes(entries[i + 1]));
            }
        } catch (IOException e) {
            throw new AssertionError(e);
        }
        return out.toByteArray();
    }

    private static void entry(TarArchiveOutputStream tar, String name, byte[] content) throws IOException {
        var text = new String(content, UTF_8);
        if (text.startsWith("-> ")) {
            var link = new TarArchiveEntry(name, (byte) '2', true);
            link.setLinkName(text.substring(3));
            tar.putArchiveEntry(link);
        } else {
            var file = new TarArchiveEntry(name, true);
            file.setSize(content.length);
            tar.putArchiveEntry(file);
            tar.write(content);
        }
        tar.closeArchiveEntry();
    }

    private static byte[] bytes(Object content) {
        return content instanceof byte[] bytes ? bytes : ((String) content).getBytes(UTF_8);
    }
}
