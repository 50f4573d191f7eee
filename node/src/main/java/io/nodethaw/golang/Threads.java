package io.nodethaw.golang;

/** The threads of a process, as the kernel knows them. */
public interface Threads {
    /**
     * The number by which we know a thread; 0 when it cannot be found.
     *
     * @param inner the number it has in the innermost pid namespace of the process, which is the one its runtime knows
     */
    int number(long inner);

    /** How long they have not run. It is read when asked for, so what was read from the process before is at least as old. */
    LastRuns lastRuns();
}
