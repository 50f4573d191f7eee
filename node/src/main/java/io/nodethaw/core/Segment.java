package io.nodethaw.core;

/**
 * A range of the memory of a process (a program header PT_LOAD of elf.h), and where the core holds it.
 *
 * @param start first address
 * @param end first address after it
 * @param offset of its bytes in the core
 * @param stored how many of its bytes, from the first on, are in the core
 * @param flags PF_X 1, PF_W 2, PF_R 4
 */
record Segment(long start, long end, long offset, long stored, int flags) {
    private static final int EXECUTE = 1;
    private static final int WRITE = 2;
    private static final int READ = 4;

    boolean holds(long address) {
        return address >= start && address < end;
    }

    boolean isExecutable() {
        return (flags & EXECUTE) != 0;
    }

    /** As {@code /proc/PID/maps} has it; whether it was shared a core does not tell. */
    String permissions() {
        return ((flags & READ) != 0 ? "r" : "-")
                + ((flags & WRITE) != 0 ? "w" : "-")
                + (isExecutable() ? "x" : "-")
                + "p";
    }
}
