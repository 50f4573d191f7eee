package io.nodethaw.core;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/**
 * What the headers of a core say, and its notes.
 *
 * @param segments by ascending address
 * @param missing bytes that the headers speak of and the file does not have; 0 for a whole core
 */
record CoreImage(CoreBytes bytes, Machine machine, List<Segment> segments, CoreNotes notes, long missing) {
    // elf.h
    static final int MAGIC = 0x464c457f; // "\177ELF"
    private static final int CLASS_64 = 2;
    private static final int LITTLE_ENDIAN = 1;
    private static final int ET_CORE = 4;
    private static final int PT_LOAD = 1;
    private static final int PT_NOTE = 4;
    private static final int PN_XNUM = 0xffff;

    /** sizeof(Elf64_Ehdr), sizeof(Elf64_Phdr), sizeof(Elf64_Shdr). */
    static final int HEADER = 64;

    private static final int PROGRAM_HEADER = 56;
    private static final int SECTION_HEADER = 64;

    /** Most program headers (our own limit): vm.max_map_count is 65,530 by default, and some raise it to four times that. */
    private static final int MOST_HEADERS = 1 << 19;

    /** Most bytes of notes that are read (our own limit): a thread takes some 5 kB with its vector registers. */
    private static final long MOST_NOTES = 128L << 20;

    private static final String AGAIN = "take the core again: gcore PID, or coredumpctl dump PID -o FILE";

    CoreImage {
        segments = List.copyOf(segments);
    }

    /** True when a file that begins with these bytes is a core, of whatever machine. */
    static boolean isCore(ByteBuffer head) {
        return head.limit() >= 18
                && head.order(ByteOrder.LITTLE_ENDIAN).getInt(0) == MAGIC
                && (head.getShort(16) == ET_CORE || head.getShort(16) == ET_CORE << 8);
    }

    /** Reads it. */
    static CoreImage read(CoreBytes bytes) throws IOException {
        var head = block(bytes, 0, HEADER);
        if (head.limit() < 18 || head.getInt(0) != MAGIC) {
            throw new CoreFormatException(
                    bytes.size() == 0 ? "empty" : "no core: it does not begin as an ELF file does", AGAIN);
        }
        if (!isCore(head)) {
            throw new CoreFormatException(
                    "no core, but a program or a library", "name a core first, and the program after --exe");
        }
        if (head.get(4) != CLASS_64 || head.get(5) != LITTLE_ENDIAN) {
            throw new CoreFormatException(
                    "a core of a 32-bit or big-endian machine", "cores of x86-64 and arm64 are read");
        }
        if (head.limit() < HEADER) {
            throw new CoreFormatException("cut off after " + head.limit() + " bytes, within its header", AGAIN);
        }
        int number = head.getShort(18) & 0xffff;
        var machine = Machine.of(number)
                .orElseThrow(() -> new CoreFormatException(
                        "a core of another machine: e_machine " + number, "cores of x86-64 and arm64 are read"));
        return read(bytes, machine, head);
    }

    private static CoreImage read(CoreBytes bytes, Machine machine, ByteBuffer head) throws IOException {
        long at = head.getLong(32);
        long count = count(bytes, head);
        if (at <= 0 || head.getShort(54) != PROGRAM_HEADER || count > MOST_HEADERS) {
            throw new CoreFormatException("damaged: its header makes no sense", AGAIN);
        }
        var headers = block(bytes, at, (int) count * PROGRAM_HEADER);
        var segments = new ArrayList<Segment>();
        var notes = new CoreNotes(machine);
        long end = at + count * PROGRAM_HEADER;
        for (int i = 0; i + PROGRAM_HEADER <= headers.limit(); i += PROGRAM_HEADER) {
            long offset = headers.getLong(i + 8);
            long stored = headers.getLong(i + 32);
            if (headers.getInt(i) == PT_NOTE) {
                notes.take(block(bytes, offset, (int) Math.clamp(stored, 0, MOST_NOTES)));
            } else if (headers.getInt(i) == PT_LOAD) {
                segment(headers, i).ifPresent(segments::add);
            }
            if (offset >= 0 && stored >= 0 && offset + stored > end) {
                end = offset + stored;
            }
        }
        if (headers.limit() < count * PROGRAM_HEADER) {
            throw new CoreFormatException("cut off after " + bytes.size() + " bytes, within its headers", AGAIN);
        }
        segments.sort(Comparator.comparingLong(Segment::start));
        return new CoreImage(bytes, machine, segments, notes, Math.max(end - bytes.size(), 0));
    }

    /** With more than 65,534 headers the number stands in the first section header, in sh_info. */
    private static long count(CoreBytes bytes, ByteBuffer head) throws IOException {
        int count = head.getShort(56) & 0xffff;
        if (count != PN_XNUM) {
            return count;
        }
        var section = block(bytes, head.getLong(40), SECTION_HEADER);
        return section.limit() < SECTION_HEADER ? PN_XNUM : Integer.toUnsignedLong(section.getInt(44));
    }

    private static Optional<Segment> segment(ByteBuffer headers, int at) {
        long start = headers.getLong(at + 16);
        long length = headers.getLong(at + 40);
        long stored = headers.getLong(at + 32);
        boolean sensible = start >= 0 && length > 0 && start + length > start && stored >= 0;
        return sensible
                ? Optional.of(new Segment(
                        start,
                        start + length,
                        headers.getLong(at + 8),
                        Math.min(stored, length),
                        headers.getInt(at + 4)))
                : Optional.empty();
    }

    /** As many bytes from an offset on as there are. */
    private static ByteBuffer block(CoreBytes bytes, long offset, int length) throws IOException {
        long there = offset < 0 || offset >= bytes.size() ? 0 : bytes.size() - offset;
        var block = ByteBuffer.allocate((int) Math.min(there, length)).order(ByteOrder.LITTLE_ENDIAN);
        bytes.read(offset, block);
        return block.flip();
    }
}
