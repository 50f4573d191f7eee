package io.nodethaw.golang;

import io.nodethaw.memory.Memory;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.List;

/**
 * The program's file as the kernel mapped it (elf(5)), found by the auxiliary vector: the file itself may be gone, replaced
 * or on a dead mount.
 *
 * @param bias by how much addresses in memory are higher than in the file
 * @param machine e_machine
 * @param segments what the kernel mapped, addresses in memory
 * @param dynamic address of the dynamic section; 0 without one
 * @param head the first bytes of the image, which name its build
 */
record ElfImage(long bias, int machine, List<Segment> segments, long dynamic, ByteBuffer head) {
    /** elf.h: EM_X86_64. */
    static final int AMD64 = 62;

    /** elf.h: EM_AARCH64. */
    static final int ARM64 = 183;

    /** elf.h: AT_PHDR, AT_PHNUM, AT_ENTRY. */
    private static final int AT_PHDR = 3;

    private static final int AT_PHNUM = 5;
    private static final int AT_ENTRY = 9;

    /** elf.h: PT_LOAD, PT_DYNAMIC, PF_X, PF_W. */
    private static final int PT_LOAD = 1;

    private static final int PT_DYNAMIC = 2;
    private static final int EXECUTE = 1;
    private static final int WRITE = 2;

    /** sizeof(Elf64_Ehdr), sizeof(Elf64_Phdr). */
    private static final int HEADER = 64;

    private static final int PROGRAM_HEADER = 56;
    private static final int MOST_HEADERS = 64;
    private static final int PAGE = 4096;
    private static final int MAGIC = 0x464c457f; // "\177ELF"
    private static final int BITS_64_LITTLE_ENDIAN = 0x0102;

    ElfImage {
        segments = List.copyOf(segments);
    }

    /** A mapped range of the file. */
    record Segment(long start, long end, boolean writable, boolean executable) {
        boolean holds(long address) {
            return address >= start && address < end;
        }
    }

    /** True when the address lies in the program: its code, constants or variables. */
    boolean holds(long address) {
        for (var segment : segments) {
            if (segment.holds(address)) {
                return true;
            }
        }
        return false;
    }

    /** The range of code and constants, without variables in between. */
    Segment constants() {
        long start = Long.MAX_VALUE;
        long end = 0;
        for (var segment : segments) {
            if (!segment.writable()) {
                start = Math.min(start, segment.start());
                end = Math.max(end, segment.end());
            }
        }
        return new Segment(Math.min(start, end), end, false, true);
    }

    /**
     * Reads it.
     *
     * @param auxv what {@code /proc/PID/auxv} holds
     */
    static ElfImage read(Memory memory, byte[] auxv) throws IOException {
        var vector = ByteBuffer.wrap(auxv).order(ByteOrder.LITTLE_ENDIAN);
        long headers = value(vector, AT_PHDR);
        int count = (int) value(vector, AT_PHNUM);
        if (headers == 0 || count <= 0 || count > MOST_HEADERS) {
            throw new UnknownProgramException("not a Go program: no program headers in its auxiliary vector");
        }
        long start =
                headers & -PAGE; // the ELF header comes first in the first page, the program headers right behind it
        var head = bytes(memory, start, PAGE);
        if (head.getInt(0) != MAGIC || head.getShort(4) != BITS_64_LITTLE_ENDIAN) {
            throw new UnknownProgramException("not a Go program: no 64-bit little-endian ELF header");
        }
        long bias = value(vector, AT_ENTRY) - head.getLong(24); // e_entry
        return of(bias, head, bytes(memory, headers, count * PROGRAM_HEADER));
    }

    private static ElfImage of(long bias, ByteBuffer head, ByteBuffer headers) {
        var segments = new ArrayList<Segment>();
        long dynamic = 0;
        for (int at = 0; at < headers.limit(); at += PROGRAM_HEADER) {
            int type = headers.getInt(at);
            int flags = headers.getInt(at + 4);
            long address = headers.getLong(at + 16) + bias;
            if (type == PT_LOAD) {
                long end = address + headers.getLong(at + 40); // p_memsz
                segments.add(new Segment(address, end, (flags & WRITE) != 0, (flags & EXECUTE) != 0));
            } else if (type == PT_DYNAMIC) {
                dynamic = address;
            }
        }
        return new ElfImage(bias, head.getShort(18), segments, dynamic, head);
    }

    private static long value(ByteBuffer auxv, int type) {
        for (int at = 0; at + 16 <= auxv.limit(); at += 16) {
            if (auxv.getLong(at) == type) {
                return auxv.getLong(at + 8);
            }
        }
        return 0;
    }

    private static ByteBuffer bytes(Memory memory, long address, int length) throws IOException {
        var bytes = ByteBuffer.allocate(Math.max(length, HEADER)).order(ByteOrder.LITTLE_ENDIAN);
        bytes.limit(length);
        memory.read(address, bytes);
        return bytes.clear().limit(length);
    }
}
