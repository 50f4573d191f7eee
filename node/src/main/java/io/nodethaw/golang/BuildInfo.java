package io.nodethaw.golang;

import io.nodethaw.memory.Memory;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.ArrayList;

/** Which Go built the program: the blob that {@code debug/buildinfo} of Go's library reads. */
final class BuildInfo {
    /** "\xff Go bui", then "ldinf:"; 16-aligned. */
    private static final MemoryScan.Wanted MAGIC = new MemoryScan.Wanted(0x697562206f4720ffL, -1);

    private static final long MAGIC_END = 0x3a666e69646cL;
    private static final long SIX_BYTES = 0xffffffffffffL;
    private static final int ALIGNMENT = 16;

    /** Since Go 1.18 the blob itself contains the text; before, it contains a pointer to a Go string. */
    private static final int INLINE = 2;

    private static final int BIG_ENDIAN = 1;
    private static final int TEXT = 32;
    private static final int LONGEST = 256;

    private BuildInfo() {}

    /** The version; when the blob was removed or is elsewhere, the version that the runtime would report. */
    static GoVersion read(Memory memory, ElfImage image, Pages pages) throws IOException {
        var found = new ArrayList<Long>();
        for (var segment : writableFirst(image)) {
            if (MemoryScan.of(
                    memory,
                    segment.start(),
                    segment.end(),
                    MAGIC,
                    (piece, at, address) -> startsAt(piece, at, address) && found.add(address))) {
                break;
            }
        }
        if (found.isEmpty()) {
            return new VersionVariable(memory, image, pages)
                    .find()
                    .orElseThrow(
                            () -> new UnknownProgramException(
                                    "not a Go program as far as can be told: it holds neither Go's build"
                                            + " information nor one runtime.buildVersion (Go in a shared library or packed is not looked for)"));
        }
        var text = text(pages, found.getFirst());
        return GoVersion.parse(text)
                .orElseThrow(() -> new UnknownProgramException("Go version '" + text + "' names no release"));
    }

    /** The linker puts it among the variables; later versions among the constants. */
    private static Iterable<ElfImage.Segment> writableFirst(ElfImage image) {
        var segments = new ArrayList<ElfImage.Segment>();
        for (var segment : image.segments()) {
            if (segment.writable()) {
                segments.addFirst(segment);
            } else if (!segment.executable()) {
                segments.addLast(segment);
            }
        }
        return segments;
    }

    private static boolean startsAt(ByteBuffer piece, int at, long address) {
        return address % ALIGNMENT == 0 && (piece.getLong(at + 8) & SIX_BYTES) == MAGIC_END;
    }

    private static String text(Pages pages, long blob) throws IOException {
        int flags = pages.u8(blob + 15);
        if ((flags & INLINE) != 0) {
            int length = pages.u8(blob + TEXT);
            return pages.text(blob + TEXT + 1, Math.min(length, 127));
        }
        if ((flags & BIG_ENDIAN) != 0 || pages.u8(blob + 14) != 8) {
            throw new UnknownProgramException("a Go program of another byte order or word size");
        }
        long string = pages.u64(blob + 16);
        return pages.text(pages.u64(string), (int) Math.min(pages.u64(string + 8) & 0xffff, LONGEST));
    }
}
