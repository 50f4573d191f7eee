package io.nodethaw.core;

/**
 * A range of the memory that a file was mapped to: one of those that the note NT_FILE lists (fs/binfmt_elf.c, fill_files_note).
 *
 * @param start first address
 * @param end first address after it
 * @param offset in the file, in bytes
 */
public record MappedFile(long start, long end, long offset, String path) {
    boolean holds(long address) {
        return address >= start && address < end;
    }
}
