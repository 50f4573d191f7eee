package io.nodethaw.collect.child;

/**
 * What a question is about.
 *
 * @param pid 0 for the machine as a whole
 * @param memory true for the process's memory, false for kernel files about it
 */
public record Subject(int pid, boolean memory) {
    /** Kernel files about a process. */
    public static Subject files(int pid) {
        return new Subject(pid, false);
    }

    /** The memory of a process. */
    public static Subject memory(int pid) {
        return new Subject(pid, true);
    }

    /** The machine as a whole. */
    public static Subject machine() {
        return files(0);
    }
}
