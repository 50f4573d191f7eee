package io.nodethaw.core;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.List;

/** Where a program was mapped, worked out from its own headers: for cores that do not list the mapped files, as those of gdb 7.6. */
final class ProgramSegments {
    private static final int PT_LOAD = 1; // elf.h
    private static final int PROGRAM_HEADER = 56;
    private static final int MOST = 64;

    private ProgramSegments() {}

    /** @param entry AT_ENTRY of the process, which tells how far it was moved */
    static List<MappedFile> of(FileBytes exe, String path, long entry) throws IOException {
        var head = ByteBuffer.allocate(CoreImage.HEADER).order(ByteOrder.LITTLE_ENDIAN);
        exe.read(0, head);
        int count = head.getShort(56) & 0xffff;
        if (head.hasRemaining() || head.getInt(0) != CoreImage.MAGIC || count > MOST) {
            throw new IOException("not a program");
        }
        long bias = entry - head.getLong(24);
        var headers = ByteBuffer.allocate(count * PROGRAM_HEADER).order(ByteOrder.LITTLE_ENDIAN);
        exe.read(head.getLong(32), headers);
        var files = new ArrayList<MappedFile>();
        for (int at = 0; at + PROGRAM_HEADER <= headers.position(); at += PROGRAM_HEADER) {
            if (headers.getInt(at) == PT_LOAD) {
                long start = headers.getLong(at + 16) + bias;
                files.add(new MappedFile(start, start + headers.getLong(at + 32), headers.getLong(at + 8), path));
            }
        }
        return files;
    }
}
